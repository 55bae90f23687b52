package org.ouzel.persistence.load;

import java.io.IOException;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.engine.ring.LoaderCalls;
import org.ouzel.protocol.DecodedRequests;
import org.ouzel.protocol.NativeBuffer;

/**
 * Loads the dataset at once, while all shards stand still at a slot. By who holds them, from the constructor to {@link
 * #close()}.
 */
public final class HeldLoad implements LoadTarget, AutoCloseable {
    private final LoadedReplies replies = new LoadedReplies();
    private final LoaderSessions sessions;
    private final LoaderCalls calls;

    /** Begins, in namespace 0. */
    public HeldLoad(final ServerState server, final CommandEvent slot) {
        sessions = new LoaderSessions(server, replies);
        calls = new LoaderCalls(server, slot, LoadFeed.PAST_MS);
        enter(0);
    }

    @Override
    public void enter(final int namespace) {
        calls.enter(sessions.of(namespace));
    }

    @Override
    public void submit(final long base, final DecodedRequests requests, final int firstRecord, final int count) {
        int record = firstRecord;
        for (int i = 0; i < count; i++) {
            final NativeBuffer reply = calls.run(base, requests, record);
            replies.write(reply.address(), reply.length());
            record = requests.next(record);
        }
    }

    @Override
    public boolean step(final RdbLoad snapshot) throws IOException {
        snapshot.loadHeld();
        return false;
    }

    @Override
    public boolean goOn() {
        return false;
    }

    @Override
    public LoadedReplies replies() {
        return replies;
    }

    @Override
    public void close() {
        calls.close();
    }
}
