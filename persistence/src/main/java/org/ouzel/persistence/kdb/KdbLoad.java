package org.ouzel.persistence.kdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.access.Namespace;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.ring.LateReply;
import org.ouzel.engine.spi.Journal;
import org.ouzel.persistence.file.FailureText;
import org.ouzel.persistence.rdb.EntryReader;
import org.ouzel.persistence.rdb.RdbFileReader;
import org.ouzel.persistence.rdb.RdbFormatException;
import org.ouzel.persistence.rdb.RdbInput;
import org.ouzel.persistence.snapshot.SnapshotService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One KDB LOAD: the file is read in slices, each at a slot of the ring at which all shards stand still, to databases
 * beside the namespace's; the last slot puts them in their place. Until then nobody sees anything of it, and if it
 * fails nothing has changed. Libraries of functions are passed over: what is saved and loaded is keys.
 *
 * <p>Snapshots don't see these databases, hence none begins meanwhile; one that can't wait, such as the last one of the
 * server, ends the load. Run by who holds all shards.
 */
final class KdbLoad {
    private static final Logger LOG = LoggerFactory.getLogger(KdbLoad.class);
    private static final String BUSY = "ERR A snapshot or another load is under way, try again later";
    private static final String ABANDONED = "ERR KDB LOAD was given up for a snapshot";
    private static final String CHANGED = "ERR KDB LOAD was given up: the namespace was renamed or dropped";
    private static final int RECORD_COUNT = 16;
    private static final long SLICE_NS = 1_000_000;

    private boolean isAbandoned;
    private LoadEffects effects;
    private StagedNamespace staged;
    private FileChannel channel;
    private RdbInput input;
    private EntryReader entries;
    private RdbFileReader reader;
    private final LateReply late;
    private final ServerState server;
    private final Namespace namespace;
    private final Path file;
    private final SnapshotService snapshots;
    private final KdbDirectories directories;

    /** @param context the command's, which is answered later */
    KdbLoad(final CommandContext context, final Path file, final SnapshotService snapshots,
        final KdbDirectories directories) {
        this.late = context.answerLater();
        this.server = context.server();
        this.namespace = context.session().user().namespace();
        this.file = file;
        this.snapshots = snapshots;
        this.directories = directories;
    }

    void begin() {
        late.meet(this::open);
    }

    private void open(final CommandContext meeting) {
        if (snapshots.isBusy() || !directories.isInPlace(namespace, file)) {
            answer(snapshots.isBusy() ? BUSY : CHANGED);
            return;
        }
        snapshots.reserve(this::abandon);
        attempt(() -> {
            effects = server.isJournaled() ? new LoadEffects() : null;
            staged = new StagedNamespace(server, namespace, (database, entry) -> {
                if (effects != null) {
                    effects.add(database, entry);
                }
            });
            channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            input = RdbInput.of(channel, 0, channel.size());
            entries = new EntryReader(staged, meeting.nowMs(), true, server);
            reader = new RdbFileReader(input, staged, entries, server);
            reader.begin();
            late.meet(this::step);
        });
    }

    private void step(final CommandContext meeting) {
        if (isAbandoned) {
            answer(ABANDONED);
            return;
        }
        if (!directories.isInPlace(namespace, file)) {
            end();
            answer(CHANGED);
            return;
        }
        attempt(() -> {
            final boolean isMore = readSlice();
            final String refusal = staged.refusal();
            if (refusal != null) {
                end();
                answer(refusal);
            } else if (isMore) {
                late.meet(this::step);
            } else {
                finish(meeting);
            }
        });
    }

    private boolean readSlice() throws IOException {
        final long startNs = System.nanoTime();
        boolean isMore;
        do {
            isMore = reader.readSome(RECORD_COUNT);
        } while (isMore && System.nanoTime() - startNs < SLICE_NS);
        return isMore;
    }

    private void finish(final CommandContext meeting) {
        LOG.info("KDB file loaded: file={} keys={} expired={}", file, entries.loadedCount(), entries.expiredCount());
        staged.takePlace();
        server.shard(0).statistics().countChange();
        final LoadEffects recorded = effects;
        effects = null;
        end();
        if (recorded == null) {
            answer(null);
            return;
        }
        server.journalTasks().add(meeting.event(), passed -> {
            final Journal journal = server.journal();
            try (recorded) {
                // Off, if it was turned off in the same slot as this one.
                answer(journal.isOn() ? recorded.handTo(journal, namespace.number(), passed.nowMs()) : null);
            }
        });
    }

    private void abandon() {
        isAbandoned = true;
        end();
    }

    /** Gives everything back. */
    private void end() {
        snapshots.release();
        staged.release();
        if (effects != null) {
            effects.close();
            effects = null;
        }
        if (entries != null) {
            entries.discard();
            entries.close();
        }
        try {
            if (input != null) {
                input.close();
            }
            if (channel != null) {
                channel.close();
            }
        } catch (final IOException e) {
            LOG.warn("KDB file not closed: file={} cause={}", file, e.toString());
        }
    }

    private void attempt(final Work work) {
        try {
            work.run();
        } catch (final IOException e) {
            LOG.warn("KDB LOAD failed: file={} cause={}", file, e.toString());
            end();
            final boolean isDamaged = e instanceof RdbFormatException;
            answer("ERR KDB LOAD failed: " + (isDamaged ? e.getMessage() : FailureText.of(e)));
        } catch (final RuntimeException | Error e) {
            end();
            throw e;
        }
    }

    private void answer(final String error) {
        late.answer(answering -> KdbCommands.reply(answering, error));
    }

    /** Something that may fail. */
    private interface Work {
        void run() throws IOException;
    }
}
