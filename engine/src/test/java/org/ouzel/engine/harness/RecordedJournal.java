package org.ouzel.engine.harness;

import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.spi.Journal;
import org.ouzel.protocol.NativeMemory;

/** Keeps the effects of commands as RESP text. */
final class RecordedJournal implements Journal {
    private final List<String> effects = new ArrayList<>();

    @Override
    public synchronized void append(final long sequence, final int namespace, final int database, final long address,
        final int length) {
        effects.add(NativeMemory.toText(address, length));
    }

    @Override
    public void commit() {
        // The harness reads effects only when the reply is there, hence when they have been appended.
    }

    /** Returns, and forgets, what was appended. */
    synchronized List<String> take() {
        final List<String> taken = List.copyOf(effects);
        effects.clear();
        return taken;
    }
}
