package org.ouzel.persistence.aof;

import java.util.Iterator;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.type.PendingCursor;
import org.ouzel.engine.type.Stream;
import org.ouzel.engine.type.StreamConsumer;
import org.ouzel.engine.type.StreamCursor;
import org.ouzel.engine.type.StreamFields;
import org.ouzel.engine.type.StreamGroup;
import org.ouzel.engine.type.StreamId;
import org.ouzel.persistence.rdb.RdbOutput;
import org.ouzel.protocol.NativeMemory;

/**
 * Writes the commands that make a stream: its entries, its groups with their consumers and what they wait for, and
 * behind all of that its identifiers and counts.
 *
 * <p>An entry that is gone but still waited for, whose waiting XCLAIM wouldn't restore, is added in its place and taken
 * out again behind the claims; Redis, which doesn't, loses it. When consumers were last seen isn't kept. One thread.
 */
final class StreamCommands implements AutoCloseable {
    private static final String ADD = "XADD";
    private static final String TRIM = "XTRIM";

    private long keyAddress;
    private int keyLength;
    private RdbOutput out;
    private final EffectWriter writer = new EffectWriter();
    private final long idText = NativeMemory.allocate(StreamId.MAX_TEXT_BYTES);

    void write(final Stream stream, final long newKeyAddress, final int newKeyLength, final RdbOutput newOut) {
        keyAddress = newKeyAddress;
        keyLength = newKeyLength;
        out = newOut;
        final SortedSet<StreamId> gone = goneButPending(stream);
        writeEntries(stream, gone);
        for (final StreamGroup group : stream.groups()) {
            writeGroup(group);
        }
        remove(gone, stream);
        writeIds(stream);
    }

    @Override
    public void close() {
        NativeMemory.free(idText, StreamId.MAX_TEXT_BYTES);
    }

    private static SortedSet<StreamId> goneButPending(final Stream stream) {
        final SortedSet<StreamId> gone = new TreeSet<>();
        for (final StreamGroup group : stream.groups()) {
            final PendingCursor pending = group.pending(null);
            pending.seek(0, 0);
            while (pending.next()) {
                if (!stream.contains(pending.ms(), pending.seq())) {
                    gone.add(new StreamId(pending.ms(), pending.seq()));
                }
            }
        }
        return gone;
    }

    private void writeEntries(final Stream stream, final SortedSet<StreamId> gone) {
        final Iterator<StreamId> left = gone.iterator();
        StreamId nextGone = left.hasNext() ? left.next() : null;
        final StreamCursor cursor = stream.cursor().forward(StreamId.MIN, StreamId.MAX);
        while (cursor.next()) {
            while (nextGone != null
                && StreamId.compare(nextGone.ms(), nextGone.seq(), cursor.ms(), cursor.seq()) < 0) {
                writePlaceholder(nextGone);
                nextGone = left.hasNext() ? left.next() : null;
            }
            writeEntry(cursor);
        }
        while (nextGone != null) {
            writePlaceholder(nextGone);
            nextGone = left.hasNext() ? left.next() : null;
        }
        if (stream.elementCount() == 0 && gone.isEmpty()) {
            begin(7, ADD).text("MAXLEN").number(0).text("0-1").text("x").text("y");
        }
    }

    private void writeEntry(final StreamCursor cursor) {
        final StreamFields fields = cursor.fields();
        final int count = fields.fieldCount();
        begin(3 + 2 * count, ADD);
        id(cursor.ms(), cursor.seq());
        fields.rewind();
        for (int i = 0; i < count; i++) {
            fields.nextField();
            writer.bytes(fields.nameAddress(), fields.nameLength()).bytes(fields.valueAddress(), fields.valueLength());
        }
        out.endElement();
    }

    private void writePlaceholder(final StreamId gone) {
        begin(5, ADD);
        id(gone.ms(), gone.seq());
        writer.text("x").text("y");
        out.endElement();
    }

    private void writeGroup(final StreamGroup group) {
        begin(7, "XGROUP", "CREATE").bytes(group.name());
        id(group.lastId().ms(), group.lastId().seq());
        writer.text("ENTRIESREAD").number(group.entriesRead());
        for (final StreamConsumer consumer : group.consumers()) {
            if (consumer.pendingCount() == 0) {
                begin(5, "XGROUP", "CREATECONSUMER").bytes(group.name()).bytes(consumer.name());
                out.endElement();
            }
        }
        final PendingCursor pending = group.pending(null);
        pending.seek(0, 0);
        while (pending.next()) {
            begin(12, "XCLAIM").bytes(group.name()).bytes(group.owner(pending.rec()).name()).number(0);
            id(pending.ms(), pending.seq());
            writer.text("TIME").number(StreamGroup.deliveryMs(pending.rec()));
            writer.text("RETRYCOUNT").number(StreamGroup.deliveryCount(pending.rec())).text("JUSTID").text("FORCE");
            out.endElement();
        }
    }

    /** What was in front of the first entry was trimmed, and isn't counted among what was deleted. */
    private void remove(final SortedSet<StreamId> gone, final Stream stream) {
        if (gone.isEmpty()) {
            return;
        }
        if (stream.elementCount() == 0) {
            begin(4, TRIM).text("MAXLEN").number(0);
            return;
        }
        final StreamId first = stream.firstId();
        if (gone.first().compareTo(first) < 0) {
            begin(4, TRIM).text("MINID");
            id(first.ms(), first.seq());
        }
        for (final StreamId id : gone.tailSet(first)) {
            begin(3, "XDEL");
            id(id.ms(), id.seq());
            out.endElement();
        }
    }

    private void writeIds(final Stream stream) {
        final StreamId last = stream.lastId();
        final StreamId maxDeleted = stream.maxDeletedId();
        // XSETID may have put the last one below, but takes both in this order only.
        final boolean isBelow = last.compareTo(maxDeleted) < 0;
        begin(7, "XSETID");
        id(isBelow ? maxDeleted.ms() : last.ms(), isBelow ? maxDeleted.seq() : last.seq());
        writer.text("ENTRIESADDED").number(stream.entriesAdded()).text("MAXDELETEDID");
        id(maxDeleted.ms(), maxDeleted.seq());
        if (isBelow) {
            begin(3, "XSETID");
            id(last.ms(), last.seq());
        }
        out.endElement();
    }

    /** Begins a command of so many arguments; the key is the second. */
    private EffectWriter begin(final int argumentCount, final String name) {
        return writer.wrap(out.buffer()).begin(argumentCount).text(name).bytes(keyAddress, keyLength);
    }

    /** Begins a command of so many arguments; the key is the third. */
    private EffectWriter begin(final int argumentCount, final String container, final String name) {
        return writer.wrap(out.buffer()).begin(argumentCount).text(container).text(name).bytes(keyAddress, keyLength);
    }

    private void id(final long ms, final long seq) {
        writer.bytes(idText, StreamId.write(ms, seq, idText));
    }
}
