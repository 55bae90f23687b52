package org.ouzel.engine.command.list;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.type.ListElements;
import org.ouzel.engine.type.ListValue;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;

/** LPOS: walks a list from either end, and answers with the indexes of equal elements. */
final class LposCommand {
    private static final String RANK_ZERO = "ERR RANK can't be zero: use 1 to start from the first match, "
        + "2 from the second ... or use negative to start from the end of the list";
    private static final String NEGATIVE_COUNT = "ERR COUNT can't be negative";
    private static final String NEGATIVE_MAXLEN = "ERR MAXLEN can't be negative";
    private static final long NO_COUNT = -1;

    private long rank = 1;
    private long count = NO_COUNT;
    private long maxLength;
    private final CommandContext context;

    private LposCommand(final CommandContext context) {
        this.context = context;
    }

    static void find(final CommandContext context) {
        final LposCommand command = new LposCommand(context);
        if (command.readOptions()) {
            command.run();
        }
    }

    private boolean readOptions() {
        for (int arg = 3; arg < context.argCount(); arg += 2) {
            if (arg + 1 == context.argCount()) {
                context.syntaxError();
                return false;
            }
            final boolean isRead;
            if (context.argIs(arg, "rank")) {
                isRead = readRank(arg + 1);
            } else if (context.argIs(arg, "count")) {
                isRead = readNatural(arg + 1, NEGATIVE_COUNT);
                count = context.parsedLong();
            } else if (context.argIs(arg, "maxlen")) {
                isRead = readNatural(arg + 1, NEGATIVE_MAXLEN);
                maxLength = context.parsedLong();
            } else {
                context.syntaxError();
                isRead = false;
            }
            if (!isRead) {
                return false;
            }
        }
        return true;
    }

    private boolean readRank(final int arg) {
        if (!context.requireLong(arg)) {
            return false;
        }
        rank = context.parsedLong();
        if (rank == 0) {
            context.reply().error(RANK_ZERO);
            return false;
        }
        return true;
    }

    private boolean readNatural(final int arg, final String error) {
        if (!context.isLong(arg) || context.parsedLong() < 0) {
            context.reply().error(error);
            return false;
        }
        return true;
    }

    private void run() {
        final ListValue list = Lists.forReading(context, 1);
        if (list == null) {
            return;
        }
        final NativeBuffer found = context.scratch();
        final long limit = count == NO_COUNT ? 1 : count == 0 ? Long.MAX_VALUE : count;
        collect(list, found, limit);
        final int foundCount = found.length() / Long.BYTES;
        if (count == NO_COUNT) {
            if (foundCount == 0) {
                context.reply().nil();
            } else {
                context.reply().integer(NativeMemory.getLong(found.address()));
            }
            return;
        }
        context.reply().array(foundCount);
        for (int i = 0; i < foundCount; i++) {
            context.reply().integer(NativeMemory.getLong(found.address() + (long) i * Long.BYTES));
        }
    }

    private void collect(final ListValue list, final NativeBuffer found, final long limit) {
        final boolean isBackward = rank < 0;
        final long size = list.size();
        final long visited = maxLength == 0 ? size : Math.min(size, maxLength);
        final int runCount = list.runCount();
        long left = visited;
        // The smallest number has no opposite: as in Redis 7.0 it skips nothing.
        long toSkip = rank == Long.MIN_VALUE ? 0 : Math.abs(rank) - 1;
        long foundCount = 0;
        for (int i = 0; i < runCount && left > 0 && foundCount < limit; i++) {
            final int run = isBackward ? runCount - 1 - i : i;
            final int here = (int) Math.min(left, list.runSize(run));
            long element = isBackward ? list.runEnd(run) : list.runStart(run);
            for (int j = 0; j < here && foundCount < limit; j++) {
                element = isBackward ? ListElements.previous(element) : element;
                if (ListElements.equal(element, context.argAddress(2), context.argLength(2)) && toSkip-- <= 0) {
                    final long passed = visited - left + j;
                    NativeMemory.putLong(found.reserve(Long.BYTES),
                        isBackward ? size - 1 - passed : passed);
                    found.advance(Long.BYTES);
                    foundCount++;
                }
                element = isBackward ? element : ListElements.next(element);
            }
            left -= here;
        }
    }
}
