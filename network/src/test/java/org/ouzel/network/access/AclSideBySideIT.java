package org.ouzel.network.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.SideBySide;
import org.ouzel.protocol.client.Reply;

/**
 * Random rules and requests, given to redis-server and to Ouzel, reply by reply. Where Redis 7.2 changed what 7.0
 * says, the reply of 7.0 is brought into the words of 7.2: texts of refusals, and the flag of sanitized payloads.
 */
class AclSideBySideIT extends SideBySide {
    private static final long SEED = Long.getLong("ouzel.acl.seed", 20_231L);
    private static final String[] RULES = {"on", "off", "nopass", "resetpass", ">one", ">two", "<one", "~a*", "~b",
        "%R~r*", "%W~w*", "%RW~x", "~*", "allkeys", "resetkeys", "&c*", "&*", "resetchannels", "+@all", "-@all",
        "allcommands", "nocommands", "+get", "-get", "+set", "-SET", "+client", "-client", "+client|id", "-client|id",
        "+config|get", "+select|0", "+@read", "+@write", "+@string", "+@nosuch", "+nosuch", "-nosuch", "junk", "%Q~a",
        "+config|nosuch", "+select|", "+config|get|x", "reset", "clearselectors", "(+get ~s*)", "(+@write ~w)",
        "(+nosuch)", "skip-sanitize-payload", "#abc", "&a b", "~a b", "+", "-", "", "~", "&", "%", "+@", "(", "()"};
    private static final String[][] REQUESTS = {{"GET", "a1"}, {"GET", "b"}, {"GET", "r1"}, {"GET", "w1"},
        {"SET", "a1", "v"}, {"SET", "w1", "v"}, {"SET", "w1", "v", "GET"}, {"SET", "r1", "v"}, {"MGET", "a1", "s1"},
        {"MSET", "a1", "1", "z", "2"}, {"DEL", "a1", "b", "w"}, {"RENAME", "a1", "b"}, {"COPY", "r1", "w1"},
        {"COPY", "w1", "r1"}, {"SINTERSTORE", "w1", "r1", "r2"}, {"ZUNIONSTORE", "w", "2", "r1", "r2"},
        {"XREAD", "STREAMS", "r1", "a1", "0", "0"}, {"LMPOP", "2", "a1", "w1", "LEFT"}, {"OBJECT", "ENCODING", "r1"},
        {"BITFIELD", "r1", "GET", "u8", "0"}, {"BITFIELD", "r1", "SET", "u8", "0", "1"}, {"EXPIRE", "r1", "10"},
        {"TTL", "w1"}, {"GETDEL", "w1"}, {"CLIENT", "ID"}, {"CLIENT", "GETNAME"}, {"CONFIG", "GET", "x"},
        {"SELECT", "0"}, {"SELECT", "1"}, {"PING"}, {"AUTH", "x"}, {"nosuch"}, {"GET"}, {"CLIENT", "NOSUCH"},
        {"DBSIZE"}, {"FLUSHALL"}, {"KEYS", "*"}, {"ACL", "WHOAMI"}};

    private RawConnection redis;
    private RawConnection ouzel;

    @BeforeEach
    void connect() {
        redis = reference.connect();
        ouzel = tested.connect();
    }

    @AfterEach
    void disconnect() {
        redis.close();
        ouzel.close();
    }

    @Test
    void shouldAgreeOnRandomRules() {
        final Random random = new Random(SEED);
        final StringBuilder history = new StringBuilder("seed=" + SEED);
        for (int i = 0; i < 400; i++) {
            final List<String> setUser = new ArrayList<>(List.of("ACL", "SETUSER", "u" + random.nextInt(3)));
            for (int j = random.nextInt(5); j >= 0; j--) {
                setUser.add(RULES[random.nextInt(RULES.length)]);
            }
            // 7.0 lists the rules about commands in an order of its own, which 7.2 gave up.
            if (random.nextInt(4) == 0) {
                setUser.add(random.nextBoolean() ? "+@all" : "-@all");
            }
            history.append("\n").append(setUser);
            agree(history, setUser.toArray(String[]::new));
            agreeOnKeys(history, setUser.get(2));
            for (int j = 0; j < 4; j++) {
                final List<String> dryRun = new ArrayList<>(List.of("ACL", "DRYRUN", setUser.get(2)));
                dryRun.addAll(List.of(REQUESTS[random.nextInt(REQUESTS.length)]));
                agree(history, dryRun.toArray(String[]::new));
            }
        }
        for (int i = 0; i < 3; i++) {
            agree(history, "ACL", "DELUSER", "u" + i);
        }
    }

