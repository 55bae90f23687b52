package org.ouzel.network.model;

import java.util.ArrayList;
import java.util.List;

/** MULTI, EXEC, DISCARD, WATCH and UNWATCH around commands of several types, well and badly formed. */
final class TransactionCommands extends RecipeGenerator {
    TransactionCommands() {
        super("transactions", "multi");
        add(6, dice -> Step.command(dice.anyCase("MULTI")));
        add(4, dice -> Step.command(dice.anyCase("EXEC")));
        add(2, dice -> Step.command(dice.anyCase("DISCARD")));
        add(2, dice -> Step.command("UNWATCH"));
        add(3, dice -> Step.command("WATCH", dice.keys(1, 3)));
        add(1, dice -> Step.command(dice.oneOf("MULTI", "EXEC", "DISCARD", "UNWATCH", "WATCH"), dice.maybe(50, "x"))
            .fixed());
        addAll(12, TransactionCommands::transaction);
        addAll(4, dice -> {
            final List<Step> steps = new ArrayList<>();
            steps.add(Step.command("WATCH", dice.keys(1, 3)).fixed());
            steps.addAll(dice.times(0, 2, () -> command(dice)));
            steps.addAll(transaction(dice));
            return steps;
        });
        add(10, TransactionCommands::command);
        add(1, dice -> Step.command("RESET").fixed());
    }

    private static List<Step> transaction(final Dice dice) {
        final List<Step> steps = new ArrayList<>();
        steps.add(Step.command("MULTI").fixed());
        steps.addAll(dice.times(0, 6, () -> command(dice)));
        steps.add(Step.command(dice.chance(85) ? "EXEC" : "DISCARD").fixed());
        return steps;
    }

    private static Step command(final Dice dice) {
        return switch (dice.below(19)) {
            case 0, 1, 2 -> Step.command("SET", dice.key(), dice.oneOf("1", "abc", "17"));
            case 3, 4 -> Step.command("GET", dice.key());
            case 5 -> Step.command("INCR", dice.key());
            case 6 -> Step.command("DEL", dice.keys(1, 3));
            case 7 -> Step.command("MGET", dice.keys(1, 4));
            case 8 -> Step.command("MSET", dice.key(), dice.word(), dice.key(), dice.word());
            case 9 -> Step.command("RENAME", dice.key(), dice.key());
            case 10 -> Step.command("HSET", dice.key(), dice.word(), dice.word());
            case 11 -> Step.command("SELECT", dice.oneOf("0", "1", "99"));
            case 12 -> Step.command("PING", dice.maybe(50, dice.word()));
            case 13 -> Step.command("DBSIZE");
            case 14 -> Step.command("SADD", dice.key(), dice.word());
            case 15 -> Step.command("EXISTS", dice.keys(1, 3));
            case 16 -> Step.command("SUNIONSTORE", dice.key(), dice.keys(1, 3));
            case 17 -> Step.command("CLIENT", dice.oneOf(List.of("SETNAME", dice.word()), List.of("GETNAME"))).fixed();
            default -> Step.command(dice.oneOf(List.of("FLUSHDB"), List.of("SWAPDB", "0", "1"), List.of("UNWATCH"),
                List.of("PERSIST", dice.key()), List.of("EXPIRE", dice.key(), "1000"), List.of("MOVE", dice.key(), "1"),
                List.of("COPY", dice.key(), dice.key(), "DB", "1")));
        };
    }
}
