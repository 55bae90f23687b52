package org.ouzel.engine.command;

import org.ouzel.engine.store.EntryConsumer;
import org.ouzel.engine.store.MemberTable;
import org.ouzel.engine.store.SegmentedIndex;
import org.ouzel.protocol.GlobPattern;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.ReplyWriter;

/**
 * What HSCAN, SSCAN and ZSCAN have in common: {@code key cursor [MATCH pattern] [COUNT count] [NOVALUES]}, the next
 * cursor and an array of elements for reply.
 *
 * <p>The elements are written aside, since their number comes first. Elements that are there from the first call to the
 * last are all returned; a packed value is returned whole, whatever the cursor. Reused; one thread.
 */
public final class ElementScan implements AutoCloseable {
    private static final int DEFAULT_COUNT = 10;
    /** A call looks at so many times as many places as it was asked for elements, where the index is sparse. */
    private static final int EFFORT = 10;
    private static final int BUFFER_BYTES = 1024;
    private static final int KEPT_BUFFER_BYTES = 64 * 1024;

    private int count;
    private boolean hasNoValues;
    private int passedCount;
    private int partCount;
    private ScanCursor cursor;
    private GlobPattern pattern;
    private final NativeBuffer buffer = new NativeBuffer(BUFFER_BYTES, KEPT_BUFFER_BYTES);
    private final ReplyWriter parts = new ReplyWriter();

    /** Reads the cursor, which Redis does before it looks at the key; answers the client where it is none. */
    public boolean takeCursor(final CommandContext context) {
        cursor = ScanCursor.parse(context, 2);
        if (cursor == null) {
            context.reply().error(Errors.INVALID_CURSOR);
            return false;
        }
        return true;
    }

    /** Answers for a key that isn't there, whatever the options. */
    public void replyNothing(final CommandContext context) {
        context.reply().array(2);
        context.reply().bulk("0");
        context.reply().array(0);
    }

    /** Reads the options; answers the client and returns false where they make no sense. */
    public boolean takeOptions(final CommandContext context, final boolean allowsNoValues) {
        count = DEFAULT_COUNT;
        hasNoValues = false;
        pattern = null;
        passedCount = 0;
        partCount = 0;
        buffer.reset();
        parts.wrap(buffer, context.reply().isResp3());
        for (int i = 3; i < context.argCount(); i += 2) {
            final boolean hasValue = i + 1 < context.argCount();
            if (hasValue && context.argIs(i, "count")) {
                if (!takeCount(context, i + 1)) {
                    return false;
                }
            } else if (hasValue && context.argIs(i, "match")) {
                pattern = GlobPattern.of(context.argAddress(i + 1), context.argLength(i + 1));
            } else if (allowsNoValues && context.argIs(i, "novalues")) {
                hasNoValues = true;
                i--;
            } else {
                context.syntaxError();
                return false;
            }
        }
        if (pattern != null && pattern.isEverything()) {
            pattern = null;
        }
        return true;
    }

    /** Returns whether elements come without what belongs to them. */
    public boolean hasNoValues() {
        return hasNoValues;
    }

    /** Returns whether the names of elements matter. */
    public boolean hasPattern() {
        return pattern != null;
    }

    /** Notes that an element was come to; returns whether its name matches. */
    public boolean passes(final long address, final int length) {
        passedCount++;
        return pattern == null || pattern.matches(address, length);
    }

    /** Returns the writer of so many parts of an element that matches. */
    public ReplyWriter add(final int addedCount) {
        partCount += addedCount;
        return parts;
    }

    /** Goes through a stretch of a table's members from the cursor on, and returns the bound to go on from. */
    public long walk(final MemberTable table, final EntryConsumer consumer) {
        long bound = cursor.lowerBound();
        long effort = EFFORT * (1L + count / SegmentedIndex.MAX_SCAN_STRETCH);
        do {
            bound = table.scan(bound, count - passedCount, consumer);
            effort--;
        } while (bound != 0 && passedCount < count && effort > 0);
        return bound;
    }

    /** Writes the reply; {@code bound} is what {@link #walk} returned, 0 at the end. */
    public void reply(final CommandContext context, final long bound) {
        final ReplyWriter reply = context.reply();
        reply.array(2);
        reply.bulk(new ScanCursor(0, bound).toString());
        reply.array(partCount);
        reply.buffer().putBytes(buffer.address(), buffer.length());
    }

    @Override
    public void close() {
        buffer.close();
    }

    private boolean takeCount(final CommandContext context, final int arg) {
        if (!context.requireLong(arg)) {
            return false;
        }
        if (context.parsedLong() < 1) {
            context.syntaxError();
            return false;
        }
        count = (int) Math.min(Integer.MAX_VALUE, context.parsedLong());
        return true;
    }
}
