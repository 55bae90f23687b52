package org.ouzel.network.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ouzel.network.harness.RawConnection;

/** The scripts of a history: their texts, what each means for {@link Registers}, and how they are called. */
enum Scripts {
    /** {@code SWAP key key}: exchanges two values on their shards; a missing one is taken for "none". */
    SWAP(2, Scripts.CONFINED + "local a, b = redis.call('GET', KEYS[1]) or 'none', "
        + "redis.call('GET', KEYS[2]) or 'none' "
        + "redis.call('SET', KEYS[1], b) redis.call('SET', KEYS[2], a) return a .. ',' .. b"),
    /** {@code REPLACE key expected value}: changes a value if it is the one expected. */
    REPLACE(1, "if (redis.call('GET', KEYS[1]) or 'none') ~= ARGV[1] then return 0 end "
        + "redis.call('SET', KEYS[1], ARGV[2]) return 1"),
    /** {@code ALONE key value}: appends to a key whose shard runs it while the others go on. */
    ALONE(1, Scripts.CONFINED + "redis.call('APPEND', KEYS[1], ARGV[1]) return redis.call('GET', KEYS[1])"),
    /** {@code HIDDEN key key value}: changes keys that it doesn't declare. */
    HIDDEN(0, "local before = (redis.call('GET', ARGV[1]) or 'none') .. ',' .. (redis.call('GET', ARGV[2]) or 'none') "
        + "redis.call('SET', ARGV[1], ARGV[3]) redis.call('APPEND', ARGV[2], ARGV[3]) return before");

    private static final String CONFINED = "#!lua flags=no-cross-slot-keys\n";
    private static final Set<String> NAMES = Arrays.stream(values()).map(Enum::name).collect(Collectors.toSet());

    private final int keyCount;
    private final String text;
    private final String digest;

    Scripts(final int keyCount, final String text) {
        this.keyCount = keyCount;
        this.text = text;
        this.digest = digestOf(text);
    }

    /** Loads all of them; before a history begins. */
    static void load(final RawConnection connection) {
        for (final Scripts script : values()) {
            assertEquals("$40\r\n" + script.digest + "\r\n", connection.call("SCRIPT", "LOAD", script.text));
        }
    }

    /** Returns {@code command} as it is sent: a script's name and arguments as EVALSHA. */
    static String[] onWire(final List<String> command) {
        if (!NAMES.contains(command.get(0))) {
            return command.toArray(String[]::new);
        }
        final Scripts script = valueOf(command.get(0));
        final String[] words = new String[command.size() + 2];
        words[0] = "EVALSHA";
        words[1] = script.digest;
        words[2] = Integer.toString(script.keyCount);
        for (int i = 1; i < command.size(); i++) {
            words[2 + i] = command.get(i);
        }
        return words;
    }

    private static String digestOf(final String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(RawConnection.bytes(text)));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
