package org.ouzel.persistence.rdb;

import org.ouzel.engine.type.StreamGroupImage;
import org.ouzel.engine.type.StreamImage;

/**
 * How far a stream's value has been written: its blocks, what it says of itself, then each group with its pending
 * entries and its consumers with theirs. One thread.
 */
public final class StreamRecord {
    private static final int NONE = -1;

    private boolean isBegun;
    private int block;
    private int group = NONE;
    private int run;
    private int consumer = NONE;
    private final StreamWriter writer;

    StreamRecord(final StreamWriter writer) {
        this.writer = writer;
    }

    /** Writes the next part, about as much as a block takes; returns whether there is more. */
    public boolean writeNext(final StreamImage image, final RdbOutput out) {
        if (!isBegun) {
            isBegun = true;
            out.putLength(image.blockCount());
        }
        if (block < image.blockCount()) {
            writer.writeBlock(image, block++, out);
            return true;
        }
        if (group == NONE) {
            StreamWriter.writeIds(image, out);
            return beginGroup(0, image, out);
        }
        final StreamGroupImage current = image.group(group);
        if (consumer == NONE) {
            if (run < current.runCount()) {
                StreamWriter.writePending(current, run++, out);
                return true;
            }
            out.putLength(current.consumers().size());
            return beginConsumer(0, image, out);
        }
        final StreamGroupImage.Consumer owner = current.consumers().get(consumer);
        if (run < owner.runCount()) {
            StreamWriter.writePending(owner, run++, out);
            return true;
        }
        return beginConsumer(consumer + 1, image, out);
    }

    private boolean beginGroup(final int number, final StreamImage image, final RdbOutput out) {
        group = number;
        run = 0;
        consumer = NONE;
        if (group == image.groupCount()) {
            return false;
        }
        StreamWriter.writeGroup(image.group(group), out);
        return true;
    }

    private boolean beginConsumer(final int number, final StreamImage image, final RdbOutput out) {
        consumer = number;
        run = 0;
        final StreamGroupImage current = image.group(group);
        if (consumer == current.consumers().size()) {
            return beginGroup(group + 1, image, out);
        }
        StreamWriter.writeConsumer(current.consumers().get(consumer), out);
        return true;
    }
}
