package org.ouzel.network.model;

import java.util.List;

/** Every command of the group hash that Redis 7.0 has. */
final class HashCommands extends RecipeGenerator {
    HashCommands() {
        super("hash", "hset");
        addWrites();
        addReads();
        addIteration();
        addKeyCommands();
        add(1, OtherTypes::create);
    }

    @Override
    public List<String> settings() {
        return List.of("hash-max-listpack-entries", "8", "hash-max-listpack-value", "32");
    }

    private void addWrites() {
        add(10, dice -> Step.command(dice.anyCase("HSET"), dice.key(),
            dice.times(1, 4, () -> List.of(field(dice), dice.value()))));
        add(2, dice -> Step.command("HMSET", dice.key(), dice.times(1, 4, () -> List.of(field(dice), dice.value()))));
        add(3, dice -> Step.command("HSETNX", dice.key(), field(dice), dice.value()));
        add(8, dice -> Step.command("HDEL", dice.key(), dice.times(1, 3, () -> field(dice))));
        add(4, dice -> Step.command("HINCRBY", dice.key(), field(dice), dice.integer()));
        add(3, dice -> Step.command("HINCRBYFLOAT", dice.key(), field(dice), dice.decimal()));
        add(1, dice -> Step.command("HSET", dice.key(), field(dice), dice.value(), field(dice)));
    }

    private void addReads() {
        add(5, dice -> Step.command("HGET", dice.key(), field(dice)));
        add(3, dice -> Step.command("HMGET", dice.key(), dice.times(1, 5, () -> field(dice))));
        add(4, dice -> Step.command("HGETALL", dice.key()).matching(ReplyMatcher.UNORDERED_PAIRS));
        add(2, dice -> Step.command(dice.oneOf("HKEYS", "HVALS"), dice.key()).matching(ReplyMatcher.UNORDERED));
        add(2, dice -> Step.command("HLEN", dice.key()));
        add(2, dice -> Step.command(dice.oneOf("HSTRLEN", "HEXISTS"), dice.key(), field(dice)));
    }

    private void addIteration() {
        add(2, dice -> Iteration.step(2, 2, "HSCAN", dice.key(), "0", dice.maybe(40, "MATCH",
            dice.oneOf("*", "f1*", "f?", "[", "x*")), dice.maybe(40, "COUNT", dice.between(1, 20))));
        add(1, dice -> Step.command("HSCAN", dice.key(), dice.oneOf("0", "x"), dice.oneOf("COUNT", "MATCH", "junk"),
            dice.oneOf(List.of(), List.of("0"), List.of("-1"), List.of("x"))).fixed()
            .matching(ReplyMatcher.SAME_TYPE));
        add(3, dice -> {
            final String key = dice.key();
            return RandomPick.of("HRANDFIELD", List.of("HGETALL", key), true, key, dice.chance(30) ? null
                : Integer.valueOf(dice.between(-12, 12)));
        });
        add(2, dice -> {
            final String key = dice.key();
            return RandomPick.of("HRANDFIELD", List.of("HGETALL", key), true, key, dice.between(-12, 12),
                "WITHVALUES");
        });
        add(1, dice -> Step.command("HRANDFIELD", dice.key(), dice.oneOf("x", "", "1.5", Long.MIN_VALUE),
            dice.maybe(50, "junk")).fixed());
        add(1, dice -> {
            final String key = dice.key();
            return RandomPick.of("HRANDFIELD", List.of("HGETALL", key), true, key, Integer.MAX_VALUE, "withvalues");
        });
    }

    private static Object field(final Dice dice) {
        switch (dice.below(30)) {
            case 0:
                return "";
            case 1:
                return "long-" + "f".repeat(50);
            case 2:
                return "\u0000\r\n";
            default:
                return "f" + dice.below(14);
        }
    }
}