    private void agree(final CharSequence history, final String... request) {
        assertEquals(inWordsOfToday(redis.call(request), request[2]), ouzel.call(request),
            () -> history + "\n" + String.join(" ", request));
    }

    /** Compares what ACL GETUSER says of passwords, keys, channels and further sets of rules. */
    private void agreeOnKeys(final CharSequence history, final String user) {
        final Reply expected = Reply.parse(redis.call("ACL", "GETUSER", user));
        final Reply found = Reply.parse(ouzel.call("ACL", "GETUSER", user));
        assertEquals(expected.isNull(), found.isNull(), history::toString);
        for (final int part : expected.isNull() ? new int[0] : new int[] {3, 7, 9, 11}) {
            assertEquals(expected.elements().get(part), found.elements().get(part),
                () -> history + "\nGETUSER " + user);
        }
    }

    private static String inWordsOfToday(final String reply, final String user) {
        if (reply.contains("This user has no permissions")) {
            final String text = reply.substring(reply.indexOf("\r\n") + 2).replace("This user", "User " + user);
            return "$" + (text.length() - 2) + "\r\n" + text;
        }
        return reply.replaceAll("modifier '([<>]).*': ", "modifier '$1(redacted)': ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+get", "+@all -get", "-@all +client|id", "+client|id +client", "(~a +get)",
        "%RW~a %R~b ~*", "on >pw", ">pw nopass",
        "+select|0 +select|1"})
    void shouldAgreeOnTheCanonicalForm(final String rules) {
        final String[] setUser = ("ACL SETUSER canon reset " + rules).split(" ");
        assertEquals(redis.call(setUser), ouzel.call(setUser));
        assertEquals(list(redis), list(ouzel));
        redis.call("ACL", "DELUSER", "canon");
        ouzel.call("ACL", "DELUSER", "canon");
    }

    private static Set<String> list(final RawConnection connection) {
        final Set<String> lines = new TreeSet<>();
        for (final String line : Reply.parse(connection.call("ACL", "LIST")).texts()) {
            lines.add(line.replace(" sanitize-payload", "").replaceAll(" namespace=\\S+", ""));
        }
        return lines;
    }

    @Test
    void shouldAgreeOnCategories() {
        assertEquals(redis.call("ACL", "CAT"), ouzel.call("ACL", "CAT"));
        final Set<String> ours = new TreeSet<>(Reply.parse(ouzel.call("COMMAND", "LIST")).texts());
        for (final String category : Reply.parse(redis.call("ACL", "CAT")).texts()) {
            final Set<String> expected = new TreeSet<>(Reply.parse(redis.call("ACL", "CAT", category)).texts());
            final Set<String> found = new TreeSet<>(Reply.parse(ouzel.call("ACL", "CAT", category)).texts());
            expected.retainAll(ours);
            found.retainAll(new TreeSet<>(Reply.parse(redis.call("COMMAND", "LIST")).texts()));
            assertEquals(expected, found, category);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACL GENPASS x", "ACL GENPASS 0", "ACL GENPASS 5000", "ACL GENPASS 1 2", "ACL CAT junk",
        "ACL CAT a b", "ACL LOG x", "ACL LOG RESET", "ACL LOG 1 2", "ACL GETUSER nobody", "ACL DELUSER default",
        "ACL DELUSER nobody", "ACL SAVE", "ACL LOAD", "ACL", "ACL junk", "ACL WHOAMI", "ACL WHOAMI x", "ACL USERS",
        "ACL DRYRUN default", "ACL DRYRUN default GET", "ACL DRYRUN nobody GET a", "ACL DRYRUN default nosuch",
        "AUTH x", "AUTH default x", "AUTH nobody x", "AUTH a b c", "HELLO 2 AUTH nobody x", "HELLO 2 AUTH nobody"})
    void shouldAgreeOnReplies(final String request) {
        assertEquals(redis.call(request.split(" ")), ouzel.call(request.split(" ")));
    }
}
