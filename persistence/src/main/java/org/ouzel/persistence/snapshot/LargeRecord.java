package org.ouzel.persistence.snapshot;

import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.store.CollectionImage;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.MemberSaver;
import org.ouzel.persistence.rdb.RdbOutput;
import org.ouzel.protocol.NativeBuffer;

/**
 * A collection on its way to the file in parts. What comes before it is its turn, since it is about to change, waits
 * here; from then on all parts are handed on as they fill. Whoever holds the shard.
 */
final class LargeRecord implements MemberSaver {
    private static final int FIRST_BUFFER_BYTES = 512;
    private static final int BUFFER_BYTES = 80 * 1024;
    private static final int PART_BYTES = 64 * 1024;

    private boolean isOpen;
    private long fullBytes;
    private long heldBytes;
    private NativeBuffer buffer = new NativeBuffer(FIRST_BUFFER_BYTES, FIRST_BUFFER_BYTES);
    private List<NativeBuffer> full = new ArrayList<>(1);
    private final Snapshot snapshot;
    private final ChunkQueue queue;
    private final boolean isCompressing;
    private final EntryForm.Members members;
    private final RdbOutput out;

    /**
     * @param out    shared by a shard's records, each of which directs it to its own buffer
     * @param number the number of the database in the file
     */
    LargeRecord(final Snapshot snapshot, final ChunkQueue queue, final boolean isCompressing, final EntryForm form,
        final RdbOutput out, final long number, final Database database, final long entry) {
        this.snapshot = snapshot;
        this.queue = queue;
        this.isCompressing = isCompressing;
        this.out = out;
        out.wrap(buffer, isCompressing);
        form.writeDatabase(number, out);
        members = form.beginMembers(database, entry, out);
        noteHeld();
    }

    @Override
    public void save(final long member) {
        if (!snapshot.hasFailed()) {
            members.write(member, outWithRoom());
            noteHeld();
        }
    }

    @Override
    public void saveRun(final long start, final long end) {
        if (!snapshot.hasFailed()) {
            members.writeRun(start, end, outWithRoom());
            noteHeld();
        }
    }

    @Override
    public boolean savePart(final CollectionImage image) {
        if (snapshot.hasFailed()) {
            return false;
        }
        final boolean isMore = members.writePart(image, outWithRoom());
        noteHeld();
        return isMore;
    }

    @Override
    public void hold(final long bytes) {
        queue.hold(bytes);
    }

    @Override
    public boolean hasRoom() {
        isOpen = isOpen || queue.openLarge(this);
        if (isOpen && !full.isEmpty()) {
            handOn();
        }
        return isOpen && queue.hasLargeRoom();
    }

    @Override
    public void end() {
        members.end(out.wrap(buffer, isCompressing));
        full.add(buffer);
        if (isOpen) {
            queue.putLarge(full);
            queue.closeLarge();
        } else {
            full.forEach(NativeBuffer::close);
        }
        queue.hold(-heldBytes);
        snapshot.countKey();
    }

    @Override
    public void abandon() {
        snapshot.abandon();
        end();
    }

    private RdbOutput outWithRoom() {
        if (buffer.length() >= PART_BYTES) {
            full.add(buffer);
            fullBytes += buffer.capacity();
            buffer = new NativeBuffer(BUFFER_BYTES, BUFFER_BYTES);
        }
        return out.wrap(buffer, isCompressing);
    }

    private void handOn() {
        queue.putLarge(full);
        full = new ArrayList<>(1);
        fullBytes = 0;
        noteHeld();
    }

    private void noteHeld() {
        final long bytes = fullBytes + buffer.capacity();
        if (bytes != heldBytes) {
            queue.hold(bytes - heldBytes);
            heldBytes = bytes;
        }
    }
}
