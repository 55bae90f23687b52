package org.ouzel.persistence.kdb;

import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.spi.Journal;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.persistence.rdb.DumpPayload;
import org.ouzel.protocol.NativeBuffer;

/**
 * What a journal gets of a load: one group that empties the namespace, and restores each key. Filled while all shards
 * are held, handed on by the journal's thread; one after the other.
 */
final class LoadEffects implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 20;

    private int database;
    private NativeBuffer last;
    private final List<NativeBuffer> chunks = new ArrayList<>();
    private final EffectWriter writer = new EffectWriter();
    private final DumpPayload payloads = new DumpPayload();

    LoadEffects() {
        room().begin(1).text("FLUSHALL");
    }

    /** Takes in a key as it is. */
    void add(final Database loaded, final long entry) {
        if (loaded.number() != database) {
            database = loaded.number();
            room().begin(2).text("SELECT").number(database);
        }
        final NativeBuffer payload = payloads.write(loaded, entry, true);
        final long expiryMs = EntryDescriptor.hasExpiry(entry) ? EntryDescriptor.expiryMs(entry) : 0;
        room().begin(5).text("RESTORE").bytes(EntryDescriptor.keyAddress(entry), EntryDescriptor.keyLength(entry))
            .number(expiryMs).bytes(payload.address(), payload.length()).text("ABSTTL");
    }

    /** Hands everything to a journal; returns null, or the error text for the client. */
    String handTo(final Journal journal, final int namespace, final long nowMs) {
        if (database != 0) {
            room().begin(2).text("SELECT").number(0);
        }
        journal.begin(namespace, 0, nowMs, true);
        for (final NativeBuffer chunk : chunks) {
            journal.append(chunk.address(), chunk.length());
        }
        journal.end();
        return journal.commit();
    }

    @Override
    public void close() {
        chunks.forEach(NativeBuffer::close);
        chunks.clear();
        payloads.close();
    }

    private EffectWriter room() {
        if (last == null || last.length() >= CHUNK_BYTES) {
            last = new NativeBuffer(CHUNK_BYTES, CHUNK_BYTES);
            chunks.add(last);
        }
        return writer.wrap(last);
    }
}
