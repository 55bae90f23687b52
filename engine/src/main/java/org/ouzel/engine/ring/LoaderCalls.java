package org.ouzel.engine.ring;

import java.util.Arrays;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.session.Session;
import org.ouzel.protocol.DecodedRequests;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;
import org.ouzel.protocol.ReplyWriter;

/**
 * Runs commands that load the dataset, as sessions of their own, while all shards stand still at a slot. Nothing of
 * what they do is journaled, counted, or brought to clients.
 *
 * <p>Whoever holds the shards, from the constructor to {@link #close()}.
 */
public final class LoaderCalls implements AutoCloseable {
    private boolean isBegun;
    private int[] pairs = new int[32];
    private final boolean wasJournaled;
    private final long nowMs;
    private final CommandEvent slot;
    private final ServerState server;
    private final NestedCalls calls;
    private final CommandEvent outer = new CommandEvent();
    private final NativeBuffer refusal = new NativeBuffer(64, 64);
    private final ReplyWriter writer = new ReplyWriter();

    /**
     * Begins; what was evicted to make room for the slot isn't journaled any more either.
     *
     * @param nowMs the commands' clock, Unix milliseconds
     */
    public LoaderCalls(final ServerState server, final CommandEvent slot, final long nowMs) {
        this.server = server;
        this.slot = slot;
        this.nowMs = nowMs;
        calls = new NestedCalls(server, server.shard(0), 1);
        outer.parts().prepare(server.shardCount());
        for (int i = 0; i < server.shardCount(); i++) {
            slot.part(i).reset();
        }
        // Nobody would take their effects; they aren't even gathered.
        wasJournaled = server.isJournaled();
        server.setJournaled(false);
    }

    /** Lets the commands to come be those of a session that loads. */
    public void enter(final Session session) {
        endCalls();
        outer.begin(CommandEvent.Kind.COMMAND, session, nowMs, slot.seed());
        outer.setRouting(null, CommandEvent.Sharing.RENDEZVOUS, slot.shardSet(), 0);
        outer.setEnvironment(session.namespace(), session.database(), false, false, false);
        calls.begin(outer, false);
        isBegun = true;
    }

    /** Runs a command, and returns its reply, which is valid until the next call. */
    public NativeBuffer run(final long base, final DecodedRequests requests, final int record) {
        final int argCount = requests.argumentCount(record);
        if (pairs.length < 2 * argCount) {
            pairs = Arrays.copyOf(pairs, Math.max(2 * argCount, 2 * pairs.length));
        }
        requests.copyArguments(record, pairs);
        final long address = base + requests.start(record);
        CommandSpec spec = server.commandTable().find(address + pairs[0], pairs[1]);
        if (spec != null && spec.isContainer() && argCount > 1) {
            spec = server.commandTable().findSubcommand(spec, address + pairs[2], pairs[3]);
        }
        if (spec == null || !spec.isArgCountAllowed(argCount)) {
            refusal.reset();
            writer.wrap(refusal, false).error(Errors.wrongArity(NativeMemory.toText(address + pairs[0], pairs[1])));
            return refusal;
        }
        return calls.call(spec, address, requests.byteLength(record), argCount, pairs, 0);
    }

    /** Ends; the shards are the slot's again. */
    @Override
    public void close() {
        endCalls();
        server.setJournaled(wasJournaled);
        for (int i = 0; i < server.shardCount(); i++) {
            server.shard(i).setCurrent(slot, false);
        }
        calls.close();
        outer.close();
        refusal.close();
    }

    private void endCalls() {
        if (isBegun) {
            calls.end();
            isBegun = false;
        }
    }
}
