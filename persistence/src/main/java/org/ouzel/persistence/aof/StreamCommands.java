package org.ouzel.persistence.aof;

import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.store.CollectionImage;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.StreamBlockReader;
import org.ouzel.engine.type.StreamGroup;
import org.ouzel.engine.type.StreamGroupImage;
import org.ouzel.engine.type.StreamId;
import org.ouzel.engine.type.StreamImage;
import org.ouzel.persistence.rdb.RdbOutput;
import org.ouzel.persistence.snapshot.EntryForm;
import org.ouzel.protocol.NativeBuffer;

/**
 * The commands that make a stream: its groups with their consumers and what they wait for, its entries, and behind all
 * of that its identifiers and counts.
 *
 * <p>XCLAIM takes entries only that are there, and what is waited for may be gone from the stream: so before the
 * stream's own entries there is one for each that is claimed, and goes again. When consumers were last seen isn't kept.
 * One thread.
 */
final class StreamCommands implements EntryForm.Members {
    private static final String ADD = "XADD";
    private static final String TRIM = "XTRIM";
    private static final String SET_ID = "XSETID";
    private static final int KEPT_BYTES = 64 * 1024;
    private static final int CONSUMERS_OF_PART = 64;

    private int group;
    private boolean isGroupBegun;
    private boolean isAnyClaimed;
    private int consumer;
    private int run;
    private int block;
    private final int keyLength;
    private final long expiryMs;
    private final EffectWriter writer = new EffectWriter();
    /** The key, since the entry may have gone when the parts come, and room for an identifier behind it. */
    private final NativeBuffer texts;

    StreamCommands(final long entry) {
        keyLength = EntryDescriptor.keyLength(entry);
        expiryMs = EntryDescriptor.hasExpiry(entry) ? EntryDescriptor.expiryMs(entry) : EntryDescriptor.NO_EXPIRY;
        texts = new NativeBuffer(keyLength + StreamId.MAX_TEXT_BYTES, KEPT_BYTES);
        texts.putBytes(EntryDescriptor.keyAddress(entry), keyLength);
    }

    @Override
    public boolean writePart(final CollectionImage image, final RdbOutput out) {
        final StreamImage stream = (StreamImage) image;
        writer.wrap(out.buffer());
        if (group < stream.groupCount()) {
            writeOfGroup(stream.group(group));
            return true;
        }
        if (block == 0 && isAnyClaimed) {
            begin(3, SET_ID);
            id(StreamId.MIN);
        }
        if (block < stream.blockCount()) {
            writeBlock(stream);
            return true;
        }
        if (stream.blockCount() == 0 && stream.groupCount() == 0) {
            begin(7, ADD).text("MAXLEN").number(0).text("0-1").text("x").text("y");
        }
        writeIds(stream);
        return false;
    }

    @Override
    public void end(final RdbOutput out) {
        if (expiryMs != EntryDescriptor.NO_EXPIRY) {
            writer.wrap(out.buffer()).begin(3).text("PEXPIREAT").bytes(texts.address(), keyLength).number(expiryMs);
        }
        texts.close();
    }

    private void writeOfGroup(final StreamGroupImage current) {
        if (!isGroupBegun) {
            isGroupBegun = true;
            begin(8, "XGROUP", "CREATE").bytes(current.name());
            id(current.lastId());
            writer.text("MKSTREAM").text("ENTRIESREAD").number(current.entriesRead());
        } else if (consumer < current.consumers().size()) {
            writeConsumers(current);
        } else if (run < current.runCount()) {
            writePending(current);
        } else {
            group++;
            isGroupBegun = false;
            consumer = 0;
            run = 0;
        }
    }

    /** Writes those that no claim makes. */
    private void writeConsumers(final StreamGroupImage current) {
        final int end = Math.min(consumer + CONSUMERS_OF_PART, current.consumers().size());
        for (; consumer < end; consumer++) {
            final StreamGroupImage.Consumer each = current.consumers().get(consumer);
            if (each.pendingCount() == 0) {
                begin(5, "XGROUP", "CREATECONSUMER").bytes(current.name()).bytes(each.name());
            }
        }
    }

    private void writePending(final StreamGroupImage current) {
        if (run == 0 && isAnyClaimed) {
            // The group before may have waited for later ones.
            begin(3, SET_ID);
            id(StreamId.MIN);
        }
        isAnyClaimed = true;
        current.forEachInRun(run++, rec -> {
            begin(5, ADD);
            id(StreamGroup.pendingMs(rec), StreamGroup.pendingSeq(rec));
            writer.text("x").text("y");
            begin(12, "XCLAIM").bytes(current.name()).bytes(current.owner(rec).name()).number(0);
            id(StreamGroup.pendingMs(rec), StreamGroup.pendingSeq(rec));
            writer.text("TIME").number(StreamGroup.deliveryMs(rec));
            writer.text("RETRYCOUNT").number(StreamGroup.deliveryCount(rec)).text("JUSTID").text("FORCE");
        });
        begin(4, TRIM).text("MAXLEN").number(0);
    }

    private void writeBlock(final StreamImage stream) {
        final StreamBlockReader entries = stream.openBlock(block);
        while (entries.next()) {
            if (!entries.isDeleted()) {
                writeEntry(entries);
            }
        }
        stream.releaseBlock(block++);
    }

    private void writeEntry(final StreamBlockReader entry) {
        final int count = entry.fieldCount();
        begin(3 + 2 * count, ADD);
        id(entry.ms(), entry.seq());
        entry.rewind();
        for (int i = 0; i < count; i++) {
            entry.nextField();
            writer.bytes(entry.nameAddress(), entry.nameLength()).bytes(entry.valueAddress(), entry.valueLength());
        }
    }

    private void writeIds(final StreamImage stream) {
        final StreamId last = stream.lastId();
        final StreamId maxDeleted = stream.maxDeletedId();
        // XSETID may have put the last one below, but takes both in this order only.
        final boolean isBelow = last.compareTo(maxDeleted) < 0;
        begin(7, SET_ID);
        id(isBelow ? maxDeleted : last);
        writer.text("ENTRIESADDED").number(stream.entriesAdded()).text("MAXDELETEDID");
        id(maxDeleted);
        if (isBelow) {
            begin(3, SET_ID);
            id(last);
        }
    }

    /** Begins a command of so many arguments; the key is the second. */
    private EffectWriter begin(final int argumentCount, final String name) {
        return writer.begin(argumentCount).text(name).bytes(texts.address(), keyLength);
    }

    /** Begins a command of so many arguments; the key is the third. */
    private EffectWriter begin(final int argumentCount, final String container, final String name) {
        return writer.begin(argumentCount).text(container).text(name).bytes(texts.address(), keyLength);
    }

    private void id(final StreamId id) {
        id(id.ms(), id.seq());
    }

    private void id(final long ms, final long seq) {
        final long text = texts.address() + keyLength;
        writer.bytes(text, StreamId.write(ms, seq, text));
    }
}
