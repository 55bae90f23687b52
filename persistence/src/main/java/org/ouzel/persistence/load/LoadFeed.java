package org.ouzel.persistence.load;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.engine.ring.CommandIngress;
import org.ouzel.engine.ring.EngineLoop;
import org.ouzel.engine.session.Session;
import org.ouzel.protocol.DecodedRequests;

/**
 * Hands commands that load the dataset to the ring, as a client's would be: each shard takes its share, in order.
 *
 * <p>Their clock stands in the far past, so that nothing expires while there may be more to come about it. Only the
 * thread of the loop that {@link #useLoop} names.
 */
public final class LoadFeed implements LoadTarget {
    static final long PAST_MS = 1;

    private long submittedCount;
    private EngineLoop loop;
    private Session session;
    private final LoadedReplies replies = new LoadedReplies();
    private final LoaderSessions sessions;

    /** Makes a way into the ring, to namespace 0 at first. */
    public LoadFeed(final ServerState server) {
        sessions = new LoaderSessions(server, replies);
        enter(0);
    }

    /** Names the loop that hands on what is to come. */
    public void useLoop(final EngineLoop newLoop) {
        loop = newLoop;
    }

    @Override
    public void enter(final int namespace) {
        session = sessions.of(namespace);
    }

    /** Hands on commands, and waits for room where there is none. */
    @Override
    public void submit(final long base, final DecodedRequests requests, final int firstRecord, final int count) {
        final CommandIngress ingress = loop.ingress();
        final long nowMs = ingress.nowMs();
        final long nowNs = ingress.nowNs();
        int record = firstRecord;
        int left = count;
        while (left > 0) {
            ingress.setClock(PAST_MS, nowNs);
            final int taken = ingress.submit(session, base, requests, record, left, 0);
            ingress.setClock(nowMs, nowNs);
            for (int i = 0; i < taken && i < left - 1; i++) {
                record = requests.next(record);
            }
            left -= taken;
            submittedCount += taken;
            loop.published();
            if (taken == 0) {
                makeRoom();
            }
        }
    }

    private void makeRoom() {
        loop.published();
        if (loop.doWork() == 0) {
            Thread.yield();
        }
    }

    /** Runs a piece of work while all shards stand still, behind what was handed on. */
    public void hold(final SlotWork work) throws IOException {
        final CompletableFuture<Void> end = new CompletableFuture<>();
        while (!loop.ingress().submitMarker(slot -> run(work, slot, end))) {
            makeRoom();
        }
        await(end::isDone);
        try {
            end.get();
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof IOException) {
                throw (IOException) e.getCause();
            }
            throw new IllegalStateException("loading failed", e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while loading", e);
        }
    }

    /** Lets the loop work until something has come about. */
    public void await(final BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            makeRoom();
        }
    }

    private static void run(final SlotWork work, final CommandEvent slot, final CompletableFuture<Void> end) {
        try {
            work.run(slot);
            end.complete(null);
        } catch (final IOException | RuntimeException | Error e) {
            end.completeExceptionally(e);
        }
    }

    /** Something done at a slot at which all shards stand still. */
    public interface SlotWork {
        void run(CommandEvent slot) throws IOException;
    }

    @Override
    public boolean step(final RdbLoad snapshot) throws IOException {
        return snapshot.step(loop);
    }

    @Override
    public boolean goOn() {
        loop.published();
        loop.doWork();
        return replies.count() != submittedCount;
    }

    @Override
    public LoadedReplies replies() {
        return replies;
    }
}
