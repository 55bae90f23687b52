package org.ouzel.network.model;

import java.util.List;

/** SORT and SORT_RO. Sets and BY without an order are sorted by hash order, which servers needn't share: left out. */
final class SortCommands extends RecipeGenerator {
    SortCommands() {
        super("sort", "sort");
        add(5, dice -> Step.command("RPUSH", dice.key(), dice.times(1, 8, () -> element(dice))));
        add(3, dice -> Step.command("SADD", dice.key(), dice.times(1, 6, () -> dice.below(12))));
        add(3, dice -> Step.command("ZADD", dice.key(), dice.times(1, 6, () -> List.of(dice.below(50),
            dice.below(12)))).fixed());
        add(4, dice -> Step.command("SET", "weight:" + dice.below(12), dice.below(100)));
        add(3, dice -> Step.command("HSET", "hash:" + dice.below(12), "weight", dice.below(100), "name",
            dice.word()));
        add(1, dice -> Step.command("DEL", "weight:" + dice.below(12), dice.key()));
        add(10, dice -> sort(dice, "SORT"));
        add(5, dice -> sort(dice, "SORT_RO"));
        add(5, dice -> Step.command(sort(dice, "SORT").arguments(), "STORE", dice.key()).fixed());
        add(2, dice -> Step.command("LRANGE", dice.key(), "0", "-1"));
        add(1, dice -> Step.command(dice.oneOf("SORT", "SORT_RO"), dice.key(), dice.times(1, 3, () ->
            dice.oneOf("LIMIT", "BY", "GET", "junk", "ASC", "x", "1", "STORE"))).fixed());
        add(1, dice -> Step.command("SET", dice.key(), "text"));
    }

    private static Step sort(final Dice dice, final String command) {
        final boolean isAlpha = dice.chance(40);
        return Step.command(command, dice.key(),
            dice.maybe(isAlpha ? 0 : 40, dice.anyCase("BY"), dice.oneOf("weight:*", "hash:*->weight", "missing:*")),
            dice.maybe(40, "LIMIT", dice.between(-1, 4), dice.between(-1, 6)),
            dice.chance(40) ? dice.times(1, 3, () -> List.of("GET", dice.oneOf("#", "weight:*", "hash:*->name", "x"))) :
            List.of(), dice.maybe(60, dice.oneOf("ASC", "DESC", "desc")), dice.maybe(isAlpha ? 100 : 0, "ALPHA"))
            .fixed();
    }

    private static Object element(final Dice dice) {
        return dice.chance(4) ? dice.oneOf("abc", "", "1.5", "nan") : dice.below(12);
    }
}
