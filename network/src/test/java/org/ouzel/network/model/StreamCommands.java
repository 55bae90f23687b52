package org.ouzel.network.model;

import java.util.List;

/**
 * Streams without consumer groups. Identifiers are given or counted up by the server within a given millisecond;
 * approximate trimming is left to each server, hence used only where it removes nothing.
 */
final class StreamCommands extends RecipeGenerator {
    StreamCommands() {
        super("stream", "xadd");
        addEntries();
        addReads();
        addOthers();
    }

    @Override
    public List<String> settings() {
        return List.of("hz", "200");
    }

    static String id(final Dice dice) {
        switch (dice.below(12)) {
            case 0:
                return dice.oneOf("-", "+", "$", "*", "abc", "1-", "-1", "1-2-3", "", "18446744073709551615-1", "1-*");
            case 1, 2, 3:
                return Integer.toString(dice.between(0, 40));
            default:
                return dice.between(0, 40) + "-" + dice.between(0, 6);
        }
    }

    static String bound(final Dice dice) {
        return dice.chance(30) ? dice.oneOf("-", "+") : (dice.chance(20) ? "(" : "") + id(dice);
    }

    private void addEntries() {
        add(14, dice -> Step.command("XADD", dice.key(), dice.maybe(20, "NOMKSTREAM"), trim(dice), newId(dice),
            dice.times(1, 3, () -> List.of("f" + dice.below(4), dice.value()))).fixed());
        add(1, dice -> Step.command("XADD", dice.key(), dice.oneOf("junk", "1-1", "0-0", "*-1", "5-x"),
            dice.times(0, 3, dice::word)).fixed());
        add(6, dice -> Step.command("XDEL", dice.key(), dice.times(1, 4, () -> id(dice))));
        add(3, dice -> Step.command("XTRIM", dice.key(), exactTrim(dice)));
        add(1, dice -> Step.command("XTRIM", dice.key(), dice.oneOf("MAXLEN", "MINID", "junk"), dice.oneOf("x", "-1",
            "", "="), dice.maybe(50, "LIMIT", "5")).fixed());
        add(1, dice -> Step.command("XTRIM", dice.key(), "MAXLEN", "~", "1000000", dice.maybe(50, "LIMIT",
            dice.between(-1, 10))).fixed());
        add(2, dice -> Step.command("XSETID", dice.key(), id(dice), dice.maybe(40, "ENTRIESADDED",
            dice.between(-1, 100), "MAXDELETEDID", id(dice))));
    }

    private void addReads() {
        add(3, dice -> Step.command("XLEN", dice.key()));
        add(6, dice -> Step.command(dice.oneOf("XRANGE", "XREVRANGE"), dice.key(), bound(dice), bound(dice),
            dice.maybe(40, "COUNT", dice.between(-1, 5))));
        add(3, dice -> Step.command("XRANGE", dice.key(), "-", "+"));
        add(4, dice -> Step.command("XREAD", dice.maybe(40, "COUNT", dice.between(0, 5)), "STREAMS", dice.key(),
            dice.key(), id(dice), id(dice)).fixed());
        add(2, dice -> Step.command("XREAD", "STREAMS", dice.key(), dice.oneOf("0", "0-0", "5", "$")).fixed());
        add(1, dice -> Step.command("XREAD", dice.oneOf(List.of("BLOCK", "1"), List.of("COUNT", "x"),
            List.of("BLOCK", "-1"), List.of("junk"), List.of()), "STREAMS", dice.keys(1, 3),
            dice.times(1, 3, () -> dice.oneOf("$", "40-7"))).fixed());
        add(2, dice -> Step.command("XINFO", "STREAM", dice.key()).fixed()
            .matching(ReplyMatcher.ignoring("radix-tree-keys", "radix-tree-nodes")));
        add(1, dice -> Step.command("XINFO", "STREAM", dice.key(), "FULL", dice.maybe(50, "COUNT",
            dice.between(0, 5))).fixed().matching(ReplyMatcher.ignoring("radix-tree-keys", "radix-tree-nodes")));
    }

    private void addOthers() {
        addKeyCommands();
        add(1, OtherTypes::create);
        // The lines of help are Ouzel's own.
        add(1, dice -> Step.command(dice.oneOf("XINFO", "XGROUP"), "HELP").fixed().matching(ReplyMatcher.SAME_TYPE));
    }

    private static Object newId(final Dice dice) {
        switch (dice.below(10)) {
            case 0:
                return id(dice).equals("*") ? "1-1" : dice.between(0, 3) + "-" + dice.between(0, 3);
            case 1, 2:
                return dice.between(0, 40) + "-*";
            default:
                return dice.between(1, 60) + "-" + dice.between(0, 9);
        }
    }

    private static List<Object> trim(final Dice dice) {
        return dice.chance(80) ? List.of() : exactTrim(dice);
    }

    private static List<Object> exactTrim(final Dice dice) {
        return dice.oneOf(List.of("MAXLEN", dice.maybe(50, "="), dice.between(0, 12)),
            List.of(dice.anyCase("MINID"), dice.maybe(50, "="), dice.between(0, 30)),
            List.of("MINID", dice.between(0, 30) + "-" + dice.below(5)));
    }
}
