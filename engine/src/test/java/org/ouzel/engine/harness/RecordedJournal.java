package org.ouzel.engine.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.engine.spi.Journal;
import org.ouzel.engine.spi.JournalStatus;
import org.ouzel.protocol.NativeMemory;

/** Keeps the effects of commands as RESP text. */
final class RecordedJournal implements Journal {
    private String failure;
    private final List<String> effects = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public void onFailure(final Consumer<String> listener) {
        // Only the harness makes it fail, and the engine finds out at the next commit.
    }

    @Override
    public synchronized void begin(final int namespace, final int database, final long nowMs,
        final boolean isSeveral) {
        current.setLength(0);
    }

    @Override
    public synchronized void append(final long address, final int length) {
        current.append(NativeMemory.toText(address, length));
    }

    @Override
    public synchronized void end() {
        effects.add(current.toString());
    }

    @Override
    public synchronized String commit() {
        // The harness reads effects only when the reply is there, hence when they have been appended.
        return failure;
    }

    @Override
    public void tick(final long nowMs) {
        // Nothing is tried again.
    }

    @Override
    public boolean isRewriteDue(final long nowMs) {
        return false;
    }

    @Override
    public void beginDueRewrite(final CommandEvent slot) {
        throw new IllegalStateException("none is ever due");
    }

    @Override
    public String reload(final CommandEvent slot) {
        throw new IllegalStateException("nothing is kept");
    }

    @Override
    public JournalStatus status() {
        return JournalStatus.NONE;
    }

    /** Lets commits fail with an error text, or not any more with null. */
    synchronized void failWith(final String error) {
        failure = error;
    }

    /** Returns, and forgets, what was appended. */
    synchronized List<String> take() {
        final List<String> taken = List.copyOf(effects);
        effects.clear();
        return taken;
    }
}
