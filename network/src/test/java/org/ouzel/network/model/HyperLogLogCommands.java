package org.ouzel.network.model;

import java.util.List;

/**
 * The group hyperloglog; both servers must count alike, since they share the hash and the registers' layout.
 * Without PFSELFTEST, which takes long and only ever says OK.
 */
final class HyperLogLogCommands extends RecipeGenerator {
    HyperLogLogCommands() {
        super("hyperloglog", "pfadd");
        add(10, dice -> Step.command("PFADD", dice.key(), dice.times(0, 20, () -> element(dice))));
        add(6, dice -> Step.command("PFCOUNT", dice.keys(1, 4)));
        add(3, dice -> Step.command("PFMERGE", dice.key(), dice.keys(0, 4)));
        add(2, dice -> Step.command("PFADD", dice.key(), dice.times(100, 400, () -> element(dice))).fixed());
        // The layout is Redis's to the byte, and so is what a client has put there by itself.
        add(4, dice -> Step.command(dice.oneOf("GET", "STRLEN"), dice.key()));
        add(1, dice -> Step.command("PFDEBUG", dice.oneOf("ENCODING", "DECODE", "TODENSE", "junk"), dice.key())
            .fixed());
        // Rare, since it answers much.
        add(1, dice -> dice.chance(98) ? Step.command("PFADD", dice.key()) : Step.command("PFDEBUG", "GETREG",
            dice.key()).fixed());
        addKeyCommands();
        add(1, OtherTypes::create);
        add(1, dice -> Step.command("SET", dice.key(), dice.oneOf("plain", "HYLL", "HYLL\u0000\u0000\u0000\u0000")));
        add(1, dice -> Step.command(dice.oneOf("PFADD", "PFCOUNT", "PFMERGE")).fixed());
    }

    @Override
    public List<String> settings() {
        return List.of("hll-sparse-max-bytes", "300");
    }

    private static Object element(final Dice dice) {
        return dice.chance(10) ? dice.value() : "e" + dice.below(20_000);
    }
}
