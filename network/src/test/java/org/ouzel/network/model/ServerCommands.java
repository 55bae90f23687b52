package org.ouzel.network.model;

import java.util.List;
import org.ouzel.protocol.client.Reply;

/** The group server as far as its replies don't tell one server's inner life: settings, commands, logs, databases. */
final class ServerCommands extends RecipeGenerator {
    private static final String[] NUMBERS = {"slowlog-max-len", "latency-monitor-threshold",
        "hash-max-listpack-entries", "hash-max-listpack-value",
        "set-max-intset-entries", "zset-max-listpack-entries", "hll-sparse-max-bytes", "stream-node-max-entries",
        "tcp-keepalive", "active-expire-effort"};
    private static final String[] NAMES = {"get", "set", "mget", "mset", "del", "getex", "lcs", "bitop", "config|get",
        "object|freq", "rename", "scan", "expire", "junk", "client|kill", "append", "hello", "ping", "incrbyfloat"};

    ServerCommands() {
        super("server", "config");
        addSettings();
        addCommandFacts();
        addLogs();
        addDatabases();
    }

    private void addSettings() {
        add(6, dice -> Step.command("CONFIG", dice.anyCase("SET"), dice.oneOf(NUMBERS), dice.oneOf("1", "5", "10", "64",
            "100", "128", "0", "-1", "501", "abc", "1.5", "1kb")).fixed());
        add(6, dice -> Step.command("CONFIG", dice.anyCase("GET"), dice.oneOf(NUMBERS)).fixed());
        add(2, dice -> Step.command("CONFIG", "SET", dice.oneOf("lazyfree-lazy-user-del",
            "lazyfree-lazy-expire"), dice.oneOf("yes", "no", "YES", "maybe", "1")).fixed());
        add(2, dice -> Step.command("CONFIG", "GET", dice.oneOf("maxmemory", "maxmemory-policy",
            "save", "appendonly", "databases", "lazyfree-lazy-user-del", "MAXMEMORY",
            "nosuchsetting"))
            .fixed());
        add(2, dice -> Step.command("CONFIG", "GET", "maxmemory", "slowlog-max-len", "hz", "maxmemory").fixed()
            .matching(ReplyMatcher.UNORDERED_PAIRS));
        add(2, dice -> Step.command("CONFIG", "SET", "slowlog-max-len", dice.between(1, 99), "hll-sparse-max-bytes",
            dice.oneOf("10", "11", "x")).fixed());
        add(1, dice -> Step.command("CONFIG", "SET", dice.oneOf("nosuchsetting", "", "timeout"), dice.maybe(70, "0"),
            dice.maybe(30, "timeout", "0")).fixed());
        add(1, dice -> Step.command("CONFIG", dice.oneOf(List.of("RESETSTAT"), List.of("RESETSTAT", "x"),
            List.of("junk"), List.of("GET"), List.of("SET"), List.of("SET", "timeout"), List.of())).fixed());
    }

    private void addCommandFacts() {
        add(4, dice -> Step.command("COMMAND", "GETKEYS", dice.oneOf(
            List.of("SET", "k", "v"), List.of("MSET", "a", "1", "b", "2"), List.of("LCS", "a", "b"),
            List.of("GET", "a", "b"), List.of("PING", "x"), List.of("COPY", "a", "b", "DB", "1"), List.of("OBJECT",
            "FREQ", "k"), List.of("junk", "a"), List.of("DEL", "a", "b", "c"), List.of("RENAME", "a", "b"))).fixed());
        add(3, dice -> Step.command("COMMAND", "GETKEYSANDFLAGS", dice.oneOf(List.of("SET", "k", "v"),
            List.of("GETEX", "k"), List.of("BITFIELD", "k", "GET", "u8", "0"), List.of("COPY", "a", "b"),
            List.of("MGET", "a", "b"), List.of("SET", "k", "v", "GET"), List.of("RENAME", "a", "b"))).fixed());
        add(2, dice -> Step.command("COMMAND", "LIST", "FILTERBY", dice.oneOf(List.of("PATTERN", "get*"),
            List.of("PATTERN", "nosuch*"), List.of("junk", "x"), List.of("ACLCAT"), List.of("MODULE", "none")))
            .fixed().matching(ReplyMatcher.UNORDERED));
        add(1, dice -> Step.command("COMMAND", "INFO", dice.oneOf(NAMES), "nosuchcommand").fixed()
            .matching(ServerCommands::isSameShape));
        add(1, dice -> Step.command("COMMAND", dice.oneOf(List.of("junk"), List.of("GETKEYS"), List.of("COUNT", "x"),
            List.of("LIST", "x"), List.of("DOCS", "nosuchcommand"), List.of("INFO", "nosuchcommand"))).fixed());
    }

