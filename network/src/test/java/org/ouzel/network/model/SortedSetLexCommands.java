package org.ouzel.network.model;

import java.util.List;

/** Ranges by name, on sorted sets whose members all have one score, as these commands require. */
final class SortedSetLexCommands extends RecipeGenerator {
    SortedSetLexCommands() {
        super("sorted-set-lex", "zadd");
        add(10, dice -> Step.command("ZADD", dice.key(), dice.times(1, 6, () -> List.of("0", member(dice)))).fixed());
        add(4, dice -> Step.command("ZREM", dice.key(), dice.times(1, 4, () -> member(dice))));
        add(5, dice -> Step.command(dice.oneOf("ZRANGEBYLEX", "ZREVRANGEBYLEX"), dice.key(), bound(dice), bound(dice),
            dice.maybe(40, limit(dice))));
        add(4, dice -> Step.command("ZRANGE", dice.key(), bound(dice), bound(dice), dice.someOf(20, "BYLEX",
            dice.oneOf(List.of("REV"), List.of()), dice.maybe(40, limit(dice)))));
        add(3, dice -> Step.command("ZLEXCOUNT", dice.key(), bound(dice), bound(dice)));
        add(2, dice -> Step.command("ZREMRANGEBYLEX", dice.key(), bound(dice), bound(dice)));
        add(2, dice -> Step.command("ZRANGESTORE", dice.key(), dice.key(), bound(dice), bound(dice), "BYLEX",
            dice.maybe(40, "REV"), dice.maybe(40, limit(dice))));
        add(2, dice -> Step.command("ZRANGE", dice.key(), "0", "-1"));
        add(2, dice -> Step.command("ZCARD", dice.key()));
        addKeyCommands();
        add(1, dice -> Step.command("SET", dice.key(), dice.word()));
    }

    @Override
    public List<String> settings() {
        return List.of("zset-max-listpack-entries", "8");
    }

    private static String member(final Dice dice) {
        return dice.chance(5) ? dice.oneOf("", "\u0000", "\u00ff", "[a", "(a", "+", "-") : dice.word();
    }

    private static String bound(final Dice dice) {
        return dice.chance(15) ? dice.oneOf("-", "+", "-", "+", "[", "(", "", "a", "++")
            : dice.oneOf("[", "(") + member(dice);
    }

    private static List<Object> limit(final Dice dice) {
        return List.of("LIMIT", dice.between(-1, 4), dice.between(-1, 5));
    }
}
