package org.ouzel.engine.transaction;

import org.ouzel.engine.command.RequestArguments;

/** One of the requests that a transaction has queued; valid until that is emptied. */
record QueuedRequest(Transaction transaction, int index) implements RequestArguments {
    @Override
    public int argCount() {
        return transaction.argCount(index);
    }

    @Override
    public long argAddress(final int argument) {
        return transaction.address(index) + transaction.pairs()[2 * (transaction.firstPair(index) + argument)];
    }

    @Override
    public int argLength(final int argument) {
        return transaction.pairs()[2 * (transaction.firstPair(index) + argument) + 1];
    }
}