    private void addLogs() {
        add(2, dice -> Step.command("SLOWLOG", dice.oneOf(List.of("RESET"), List.of("GET", "-2"), List.of("GET", "x"),
            List.of("junk"), List.of("LEN", "x"), List.of())).fixed());
        add(2, dice -> Step.command("LATENCY", dice.oneOf(List.of("HISTORY", "nosuchevent"), List.of("GRAPH",
            "nosuchevent"), List.of("RESET", "nosuchevent"), List.of("junk"), List.of("HISTORY"), List.of(),
            List.of("HISTOGRAM", "nosuchcommand"))).fixed());
        add(2, dice -> Step.command("MEMORY", dice.oneOf(List.of("USAGE", "missing"), List.of("USAGE"),
            List.of("USAGE", "missing", "SAMPLES", "x"), List.of("USAGE", "missing", "SAMPLES"), List.of("junk"),
            List.of("USAGE", "missing", "junk", "5"), List.of("USAGE", "missing", "SAMPLES", "-1"), List.of()))
            .fixed());
        add(1, dice -> Step.command("MEMORY", "USAGE", dice.key(), dice.maybe(50, "SAMPLES", "0")).fixed()
            .matching((expected, actual) -> expected[0] == actual[0] && expected.length > 4 == actual.length > 4));
        add(1, dice -> Step.command("INFO", "nosuchsection").fixed());
        add(1, dice -> Step.command(dice.oneOf("TIME", "INFO")).fixed().matching(ReplyMatcher.SAME_TYPE));
        add(1, dice -> Step.command("TIME", "x").fixed());
    }

    private void addDatabases() {
        add(4, dice -> Step.command("SET", dice.key(), dice.word()));
        add(2, dice -> Step.command("GET", dice.key()));
        add(2, dice -> Step.command("DBSIZE"));
        add(1, dice -> Step.command("SELECT", dice.below(3)));
        add(1, dice -> Step.command("SWAPDB", dice.below(3), dice.below(3)));
        add(1, dice -> Step.command("FLUSHDB", dice.maybe(60, dice.oneOf("ASYNC", "SYNC", "async", "junk"))).fixed());
        add(1, dice -> Step.command("FLUSHALL", "SYNC", "ASYNC").fixed());
    }

    /** Name, arity and key positions are equal; flags, tips and categories may have been added since 7.0. */
    private static boolean isSameShape(final byte[] expected, final byte[] actual) {
        final Reply left = Reply.parse(expected);
        final Reply right = Reply.parse(actual);
        for (int i = 0; i < left.elements().size(); i++) {
            final Reply one = left.elements().get(i);
            final Reply other = right.elements().get(i);
            if (one.isNull() != other.isNull()) {
                return false;
            }
            for (final int fact : one.isNull() ? new int[0] : new int[] {0, 1, 3, 4, 5}) {
                if (!one.elements().get(fact).equals(other.elements().get(fact))) {
                    return false;
                }
            }
        }
        return left.elements().size() == right.elements().size();
    }
}
