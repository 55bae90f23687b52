package org.ouzel.engine.command.server;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import org.ouzel.engine.ServerState;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.SlabAllocator;

/** MEMORY USAGE, DOCTOR, MALLOC-STATS and PURGE. All but USAGE hold all shards. */
final class MemoryCommands {
    private static final int KEY_ARG = 2;
    private static final int SLOT_BYTES = Long.BYTES;
    private static final long SMALL_BYTES = 5L << 20;
    private static final double HIGH_RATIO = 1.4;
    private static final int PURGE_UNIT_COUNT = 1 << 20;

    private MemoryCommands() {
    }

    /**
     * The bytes that a key takes: its block, its slot in the index, and the structure behind it; null without the key.
     * Exact, so that SAMPLES is checked and has no effect.
     */
    static void usage(final CommandContext context) {
        for (int i = KEY_ARG + 1; i < context.argCount(); i += 2) {
            if (!context.argIs(i, "samples") || i + 1 == context.argCount()) {
                context.syntaxError();
                return;
            }
            if (!context.requireLong(i + 1)) {
                return;
            }
            if (context.parsedLong() < 0) {
                context.syntaxError();
                return;
            }
        }
        final long entry = context.peek(KEY_ARG);
        if (entry == NONE) {
            context.reply().nil();
            return;
        }
        long bytes = SlabAllocator.blockBytes(EntryDescriptor.blockBytes(entry)) + SLOT_BYTES;
        if (EntryDescriptor.isHandle(entry)) {
            bytes += context.database().collection(entry).usedBytes();
        }
        context.reply().integer(bytes);
    }

    static void stats(final CommandContext context) {
        MemoryStats.write(context);
    }

    static void doctor(final CommandContext context) {
        final MemoryUse use = MemoryUse.of(context);
        final StringBuilder text = new StringBuilder();
        if (use.usedBytes() - use.startupBytes() < SMALL_BYTES) {
            text.append("There is too little data here to say anything about it.\n");
        } else {
            if (MemoryInfo.ratio(use.peakBytes(), use.usedBytes()) > HIGH_RATIO + 0.1) {
                text.append("- Peak: much more memory was used in the past (").append(InfoText.human(use.peakBytes()))
                    .append(") than now (").append(InfoText.human(use.usedBytes()))
                    .append("). Free slabs go back to the system when a whole chunk is empty.\n");
            }
            if (MemoryInfo.ratio(use.reservedBytes(), use.allocatedBytes()) > HIGH_RATIO) {
                text.append("- Fragmentation: slabs hold ").append(InfoText.human(use.reservedBytes()))
                    .append(" for ").append(InfoText.human(use.allocatedBytes()))
                    .append(" of blocks. It falls as keys of the same sizes are written again.\n");
            }
            if (use.clientBytes() * 4 > use.usedBytes()) {
                text.append("- Clients: buffers of connections take ").append(InfoText.human(use.clientBytes()))
                    .append(". CLIENT LIST shows whose; client-output-buffer-limit bounds them.\n");
            }
            if (text.isEmpty()) {
                text.append("Nothing about the use of memory looks odd.\n");
            }
        }
        context.reply().verbatim("txt", text.toString());
    }

    static void mallocStats(final CommandContext context) {
        final ServerState server = context.server();
        final StringBuilder text = new StringBuilder();
        final boolean isServer = Scope.of(context).isServer();
        if (!isServer) {
            text.append("used_bytes=").append(MemoryUse.of(context).allocatedBytes()).append('\n');
        }
        for (int i = 0; i < server.shardCount() && isServer; i++) {
            final SlabAllocator allocator = server.shard(i).keyspace().allocator();
            text.append("shard=").append(i).append(" used_bytes=").append(allocator.usedBytes())
                .append(" reserved_bytes=").append(allocator.reservedBytes()).append(" pending_frees=")
                .append(server.shard(i).keyspace().pendingFreeCount()).append('\n');
        }
        context.reply().verbatim("txt", text.toString());
    }

    /** Frees what waits to be freed; empty chunks go back to the system by that. */
    static void purge(final CommandContext context) {
        for (int i = 0; i < context.server().shardCount(); i++) {
            context.server().shard(i).keyspace().freeSlice(PURGE_UNIT_COUNT);
        }
        context.reply().ok();
    }
}
