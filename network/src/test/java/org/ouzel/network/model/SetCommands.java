package org.ouzel.network.model;

import java.util.List;

/**
 * Every command of the group set. What SDIFFSTORE makes lies under keys of its own, whose encoding isn't asked for: how
 * Redis computes a difference decides whether a form stays that was needed on the way only.
 */
final class SetCommands extends RecipeGenerator {
    SetCommands() {
        super("set", "sadd");
        addMembers();
        addAlgebra();
        addRandom();
        addKeyCommands();
        add(1, OtherTypes::create);
    }

    @Override
    public List<String> settings() {
        return List.of("set-max-intset-entries", "8");
    }

    private void addMembers() {
        add(10, dice -> Step.command(dice.anyCase("SADD"), dice.key(), dice.times(1, 6, () -> member(dice))));
        add(4, dice -> {
            final int base = dice.below(5);
            return Step.command("SADD", dice.key(), dice.times(1, 8, () -> base + dice.below(12)));
        });
        add(6, dice -> Step.command("SREM", dice.key(), dice.times(1, 4, () -> member(dice))));
        add(3, dice -> Step.command("SMOVE", dice.key(), dice.key(), member(dice)));
        add(3, dice -> Step.command("SISMEMBER", dice.key(), member(dice)));
        add(2, dice -> Step.command("SMISMEMBER", dice.key(), dice.times(1, 5, () -> member(dice))));
        add(2, dice -> Step.command("SCARD", dice.key()));
        add(4, dice -> Step.command("SMEMBERS", dice.key()).matching(ReplyMatcher.UNORDERED));
        add(2, dice -> Iteration.step(2, 1, "SSCAN", dice.key(), "0", dice.maybe(40, "MATCH",
            dice.oneOf("*", "1*", "m?", "[", "x*")), dice.maybe(40, "COUNT", dice.between(1, 20))));
    }

    private void addAlgebra() {
        add(8, dice -> Step.command(dice.oneOf("SINTER", "SUNION", "SDIFF"), dice.keys(1, 4))
            .matching(ReplyMatcher.UNORDERED));
        add(5, dice -> Step.command(dice.oneOf("SINTERSTORE", "SUNIONSTORE"), dice.key(),
            dice.keys(1, 4)));
        add(2, dice -> Step.command("SDIFFSTORE", difference(dice), dice.keys(1, 4)).fixed());
        add(1, dice -> Step.command("SMEMBERS", difference(dice)).matching(ReplyMatcher.UNORDERED));
        add(1, dice -> Step.command(dice.oneOf("SREM", "SADD"), difference(dice), member(dice)));
        add(1, dice -> Step.command("SUNIONSTORE", dice.key(), difference(dice), dice.key()));
        add(1, dice -> Step.command("SDIFFSTORE", dice.maybe(50, dice.key())).fixed());
        add(3, dice -> {
            final List<String> keys = dice.keys(1, 4);
            return Step.command("SINTERCARD", keys.size(), keys, dice.maybe(50, "LIMIT", dice.between(-1, 4)));
        });
        add(1, dice -> Step.command("SINTERCARD", dice.oneOf("0", "-1", "x", "5"), dice.keys(1, 2),
            dice.maybe(50, "LIMIT", "x")).fixed());
    }

    private void addRandom() {
        add(3, dice -> {
            final String key = dice.key();
            return RandomPick.of("SRANDMEMBER", List.of("SMEMBERS", key), false, key, dice.chance(30) ? null
                : Integer.valueOf(dice.between(-12, 12)));
        });
        add(3, dice -> RandomPick.pop(dice.key(), dice.chance(50) ? null : dice.chance(95)
            ? Integer.valueOf(dice.between(0, 6)) : Integer.valueOf(Integer.MAX_VALUE)));
        add(1, dice -> Step.command(dice.oneOf("SRANDMEMBER", "SPOP"), dice.key(), dice.oneOf("x", "", "1.5",
            "-9223372036854775809")).fixed());
        add(1, dice -> Step.command("SPOP", dice.key(), dice.oneOf("-1", "-5")).fixed());
        add(1, dice -> Step.command(dice.oneOf("SRANDMEMBER", "SPOP"), dice.key(), "1", "2").fixed());
    }

    private static String difference(final Dice dice) {
        return "difference:" + dice.below(3);
    }

    private static Object member(final Dice dice) {
        switch (dice.below(10)) {
            case 0:
                return dice.value();
            case 1, 2, 3:
                return "m" + dice.below(8);
            case 4:
                return dice.oneOf("70000", "-70000", "5000000000", "-5000000000", "01", "-0", "+1");
            default:
                return dice.below(16);
        }
    }
}
