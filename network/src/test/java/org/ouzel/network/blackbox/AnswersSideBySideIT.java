package org.ouzel.network.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;
import org.ouzel.network.harness.SideBySide;
import org.ouzel.protocol.client.Reply;

/**
 * What redis-server answers to right and wrong requests of the connection and server families, what its INFO names,
 * and which subcommands its HELP lists (the words of HELP are our own). Where Redis 7.2 differs from 7.0.15, a request
 * is left out. INFO has more fields than Redis 7.0: those of later versions, and our own.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AnswersSideBySideIT extends SideBySide {
    private static final List<String> REQUESTS = List.of(
        "CLIENT KILL", "CLIENT KILL junk", "CLIENT KILL 127.0.0.1:1", "CLIENT KILL ID", "CLIENT KILL ID 0",
        "CLIENT KILL ID -1", "CLIENT KILL ID x", "CLIENT KILL ID 99999", "CLIENT KILL TYPE junk",
        "CLIENT KILL TYPE master", "CLIENT KILL TYPE slave", "CLIENT KILL TYPE replica", "CLIENT KILL TYPE pubsub",
        "CLIENT KILL TYPE NORMAL SKIPME yes", "CLIENT KILL USER nobody",
        "CLIENT KILL USER default SKIPME yes ID 9999", "CLIENT KILL ADDR 1.2.3.4:5", "CLIENT KILL LADDR 1.2.3.4:5",
        "CLIENT KILL SKIPME maybe", "CLIENT KILL SKIPME yes", "CLIENT KILL ID 9999 junk", "CLIENT KILL junk 1",
        "CLIENT KILL ID 9999 junk 1", "CLIENT KILL ADDR 1.2.3.4:5 ID 17 TYPE normal", "CLIENT PAUSE",
        "CLIENT PAUSE x", "CLIENT PAUSE -1", "CLIENT PAUSE 1 junk", "CLIENT PAUSE 1 WRITE junk",
        "CLIENT PAUSE 99999999999999999999", "CLIENT UNPAUSE", "CLIENT UNPAUSE x", "CLIENT PAUSE 1 WRITE",
        "CLIENT UNPAUSE", "CLIENT NO-EVICT", "CLIENT NO-EVICT on", "CLIENT NO-EVICT off", "CLIENT NO-EVICT maybe",
        "CLIENT REPLY", "CLIENT REPLY junk", "CLIENT REPLY ON", "CLIENT LIST TYPE", "CLIENT LIST TYPE junk",
        "CLIENT LIST TYPE master", "CLIENT LIST TYPE replica", "CLIENT LIST TYPE slave", "CLIENT LIST TYPE pubsub",
        "CLIENT LIST ID", "CLIENT LIST ID x", "CLIENT LIST ID 99999", "CLIENT LIST ID 99999 x", "CLIENT LIST junk",
        "CLIENT LIST TYPE normal ID 1", "CLIENT LIST ID -5", "CLIENT INFO x", "CLIENT ID x", "CLIENT GETNAME",
        "CLIENT SETNAME", "CLIENT SETNAME a b", "CLIENT SETNAME \"a b\"", "CLIENT SETNAME ok", "CLIENT GETNAME",
        "CLIENT SETNAME \"\"", "CLIENT GETNAME", "CLIENT UNBLOCK", "CLIENT UNBLOCK x", "CLIENT UNBLOCK 99999",
        "CLIENT UNBLOCK 99999 junk", "CLIENT UNBLOCK 99999 timeout", "CLIENT UNBLOCK 99999 error", "CLIENT TRACKING",
        "CLIENT TRACKING junk", "CLIENT TRACKING on REDIRECT", "CLIENT TRACKING on REDIRECT x",
        "CLIENT TRACKING on REDIRECT 99999", "CLIENT TRACKING on REDIRECT 0", "CLIENT TRACKING on",
        "CLIENT TRACKING on BCAST", "CLIENT TRACKING off", "CLIENT TRACKING on PREFIX a",
        "CLIENT TRACKING on BCAST PREFIX a PREFIX ab", "CLIENT TRACKING on BCAST OPTIN",
        "CLIENT TRACKING on OPTIN OPTOUT", "CLIENT TRACKING on BCAST PREFIX a PREFIX b", "CLIENT TRACKINGINFO",
        "CLIENT TRACKING on BCAST PREFIX a", "CLIENT TRACKING on BCAST PREFIX ax", "CLIENT TRACKING on OPTIN",
        "CLIENT TRACKING off", "CLIENT TRACKING off junk", "CLIENT CACHING yes", "CLIENT CACHING",
        "CLIENT CACHING junk", "CLIENT TRACKING on OPTIN", "CLIENT CACHING no", "CLIENT CACHING yes",
        "CLIENT TRACKING on OPTOUT", "CLIENT TRACKING off", "CLIENT TRACKING on OPTOUT", "CLIENT CACHING yes",
        "CLIENT CACHING no", "CLIENT CACHING junk", "CLIENT TRACKINGINFO", "CLIENT GETREDIR", "CLIENT TRACKING off",
        "CLIENT GETREDIR", "CLIENT GETREDIR x", "CLIENT TRACKINGINFO", "CLIENT", "CLIENT junk", "CLIENT HELP x",
        "CLIENT junk|x", "OBJECT ENCODING", "OBJECT ENCODING a b", "OBJECT junk a", "OBJECT HELP x",
        "OBJECT FREQ nokey", "COMMAND GETKEYS", "COMMAND GETKEYS junk a", "COMMAND GETKEYS mset a 1 b 2",
        "COMMAND GETKEYS eval x 2 a b c", "COMMAND GETKEYS zunionstore d 2 a b", "COMMAND GETKEYS set a",
        "COMMAND GETKEYSANDFLAGS set a b", "COMMAND GETKEYSANDFLAGS lmove a b left right", "COMMAND INFO junk",
        "COMMAND COUNT x", "COMMAND LIST FILTERBY MODULE x", "COMMAND LIST FILTERBY junk x",
        "COMMAND LIST FILTERBY ACLCAT junk", "COMMAND LIST FILTERBY", "COMMAND DOCS junk", "HELLO 4", "HELLO x",
        "HELLO 2 AUTH", "HELLO 2 SETNAME", "HELLO 2 SETNAME \"a b\"", "HELLO 2 junk", "AUTH x", "AUTH a b",
        "AUTH a b c", "AUTH", "RESET", "SELECT 99", "SELECT x", "SELECT", "MULTI x", "EXEC", "DISCARD", "UNWATCH",
        "WATCH", "PUBSUB", "PUBSUB junk", "PUBSUB NUMSUB", "PUBSUB NUMPAT", "PUBSUB NUMPAT x", "PUBSUB CHANNELS",
        "PUBSUB CHANNELS a b", "PUBSUB SHARDCHANNELS", "PUBSUB SHARDNUMSUB a", "PUBLISH a", "PUBLISH a b",
        "SPUBLISH a b", "SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "UNSUBSCRIBE", "PUNSUBSCRIBE", "SUNSUBSCRIBE",
        "UNSUBSCRIBE a", "SCRIPT", "SCRIPT junk", "SCRIPT KILL", "SCRIPT EXISTS", "SCRIPT FLUSH junk",
        "SCRIPT DEBUG junk", "SCRIPT LOAD", "SCRIPT LOAD x(", "EVAL", "EVAL return", "EVALSHA x 0", "SLOWLOG GET x",
        "SLOWLOG GET -2", "SLOWLOG", "SLOWLOG junk", "LATENCY junk", "LATENCY GRAPH x", "LATENCY HISTORY x",
        "LATENCY RESET x", "MEMORY USAGE", "MEMORY USAGE nokey", "MEMORY USAGE nokey SAMPLES x", "MEMORY junk",
        "CONFIG GET", "CONFIG SET x", "CONFIG SET x y", "CONFIG junk");

    /** Debian's Redis is built with a C compiler, and has one main thread. */
    private static final Set<String> NOT_OURS = Set.of("gcc_version", "used_cpu_sys_main_thread",
        "used_cpu_user_main_thread");
    /** These tell of what has been run. */
    private static final Set<String> VARYING = Set.of("Commandstats", "Errorstats", "Latencystats", "Keyspace");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @Test
    void shouldAnswerAsRedisDoes() {
        try (RawConnection expected = reference.connect(); RawConnection actual = tested.connect()) {
            for (final String request : REQUESTS) {
                final String[] words = words(request);
                assertEquals(expected.call(words), actual.call(words), request);
            }
        }
    }

    @Test
    void shouldCloseThoseThatAreMeant() {
        for (final String filter : List.of("ID <id>", "ADDR <addr>", "TYPE pubsub", "ID <id> TYPE pubsub",
            "USER default TYPE pubsub", "ADDR <addr> LADDR <laddr> ID <id> USER default SKIPME yes",
            "TYPE pubsub SKIPME no")) {
            assertEquals(killed(reference, filter), killed(tested, filter), filter);
        }
        for (final ServerUnderTest server : List.of(reference, tested)) {
            try (RawConnection connection = server.connect()) {
                final String address = field(connection.call("CLIENT", "INFO"), "addr");
                assertEquals("+OK\r\n", connection.call("CLIENT", "KILL", address));
                assertEquals("", connection.readToEnd());
            }
        }
    }

    @Test
    void shouldHoldBackWhatAPauseHoldsBack() {
        for (final ServerUnderTest server : List.of(reference, tested)) {
            try (RawConnection controlling = server.connect(); RawConnection other = server.connect();
                RawConnection writing = server.connect()) {
                assertEquals("+OK\r\n", controlling.call("CLIENT", "PAUSE", "1000000", "WRITE"));
                assertEquals("$-1\r\n", other.call("GET", "paused"));
                assertEquals("+PONG\r\n", other.call("PING"));
                writing.add("SET", "paused", "1").add("GET", "paused").flush();
                assertEquals("$-1\r\n", other.call("GET", "paused"));
                assertFalse(writing.hasUnreadBytes());
                assertEquals("+OK\r\n", controlling.call("CLIENT", "UNPAUSE"));
                assertEquals("+OK\r\n$1\r\n1\r\n", writing.readText() + writing.readText());
                assertEquals("+OK\r\n", controlling.call("CLIENT", "PAUSE", "50"));
                assertEquals("$1\r\n1\r\n", other.call("GET", "paused"));
                controlling.call("DEL", "paused");
            }
        }
    }

    @Test
    void shouldNameTheFieldsOfInfoAsRedisDoes() {
        final Map<String, List<String>> expected = fields(reference);
        final Map<String, List<String>> actual = fields(tested);
        final List<String> sections = new ArrayList<>(expected.keySet());
        sections.add("Ouzel");
        assertEquals(sections, List.copyOf(actual.keySet()));
        for (final String section : expected.keySet()) {
            if (!VARYING.contains(section)) {
                final List<String> known = new ArrayList<>(expected.get(section));
                known.removeAll(NOT_OURS);
                final List<String> names = new ArrayList<>(actual.get(section));
                names.retainAll(known);
                assertEquals(known, names, section);
            }
        }
    }

    @Test
    void shouldListTheSubcommandsThatRedisLists() {
        final Map<String, Set<String>> missing = new TreeMap<>();
        for (final String container : List.of("OBJECT", "CLIENT", "COMMAND", "CONFIG", "MEMORY", "SLOWLOG", "LATENCY",
            "PUBSUB", "SCRIPT", "FUNCTION", "ACL", "XINFO", "XGROUP")) {
            final List<String> expected = help(reference, container);
            final List<String> actual = help(tested, container);
            assertEquals(expected.get(0), actual.get(0));
            assertEquals(expected.subList(expected.size() - 2, expected.size()),
                actual.subList(actual.size() - 2, actual.size()));
            final Set<String> names = names(expected);
            names.removeAll(names(actual));
            if (!names.isEmpty()) {
                missing.put(container, names);
            }
        }
        assertEquals(Map.of(), missing);
    }

    private static String killed(final ServerUnderTest server, final String filter) {
        try (RawConnection killing = server.connect(); RawConnection victim = server.connect();
            RawConnection bystander = server.connect()) {
            final String info = victim.call("CLIENT", "INFO");
            victim.call("SUBSCRIBE", "c");
            final String words = filter.replace("<id>", field(info, "id")).replace("<addr>", field(info, "addr"))
                .replace("<laddr>", field(info, "laddr"));
            final String reply = killing.call(("CLIENT KILL " + words).split(" "));
            return reply + victim.readToEnd() + bystander.call("PING");
        }
    }

    private static String field(final String info, final String name) {
        final Matcher matcher = Pattern.compile("\\b" + name + "=(\\S*)").matcher(info);
        assertTrue(matcher.find(), info);
        return matcher.group(1);
    }

    private static String[] words(final String request) {
        final List<String> words = new ArrayList<>();
        final Matcher matcher = WORD.matcher(request);
        while (matcher.find()) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        return words.toArray(String[]::new);
    }

    private static Map<String, List<String>> fields(final ServerUnderTest server) {
        final Map<String, List<String>> sections = new LinkedHashMap<>();
        try (RawConnection connection = server.connect()) {
            List<String> current = null;
            for (final String line : Reply.parse(connection.call("INFO", "everything")).text().split("\r\n")) {
                if (line.startsWith("# ")) {
                    current = new ArrayList<>();
                    sections.put(line.substring(2), current);
                } else if (!line.isEmpty()) {
                    current.add(line.substring(0, line.indexOf(':')));
                }
            }
        }
        return sections;
    }

    private static List<String> help(final ServerUnderTest server, final String container) {
        try (RawConnection connection = server.connect()) {
            return Reply.parse(connection.call(container, "HELP")).texts();
        }
    }

    private static Set<String> names(final List<String> help) {
        final Set<String> names = new TreeSet<>();
        help.stream().skip(1).filter(line -> !line.startsWith(" ")).forEach(line -> names.add(line.split(" ")[0]));
        return names;
    }
}
