package org.ouzel.network.model;

import java.util.List;

/** Every command of the group list; blocking forms with data at hand, or a timeout of a millisecond. */
final class ListCommands extends RecipeGenerator {
    ListCommands() {
        super("list", "lpush");
        addPushes();
        addReads();
        addEdits();
        addMoves();
        addBlockingForms();
        addKeyCommands();
        add(1, OtherTypes::create);
    }

    @Override
    public List<String> settings() {
        return List.of("list-max-listpack-size", "6", "hz", "200");
    }

    private void addPushes() {
        add(10, dice -> Step.command(dice.oneOf("LPUSH", "RPUSH"), dice.key(), dice.times(1, 6, () -> element(dice))));
        add(3, dice -> Step.command(dice.oneOf("LPUSHX", "RPUSHX"), dice.key(),
            dice.times(1, 3, () -> element(dice))));
        add(4, dice -> Step.command(dice.oneOf("LPOP", "RPOP"), dice.key(), dice.maybe(40, dice.between(-1, 8))));
        add(1, dice -> Step.command(dice.oneOf("LPOP", "RPOP"), dice.key(), dice.oddNumber()).fixed());
    }

    private void addReads() {
        add(2, dice -> Step.command("LLEN", dice.key()));
        add(4, dice -> Step.command("LINDEX", dice.key(), dice.integer()));
        add(6, dice -> Step.command(dice.anyCase("LRANGE"), dice.key(), dice.integer(), dice.integer()));
        add(2, dice -> Step.command("LRANGE", dice.key(), "0", "-1"));
        add(4, dice -> Step.command("LPOS", dice.key(), element(dice), dice.someOf(50,
            List.of("RANK", dice.between(-3, 3)), List.of("COUNT", dice.between(-1, 4)),
            List.of(dice.anyCase("MAXLEN"), dice.between(-1, 10)))));
        add(1, dice -> Step.command("LPOS", dice.key(), element(dice), dice.oneOf("RANK", "COUNT", "MAXLEN"),
            dice.oddNumber()).fixed());
    }

    private void addEdits() {
        add(3, dice -> Step.command("LSET", dice.key(), dice.integer(), element(dice)));
        add(3, dice -> Step.command("LREM", dice.key(), dice.chance(95) ? dice.between(-3, 3) : dice.integer(),
            element(dice)));
        add(1, dice -> Step.command("LTRIM", dice.key(), dice.integer(), dice.integer()));
        add(2, dice -> Step.command("LTRIM", dice.key(), dice.between(-12, 5), dice.between(-5, 15)));
        add(3, dice -> Step.command("LINSERT", dice.key(), dice.oneOf("BEFORE", "AFTER", "before", "junk"),
            element(dice), element(dice)));
    }

    private void addMoves() {
        add(3, dice -> Step.command("RPOPLPUSH", dice.key(), dice.key()));
        add(4, dice -> Step.command("LMOVE", dice.key(), dice.key(), side(dice), side(dice)));
        add(3, dice -> {
            final List<String> keys = dice.keys(1, 4);
            return Step.command("LMPOP", keys.size(), keys, side(dice), dice.maybe(50, "COUNT", dice.between(0, 5)));
        });
        add(1, dice -> Step.command("LMPOP", dice.oneOf("0", "-1", "x", "3"), dice.keys(1, 2), side(dice),
            dice.maybe(50, "COUNT", dice.oneOf("0", "x", "-1"))).fixed());
    }

    private void addBlockingForms() {
        add(1, dice -> Step.command(dice.oneOf("BLPOP", "BRPOP"), dice.keys(1, 4), "0.001").fixed());
        add(1, dice -> Step.command("BLMOVE", dice.key(), dice.key(), side(dice), side(dice), "0.001").fixed());
        add(1, dice -> Step.command("BRPOPLPUSH", dice.key(), dice.key(), "0.001").fixed());
        add(1, dice -> {
            final List<String> keys = dice.keys(1, 4);
            return Step.command("BLMPOP", "0.001", keys.size(), keys, side(dice),
                dice.maybe(50, "COUNT", dice.between(1, 5))).fixed();
        });
        add(1, dice -> Step.command(dice.oneOf("BLPOP", "BRPOP"), dice.keys(1, 2),
            dice.oneOf("-1", "x", "", "nan", "-2.5")).fixed());
        add(1, dice -> Step.command("BLMPOP", dice.oneOf("-1", "x", "0.001"), dice.oneOf("0", "x", "9"), dice.key(),
            side(dice)).fixed());
    }

    private static String side(final Dice dice) {
        return dice.chance(3) ? "junk" : dice.oneOf("LEFT", "RIGHT", "left", "Right");
    }

    private static Object element(final Dice dice) {
        return dice.chance(80) ? "e" + dice.below(8) : dice.value();
    }
}
