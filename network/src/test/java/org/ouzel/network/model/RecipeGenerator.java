package org.ouzel.network.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A family as a weighted list of recipes, one per command form. */
public abstract class RecipeGenerator implements CommandGenerator {
    private final List<Recipe> recipes = new ArrayList<>();
    private final String family;
    private final String probe;
    private int totalWeight;

    protected RecipeGenerator(final String family, final String probe) {
        this.family = family;
        this.probe = probe;
    }

    @Override
    public final String family() {
        return family;
    }

    @Override
    public final String probe() {
        return probe;
    }

    @Override
    public final void generate(final Dice dice, final Consumer<Step> out) {
        int rest = dice.below(totalWeight);
        for (final Recipe recipe : recipes) {
            rest -= recipe.weight;
            if (rest < 0) {
                recipe.steps.apply(dice).forEach(step -> out.accept(
                    step.matcher() == ReplyMatcher.EXACT ? step.matching(defaultMatcher()) : step));
                return;
            }
        }
    }

    /** What compares the replies of steps that don't say otherwise. */
    protected ReplyMatcher defaultMatcher() {
        return ReplyMatcher.EXACT;
    }

    protected final void add(final int weight, final Function<Dice, Step> recipe) {
        addAll(weight, dice -> List.of(recipe.apply(dice)));
    }

    /** A recipe of several steps that belong together. */
    protected final void addAll(final int weight, final Function<Dice, List<Step>> recipe) {
        recipes.add(new Recipe(weight, recipe));
        totalWeight += weight;
    }

    /** What is done to keys of any type. */
    protected final void addKeyCommands() {
        add(1, dice -> Step.command(dice.oneOf("DEL", "UNLINK"), dice.keys(1, 2)));
        add(1, dice -> Step.command("COPY", dice.key(), dice.key(), dice.maybe(50, "REPLACE")));
        add(1, dice -> Step.command(dice.oneOf("RENAME", "RENAME", "RENAMENX"), dice.key(), dice.key()));
        add(1, dice -> Step.command("TYPE", dice.key()));
        add(2, dice -> Step.command("OBJECT", "ENCODING", dice.key()).matching(ReplyMatcher.ENCODING));
        add(1, dice -> Step.command("PEXPIREAT", dice.key(), dice.chance(20) ? dice.pastUnixSeconds()
            : dice.farUnixSeconds() * 1000).fixed());
        add(1, dice -> Step.command("PEXPIRETIME", dice.key()));
        add(1, dice -> Step.command("PERSIST", dice.key()));
    }

    private record Recipe(int weight, Function<Dice, List<Step>> steps) {
    }
}
