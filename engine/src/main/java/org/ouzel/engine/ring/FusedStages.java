package org.ouzel.engine.ring;

/** The stages between ingress and reply, driven by the IO loop itself: run to completion. One thread. */
final class FusedStages {
    private final ExecuteStage execute;
    private final JournalStage journal;

    /** @param journal null when nothing is journaled */
    FusedStages(final ExecuteStage execute, final JournalStage journal) {
        this.execute = execute;
        this.journal = journal;
    }

    int doWork() {
        final int handled = execute.doWork();
        if (journal != null) {
            journal.doWork();
        }
        return handled;
    }
}
