package org.ouzel.network.model;

import java.util.List;
import java.util.function.Consumer;

/**
 * Makes random commands of one family. It must be a function of the dice alone, so that a seed names a sequence, and
 * its commands must have one right answer: what depends on a clock, a hash order or a random choice gets a
 * {@link ReplyMatcher} or an {@link Interaction} that allows exactly that.
 */
public interface CommandGenerator {
    /** The family's name as it stands in reports. */
    String family();

    /** A command that a server must know for this family to be run against it. */
    String probe();

    /**
     * Settings that both servers take over before a run: name, value, name, value …. A high {@code hz} makes Redis end
     * timeouts of a millisecond soon.
     */
    default List<String> settings() {
        return List.of();
    }

    /** How many times as long as others this family's commands take, about: its sequences are so much shorter. */
    default int slowness() {
        return 1;
    }

    /** Hands at least one step to {@code out}. */
    void generate(Dice dice, Consumer<Step> out);
}
