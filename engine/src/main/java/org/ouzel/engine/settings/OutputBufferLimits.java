package org.ouzel.engine.settings;

import java.util.List;

/**
 * The output limits of every class of clients. Immutable.
 */
public final class OutputBufferLimits {
    private final List<OutputBufferLimit> byClass;

    OutputBufferLimits(final OutputBufferLimit... byClass) {
        this.byClass = List.of(byClass);
    }

    /**
     * The limits of one class.
     *
     * @param clientClass the class
     * @return its limits
     */
    public OutputBufferLimit of(final ClientClass clientClass) {
        return byClass.get(clientClass.ordinal());
    }

    OutputBufferLimits with(final ClientClass clientClass, final OutputBufferLimit limit) {
        final OutputBufferLimit[] limits = byClass.toArray(new OutputBufferLimit[0]);
        limits[clientClass.ordinal()] = limit;
        return new OutputBufferLimits(limits);
    }
}
