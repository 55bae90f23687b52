package org.ouzel.network.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The group sorted_set by score and rank. Scores are multiples of a quarter, so that sums don't depend on the order
 * of summing; other doubles live under keys of their own. Ranges by name are in {@link SortedSetLexCommands}.
 */
final class SortedSetCommands extends RecipeGenerator {
    SortedSetCommands() {
        super("sorted-set", "zadd");
        addWrites();
        addReads();
        addRanges();
        addRemovals();
        addAlgebra();
        addDoubles();
        addOthers();
    }

    @Override
    public List<String> settings() {
        return List.of("zset-max-listpack-entries", "8", "zset-max-listpack-value", "32", "hz", "200");
    }

    @Override
    protected ReplyMatcher defaultMatcher() {
        return ReplyMatcher.SAME_NUMBERS;
    }

    static String score(final Dice dice) {
        switch (dice.below(30)) {
            case 0:
                return dice.oneOf("inf", "-inf", "+inf", "Infinity");
            case 1:
                return dice.oneOf("nan", "abc", "", "1e", "0x10", " 1", "-0", "1e3", "1.");
            default:
                return Double.toString(dice.between(-40, 40) / 4.0);
        }
    }

    static String member(final Dice dice) {
        return dice.chance(5) ? dice.oneOf("", "long-" + "z".repeat(40), "\u0000\r\n") : "m" + dice.below(14);
    }

    private void addWrites() {
        add(12, dice -> Step.command(dice.anyCase("ZADD"), dice.key(),
            dice.times(1, 5, () -> List.of(score(dice), member(dice)))));
        add(6, dice -> Step.command("ZADD", dice.key(), dice.someOf(60, dice.oneOf("NX", "XX", "xx"),
            dice.oneOf("GT", "LT", "gt"), dice.anyCase("CH")),
            dice.times(1, 4, () -> List.of(score(dice), member(dice)))));
        add(3, dice -> Step.command("ZADD", dice.key(), dice.someOf(70, dice.oneOf("NX", "XX"),
            dice.oneOf("GT", "LT"), "CH"), "INCR", score(dice), member(dice)));
        add(4, dice -> Step.command("ZINCRBY", dice.key(), score(dice), member(dice)));
        add(5, dice -> Step.command("ZREM", dice.key(), dice.times(1, 4, () -> member(dice))));
    }

    private void addReads() {
        add(3, dice -> Step.command("ZSCORE", dice.key(), member(dice)));
        add(2, dice -> Step.command("ZMSCORE", dice.key(), dice.times(1, 4, () -> member(dice))));
        add(2, dice -> Step.command("ZCARD", dice.key()));
        add(4, dice -> Step.command(dice.oneOf("ZRANK", "ZREVRANK"), dice.key(), member(dice)).fixed());
        add(3, dice -> Step.command("ZCOUNT", dice.key(), bound(dice), bound(dice)));
        add(2, dice -> Iteration.step(2, 2, "ZSCAN", dice.key(), "0", dice.maybe(40, "MATCH",
            dice.oneOf("*", "m1*", "m?", "[")), dice.maybe(40, "COUNT", dice.between(1, 20))));
        add(2, dice -> {
            final String key = dice.key();
            return RandomPick.of("ZRANDMEMBER", List.of("ZRANGE", key, "0", "-1", "WITHSCORES"), true, key,
                dice.chance(30) ? null : Integer.valueOf(dice.between(-12, 12)));
        });
        add(1, dice -> {
            final String key = dice.key();
            return RandomPick.of("ZRANDMEMBER", List.of("ZRANGE", key, "0", "-1", "WITHSCORES"), true, key,
                dice.between(-12, 12), "WITHSCORES");
        });
    }

    private void addRanges() {
        add(5, dice -> Step.command(dice.oneOf("ZRANGE", "ZREVRANGE"), dice.key(), dice.integer(), dice.integer(),
            dice.maybe(50, dice.anyCase("WITHSCORES"))));
        add(5, dice -> Step.command(dice.oneOf("ZRANGEBYSCORE", "ZREVRANGEBYSCORE"), dice.key(), bound(dice),
            bound(dice), dice.someOf(50, "WITHSCORES", limit(dice))));
        add(4, dice -> Step.command("ZRANGE", dice.key(), bound(dice), bound(dice), dice.someOf(40, "BYSCORE", "REV",
            "WITHSCORES", limit(dice))));
        add(4, dice -> Step.command("ZRANGESTORE", dice.key(), dice.key(), bound(dice), bound(dice), dice.someOf(40,
            "BYSCORE", "REV", limit(dice))));
        add(2, dice -> Step.command("ZRANGESTORE", dice.key(), dice.key(), dice.between(-6, 6), dice.between(-6, 9),
            dice.maybe(40, "REV")));
    }

