package org.ouzel.network.model;

import java.util.List;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.protocol.client.Reply;

/** The group generic as far as it concerns any type, and the commands on databases. */
final class GenericCommands extends RecipeGenerator {
    GenericCommands() {
        super("generic", "rename");
        addCreation();
        addExpiry();
        addKeys();
        addIteration();
        addDatabases();
        addObject();
    }

    private void addCreation() {
        add(10, dice -> Step.command("SET", dice.key(), dice.word(), dice.maybe(30, "EX", dice.farSeconds())));
        add(2, dice -> Step.command("MSET", dice.times(1, 5, () -> List.of(dice.key(), dice.value()))));
        add(3, OtherTypes::create);
        add(4, dice -> Step.command("GET", dice.key()));
        add(2, dice -> Step.command("MGET", dice.keys(1, 8)));
    }

    private void addExpiry() {
        add(4, dice -> Step.command(dice.anyCase("EXPIRE"), dice.key(), dice.farSeconds(), flags(dice)));
        add(3, dice -> Step.command("PEXPIRE", dice.key(), dice.farMillis(), flags(dice)));
        add(5, dice -> Step.command("EXPIREAT", dice.key(), dice.farUnixSeconds(), flags(dice)));
        add(3, dice -> Step.command("PEXPIREAT", dice.key(), dice.farUnixSeconds() * 1000 + dice.below(1000),
            flags(dice)));
        add(2, dice -> Step.command(dice.oneOf("EXPIRE", "PEXPIRE", "EXPIREAT", "PEXPIREAT"), dice.key(),
            dice.oneOf("0", "-1", "-100000", "abc", "1.5", "", "9223372036854775807", "-9223372036854775808",
                "9223372036854775", "9223372036854774"), flags(dice)).fixed());
        add(4, dice -> Step.command(dice.oneOf("TTL", "EXPIRETIME"), dice.key()).matching(ReplyMatcher.SECONDS));
        add(4, dice -> Step.command(dice.oneOf("PTTL", "PEXPIRETIME"), dice.key())
            .matching(ReplyMatcher.MILLISECONDS));
        add(3, dice -> Step.command("PERSIST", dice.key()));
    }

    private static List<String> flags(final Dice dice) {
        if (dice.chance(50)) {
            return List.of();
        }
        return dice.times(1, dice.chance(80) ? 1 : 3, () -> dice.anyCase(dice.oneOf("NX", "XX", "GT", "LT", "GT", "LT",
            "XX", "junk")));
    }

    private void addKeys() {
        add(3, dice -> Step.command("DEL", dice.keys(1, 3)));
        add(2, dice -> Step.command("UNLINK", dice.keys(1, 3)));
        add(3, dice -> Step.command("EXISTS", dice.keys(1, 5)));
        add(2, dice -> Step.command("TOUCH", dice.keys(1, 5)));
        add(3, dice -> Step.command("TYPE", dice.key()));
        add(5, dice -> Step.command("RENAME", dice.key(), dice.key()));
        add(4, dice -> Step.command("RENAMENX", dice.key(), dice.key()));
        add(6, dice -> Step.command("COPY", dice.key(), dice.key(), dice.someOf(60,
            List.of(dice.anyCase("DB"), dice.oneOf("0", "1", "2", "15", "16", "-1", "x")), dice.anyCase("REPLACE"))));
    }

    private void addIteration() {
        add(2, dice -> Step.command("KEYS", pattern(dice)).matching(ReplyMatcher.UNORDERED));
        add(2, dice -> Iteration.step(1, 1, "SCAN", "0", dice.maybe(50, "MATCH", pattern(dice)), dice.maybe(50,
            "COUNT", dice.between(1, 30)), dice.maybe(30, "TYPE", dice.oneOf("string", "list", "hash", "STRING",
            "zset", "set", "junk"))));
        add(1, dice -> Step.command("SCAN", dice.oneOf("0", "abc", "-x", "1e3"), dice.oneOf("COUNT", "MATCH",
            "junk", "TYPE"), dice.oneOf("0", "-1", "x", "9223372036854775808"), "COUNT").fixed());
        add(1, dice -> Step.command("SCAN", "0", "COUNT", dice.oneOf("0", "-1", "x", "")).fixed());
        add(1, dice -> Step.command("SCAN", dice.oneOf("abc", "-", "1x"), dice.maybe(50, "MATCH", "*")).fixed());
        add(2, dice -> Step.interaction(GenericCommands::randomKey, "RANDOMKEY"));
    }

    private static Object pattern(final Dice dice) {
        return dice.oneOf("*", "?", "??", "{A}*", "key:[12]", "key:[^12]", "key:[1-3]", "key:[3-1]", "[A-C]", "*o",
            "f?o", "\\{A}?", "*\\", "[", "[a", "[^]", "[]", "**?", "*:*", "", "a*b", "\\a", "[\\a-c]", "{*}*", "[a-]",
            "*k*k*k*k*k*k*z", "\u0000\r\n", "\u0000*");
    }

    private void addDatabases() {
        add(2, dice -> Step.command("DBSIZE"));
        add(3, dice -> Step.command("SELECT", dice.oneOf("0", "1", "2", "0", "0", "15", "16", "-1", "x", "")).fixed());
        add(5, dice -> Step.command("MOVE", dice.key(), dice.oneOf("0", "1", "2", "1", "16", "-1", "x")).fixed());
        add(1, dice -> Step.command("SWAPDB", dice.oneOf("0", "1", "2", "16", "x"),
            dice.oneOf("0", "1", "2", "-1", "x")).fixed());
        add(1, dice -> dice.chance(90) ? Step.command("DBSIZE") : Step.command("FLUSHDB", dice.maybe(50,
            dice.oneOf("ASYNC", "SYNC", "junk"))).fixed());
        add(1, dice -> dice.chance(95) ? Step.command("DBSIZE") : Step.command("FLUSHALL", dice.maybe(50,
            dice.oneOf("ASYNC", "SYNC", "junk"))).fixed());
    }

    private void addObject() {
        add(2, dice -> Step.command("OBJECT", "ENCODING", dice.key())
            .matching(ReplyMatcher.ENCODING));
        add(1, dice -> Step.command("OBJECT", "FREQ", dice.key()));
        add(1, dice -> Step.command("OBJECT", dice.oneOf("REFCOUNT", "IDLETIME"), dice.key()).fixed()
            .matching((expected, actual) -> expected[0] == ':' ? actual[0] == ':'
                : ReplyMatcher.EXACT.matches(expected, actual)));
        // The lines of help are Ouzel's own.
        add(1, dice -> Step.command("OBJECT", "HELP").fixed().matching(ReplyMatcher.SAME_TYPE));
        add(1, dice -> Step.command(dice.oneOf(List.of("OBJECT"), List.of("OBJECT", "junk"),
            List.of("OBJECT", "ENCODING"), List.of("OBJECT", "junk", "a", "b"))).fixed());
    }

    private static String randomKey(final RawConnection reference, final RawConnection tested) {
        final Reply expected = Reply.parse(reference.call("RANDOMKEY"));
        final Reply actual = Reply.parse(tested.call("RANDOMKEY"));
        if (expected.isNull() || actual.isNull()) {
            return expected.equals(actual) ? null : "  expected " + expected + "\n  actual   " + actual;
        }
        final String exists = reference.call("EXISTS", actual.text());
        return ":1\r\n".equals(exists) ? null : "  no such key: " + actual;
    }
}
