package org.ouzel.network.model;

import java.util.ArrayList;
import java.util.List;

/**
 * SORT and SORT_RO. Left out is what depends on a hash order or on how a sort treats equals, which servers needn't
 * share: BY without an order on sets, and bytes that a pattern leads to, unless they all differ. So are
 * numbers beyond a double's range: after one, Redis 7.0 takes good numbers for bad ones, as it doesn't clear
 * {@code errno}.
 */
final class SortCommands extends RecipeGenerator {
    private static final int ELEMENTS = 12;

    SortCommands() {
        super("sort", "sort");
        addElements();
        add(10, dice -> sort(dice, "SORT"));
        add(5, dice -> sort(dice, "SORT_RO"));
        add(5, dice -> Step.command(sort(dice, "SORT").arguments(), "STORE", dice.key()).fixed());
        add(4, dice -> Step.command(dice.oneOf("SORT", "SORT_RO"), ordered(dice), "BY", dice.oneOf("nosort", "#", ""),
            rest(dice)).fixed());
        add(2, dice -> Step.command("SORT", dice.chance(50) ? ordered(dice) : dice.key(), "BY", "nosort",
            dice.oneOf(List.of(), List.of("DESC"), List.of("ALPHA")), "STORE", dice.key()).fixed());
        addAll(1, SortCommands::byDifferentBytes);
        add(2, dice -> Step.command("LRANGE", dice.key(), "0", "-1"));
        add(1, dice -> Step.command(dice.oneOf("SORT", "SORT_RO"), dice.key(), dice.times(1, 3, () ->
            dice.oneOf("LIMIT", "BY", "GET", "junk", "ASC", "x", "1", "STORE"))).fixed()
            .matching(ReplyMatcher.UNORDERED));
    }

    private void addElements() {
        add(5, dice -> Step.command("RPUSH", dice.chance(70) ? dice.key() : "list", dice.times(1, 8,
            () -> element(dice))));
        add(3, dice -> Step.command("SADD", dice.key(), dice.times(1, 6, () -> dice.below(ELEMENTS))));
        add(3, dice -> Step.command("ZADD", dice.chance(60) ? dice.key() : "zset", dice.times(1, 6,
            () -> List.of(dice.below(50), dice.below(ELEMENTS)))).fixed());
        add(4, dice -> Step.command("SET", "weight:" + dice.below(ELEMENTS), dice.chance(95) ? dice.below(100)
            : dice.oneOf("abc", "", " 1", "1e3", "0x10", "-inf", "12345678901234567890")));
        add(3, dice -> Step.command("HSET", "hash:" + dice.below(ELEMENTS), "weight", dice.below(100), "name",
            dice.word()));
        add(1, dice -> Step.command("DEL", "weight:" + dice.below(ELEMENTS), dice.oneOf(dice.key(), "list", "zset")));
        add(1, dice -> Step.command("SET", dice.key(), "text"));
    }

    private static Step sort(final Dice dice, final String command) {
        final boolean isAlpha = dice.chance(40);
        return Step.command(command, dice.key(),
            dice.maybe(isAlpha ? 0 : 40, dice.anyCase("BY"), dice.oneOf("weight:*", "hash:*->weight", "missing:*",
                "hash:*", "*")), rest(dice), dice.maybe(isAlpha ? 100 : 0, "ALPHA")).fixed();
    }

    private static List<Object> rest(final Dice dice) {
        return List.of(dice.maybe(40, "LIMIT", dice.between(-1, 4), dice.between(-1, 6)),
            dice.chance(40) ? dice.times(1, 3, () -> List.of("GET", dice.oneOf("#", "weight:*", "hash:*->name", "x",
                "weight:*->x", "hash:*->", "*", "#x", "list"))) : List.of(),
            dice.maybe(60, dice.oneOf("ASC", "DESC", "desc")));
    }

    private static String ordered(final Dice dice) {
        return dice.oneOf("list", "zset");
    }

    private static List<Step> byDifferentBytes(final Dice dice) {
        final List<Step> steps = new ArrayList<>();
        for (int i = 0; i < ELEMENTS; i++) {
            steps.add(Step.command("HSET", "hash:" + i, "different", "d" + (i * 7 + dice.below(2)) % 100).fixed());
        }
        steps.add(Step.command("SADD", "different", dice.times(1, ELEMENTS, () -> dice.below(ELEMENTS))).fixed());
        steps.add(Step.command("SORT", "different", "BY", "hash:*->different", "ALPHA", rest(dice)).fixed());
        steps.add(Step.command("SORT", "different", "BY", "hash:*->different", "ALPHA", "STORE", dice.key()).fixed());
        return steps;
    }

    private static Object element(final Dice dice) {
        return dice.chance(4) ? dice.oneOf("abc", "", "1.5", "nan", "-0", "1.0") : dice.below(ELEMENTS);
    }
}