    private void addRemovals() {
        add(2, dice -> Step.command("ZREMRANGEBYRANK", dice.key(), dice.between(-6, 6), dice.between(-6, 4)));
        add(2, dice -> Step.command("ZREMRANGEBYSCORE", dice.key(), bound(dice), bound(dice)));
        add(3, dice -> Step.command(dice.oneOf("ZPOPMIN", "ZPOPMAX"), dice.key(), dice.maybe(50,
            dice.between(-1, 5))));
        add(3, dice -> {
            final List<String> keys = dice.keys(1, 4);
            return Step.command("ZMPOP", keys.size(), keys, dice.oneOf("MIN", "MAX", "min"), dice.maybe(50, "COUNT",
                dice.between(0, 4)));
        });
        add(1, dice -> Step.command(dice.oneOf("BZPOPMIN", "BZPOPMAX"), dice.keys(1, 3), "0.001").fixed());
        add(1, dice -> {
            final List<String> keys = dice.keys(1, 4);
            return Step.command("BZMPOP", "0.001", keys.size(), keys, dice.oneOf("MIN", "MAX"),
                dice.maybe(50, "COUNT", dice.between(1, 4))).fixed();
        });
        add(1, dice -> Step.command(dice.oneOf("ZPOPMIN", "ZPOPMAX"), dice.key(), dice.oddNumber()).fixed());
        add(1, dice -> Step.command("ZREMRANGEBYRANK", dice.key(), dice.integer(), dice.integer()));
        add(1, dice -> Step.command(dice.oneOf("BZPOPMIN", "BZPOPMAX"), dice.keys(1, 2),
            dice.oneOf("-1", "x", "", "nan", "-2.5")).fixed());
        add(1, dice -> Step.command("BZMPOP", dice.oneOf("-1", "x", "0.001"), dice.oneOf("0", "x", "9"), dice.key(),
            dice.oneOf("MIN", "MAX", "LEFT")).fixed());
    }

    private void addAlgebra() {
        add(4, dice -> {
            final List<String> keys = dice.keys(1, 4);
            return Step.command(dice.oneOf("ZUNION", "ZINTER"), keys.size(), keys, weights(dice, keys.size()),
                dice.maybe(50, "WITHSCORES"));
        });
        add(4, dice -> {
            final List<String> keys = dice.keys(1, 4);
            return Step.command(dice.oneOf("ZUNIONSTORE", "ZINTERSTORE"), dice.key(), keys.size(), keys,
                weights(dice, keys.size()));
        });
        add(3, dice -> {
            final List<String> keys = dice.keys(1, 4);
            return Step.command("ZDIFF", keys.size(), keys, dice.maybe(50, "WITHSCORES"));
        });
        add(2, dice -> {
            final List<String> keys = dice.keys(1, 4);
            return Step.command("ZDIFFSTORE", dice.key(), keys.size(), keys);
        });
        add(2, dice -> {
            final List<String> keys = dice.keys(1, 4);
            return Step.command("ZINTERCARD", keys.size(), keys, dice.maybe(50, "LIMIT", dice.between(-1, 4)));
        });
        add(1, dice -> Step.command(dice.oneOf("ZUNION", "ZINTER", "ZDIFF", "ZINTERCARD", "ZMPOP"),
            dice.oneOf("0", "-1", "x", "9"), dice.keys(1, 2), dice.maybe(30, "junk")).fixed());
        add(2, dice -> Step.command("SADD", dice.key(), dice.times(1, 4, () -> member(dice))).optional());
    }

    /** Doubles of any size print as Redis prints them; these keys take no part in sums. */
    private void addDoubles() {
        add(3, dice -> Step.command("ZADD", "double:" + dice.below(3), anyDouble(dice), member(dice)).fixed());
        add(1, dice -> Step.command("ZINCRBY", "double:" + dice.below(3), anyDouble(dice), member(dice)).fixed());
        add(2, dice -> Step.command("ZRANGE", "double:" + dice.below(3), "0", "-1", "WITHSCORES"));
        add(1, dice -> Step.command("ZSCORE", "double:" + dice.below(3), member(dice)));
        add(1, dice -> Step.command("DEL", "double:" + dice.below(3)));
    }

    private void addOthers() {
        addKeyCommands();
        add(1, OtherTypes::create);
        add(1, dice -> Step.command("ZRANDMEMBER", dice.key(), dice.oneOf("x", "1.5", Long.MIN_VALUE),
            dice.maybe(50, dice.oneOf("WITHSCORES", "junk"))).fixed());
        add(1, dice -> Step.command("ZSCAN", dice.key(), dice.oneOf("0", "x"), dice.oneOf("COUNT", "MATCH", "junk"),
            dice.maybe(70, dice.oneOf("0", "-1", "x"))).fixed().matching(ReplyMatcher.SAME_TYPE));
    }

    private static Object anyDouble(final Dice dice) {
        switch (dice.below(4)) {
            case 0:
                final double any = Double.longBitsToDouble(dice.anyLong());
                return Double.isNaN(any) || Math.abs(any) < 1e-300 ? "0.1" : Double.toString(any);
            case 1:
                return dice.anyLong();
            case 2:
                return dice.oneOf("1e17", "123456789012345680", "1e21", "1e-5", "0.1", "3.3", "-0.0", "1e22",
                    "9007199254740993", "4.5e-320");
            default:
                return dice.between(-100_000, 100_000) / 1000.0;
        }
    }

    private static String bound(final Dice dice) {
        if (dice.chance(10)) {
            return dice.oneOf("-inf", "+inf", "(-inf", "(inf", "abc", "(", "nan", "");
        }
        return (dice.chance(30) ? "(" : "") + dice.between(-44, 44) / 4.0;
    }

    private static List<Object> limit(final Dice dice) {
        return List.of(dice.anyCase("LIMIT"), dice.between(-1, 4), dice.between(-1, 5));
    }

    private static List<Object> weights(final Dice dice, final int count) {
        final List<Object> options = new ArrayList<>();
        if (dice.chance(40)) {
            options.add(dice.anyCase("WEIGHTS"));
            for (int i = 0; i < count; i++) {
                options.add(dice.oneOf("1", "2", "0", "-1", "0.5", "1", "2", "inf", dice.chance(10) ? "x" : "3"));
            }
        }
        if (dice.chance(40)) {
            options.addAll(List.of("AGGREGATE", dice.oneOf("SUM", "MIN", "MAX", "max", dice.chance(10) ? "x" : "sum")));
        }
        return options;
    }
}
