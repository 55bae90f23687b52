package org.ouzel.network.persistence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.network.harness.EachSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.RedisReference;
import org.ouzel.network.harness.ServerProcess;

/** Payloads of DUMP go from a real redis-server to Ouzel and back, for all types and encodings. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DumpExchangeIT extends EachSetup {
    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "list-max-listpack-size 3 hash-max-listpack-entries 0 zset-max-listpack-entries 0 set-max-intset-entries 0",
        "list-max-listpack-size -5 hash-max-listpack-entries 2000 zset-max-listpack-entries 2000 "
            + "set-max-intset-entries 2000 hash-max-listpack-value 100000 zset-max-listpack-value 1000",
        "rdbcompression no list-compress-depth 0 stream-node-max-entries 3",
        "list-compress-depth 1 stream-node-max-bytes 200"})
    void shouldExchangeAllTypes(final String redisSettings) {
        try (ServerProcess redis = RedisReference.start("--enable-debug-command", "yes");
            RawConnection theirs = redis.connect(); RawConnection ours = tested.connect()) {
            final String[] words = redisSettings.split(" ");
            for (int i = 0; i + 1 < words.length; i += 2) {
                assertEquals("+OK\r\n", theirs.call("CONFIG", "SET", words[i], words[i + 1]));
            }
            Samples.fill(theirs);
            assertEquals("+OK\r\n", ours.call("FLUSHALL"));
            final List<String> keys = Samples.keys(theirs);
            for (final String key : keys) {
                exchange(theirs, ours, key);
            }
        }
    }

    @Test
    void shouldGiveRedisWhatCommandsMade() {
        try (ServerProcess redis = RedisReference.start("--enable-debug-command", "yes");
            RawConnection theirs = redis.connect(); RawConnection ours = tested.connect()) {
            assertEquals("+OK\r\n", ours.call("FLUSHALL"));
            Samples.fill(ours);
            Samples.fill(theirs);
            final List<String> keys = Samples.keys(theirs);
            assertEquals(keys, Samples.keys(ours));
            for (final String key : keys) {
                final byte[] name = RawConnection.bytes(key);
                final String digest = digest(theirs, name);
                restore(theirs, name, dump(ours, name), "ABSTTL", "REPLACE");
                assertEquals(digest, digest(theirs, name), key);
            }
        }
    }

    private static void exchange(final RawConnection theirs, final RawConnection ours, final String key) {
        final byte[] name = RawConnection.bytes(key);
        final String type = theirs.call("TYPE", key);
        final String digest = digest(theirs, name);
        final String stream = stream(theirs, key, type);
        restore(ours, name, dump(theirs, name), "ABSTTL");
        assertEquals(type, ours.call("TYPE", key), key);
        restore(theirs, name, dump(ours, name), "REPLACE", "ABSTTL");
        assertEquals(digest, digest(theirs, name), key);
        assertEquals(stream, stream(theirs, key, type), key);
    }

    private static String digest(final RawConnection connection, final byte[] name) {
        return RawConnection.text(connection.call(RawConnection.bytes("DEBUG"), RawConnection.bytes("DIGEST-VALUE"),
            name));
    }

    /** Returns what there is to know of a stream, groups included, but how its tree is made. */
    private static String stream(final RawConnection redis, final String key, final String type) {
        return type.startsWith("+stream") ? redis.call("XINFO", "STREAM", key, "FULL", "COUNT", "0")
            .replaceAll("radix-tree-(keys|nodes)\r\n:\\d+", "") : "";
    }

    private static byte[] dump(final RawConnection connection, final byte[] name) {
        final byte[] reply = connection.call(RawConnection.bytes("DUMP"), name);
        int start = 0;
        while (reply[start] != '\n') {
            start++;
        }
        return Arrays.copyOfRange(reply, start + 1, reply.length - 2);
    }

    private static void restore(final RawConnection connection, final byte[] name, final byte[] payload,
        final String... options) {
        final byte[][] words = new byte[4 + options.length][];
        words[0] = RawConnection.bytes("RESTORE");
        words[1] = name;
        words[2] = RawConnection.bytes(Samples.expiryMs(RawConnection.text(name)));
        words[3] = payload;
        for (int i = 0; i < options.length; i++) {
            words[4 + i] = RawConnection.bytes(options[i]);
        }
        assertArrayEquals(RawConnection.bytes("+OK\r\n"), connection.call(words), RawConnection.text(name));
    }
}
