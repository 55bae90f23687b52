package org.ouzel.engine.ring;

import org.ouzel.engine.ServerState;
import org.ouzel.engine.Shard;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.Routing;
import org.ouzel.engine.command.SplitCommandHandler;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.ReplyWriter;
import org.slf4j.LoggerFactory;

/**
 * Runs commands inside the slot of another one: those of a transaction, those that a script calls.
 *
 * <pre>
 * final NestedCalls calls = context.nestedCalls();
 * calls.begin(context, true);
 * try {
 *     final NativeBuffer reply = calls.call(spec, requestAddress, requestLength, argCount, pairs, firstPair);
 *     // RESP bytes, gone with the next call; calls.isError() and calls.errorText() say whether it is an error
 * } finally {
 *     calls.end();
 * }
 * </pre>
 *
 * <p>The outer command has met all the shards whose keys its calls may touch (or runs on the only one); a call that
 * needs another shard is answered with {@link Errors#FOREIGN_SHARD}. Each call runs through its normal handler, in a
 * context of its own that belongs to the shard of its keys, with the slot's session and clock and random bits that
 * follow from the slot's. What the calls change is journaled with the slot, in their order, as one MULTI ... EXEC;
 * what they bring to other sessions goes out with the slot. Commands that would wait find nothing and say so
 * ({@link CommandEvent#isNested()}).
 *
 * <p>The database and the protocol version are the slot's to begin with, and may change from call to call, by SELECT
 * and HELLO or by {@link #selectDatabase} and {@link #setResp3}. That a command may not run here at all (flags such as
 * {@code noscript}, {@code denyoom}, a read-only script) is the caller's to check before.
 *
 * <p>There is one for each context, used by one command at a time; a script in a transaction gets the next deeper one.
 * The thread that runs the outer command.
 */
public final class NestedCalls implements AutoCloseable {
    private static final FailureLog FAILURES = new FailureLog(LoggerFactory.getLogger(NestedCalls.class));
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private boolean isError;
    private boolean isGrouped;
    private boolean hasChanged;
    private int groupStart;
    private int firstEffect;
    private int callStart;
    private int callSelected;
    private int callDatabase;
    /** The database that the effects so far leave selected. */
    private int effectDatabase;
    private long callCount;
    private String errorText;
    private CommandEvent outer;
    private final int depth;
    private final Shard home;
    private final ServerState server;
    private final CommandEvent event = new CommandEvent();
    private final RequestRouter router;
    private final CallRecorder calls;
    private final AccessGate gate;
    private final DottedKeys dottedKeys;
    private final ReplyWriter writer = new ReplyWriter();
    private final EffectWriter effects = new EffectWriter();

    /**
     * @param home  the shard whose thread makes the calls
     * @param depth 1 inside of a slot, 2 inside of a command that is nested itself
     */
    public NestedCalls(final ServerState server, final Shard home, final int depth) {
        this.server = server;
        this.home = home;
        this.depth = depth;
        this.router = new RequestRouter(server);
        this.calls = new CallRecorder(server, home);
        this.gate = new AccessGate(server);
        this.dottedKeys = new DottedKeys(server.entityNotation());
        event.parts().prepare(server.shardCount());
    }

    /**
     * Begins a group of calls.
     *
     * @param context        the outer command's
     * @param isJournalGroup whether what they change is to be wrapped into MULTI and EXEC, should it be journaled
     */
    public void begin(final CommandContext context, final boolean isJournalGroup) {
        begin(context.event(), isJournalGroup);
    }

    void begin(final CommandEvent newOuter, final boolean isJournalGroup) {
        outer = newOuter;
        isGrouped = isJournalGroup && !outer.isNested() && server.isJournaled();
        hasChanged = false;
        callCount = 0;
        event.setEnvironment(outer.namespace(), outer.database(), outer.isResp3(), false, false);
        effectDatabase = outer.database();
        if (server.isJournaled()) {
            groupStart = outer.effectBuffer().length();
            if (isGrouped) {
                effects.wrap(outer.effectBuffer()).begin(1).text("MULTI");
            }
            firstEffect = outer.effectBuffer().length();
        }
    }

    /**
     * Lets the calls to come be part of another event, in place of the one that they began with: what they have
     * changed so far goes along.
     */
    public void moveTo(final CommandEvent newOuter) {
        if (server.isJournaled()) {
            final NativeBuffer buffer = outer.effectBuffer();
            newOuter.effectBuffer().putBytes(buffer.address() + groupStart, buffer.length() - groupStart);
            buffer.truncate(groupStart);
            firstEffect -= groupStart;
            groupStart = 0;
        }
        outer = newOuter;
    }

    /** Lets the calls to come work on another database. */
    public void selectDatabase(final int number) {
        event.setDatabase(number);
    }

    /** Lets the replies to come be in another protocol version. */
    public void setResp3(final boolean isResp3) {
        event.setResp3(isResp3);
    }

    /**
     * Runs a command.
     *
     * @param given    the command, or the subcommand; what the request has by its first words
     * @param address  where the request's offsets count from; its bytes stay the caller's and must not change
     * @param length   the request's bytes
     * @param argCount how many arguments, the command's name included; {@link CommandSpec#isArgCountAllowed}
     * @param pairs    offset and length of each argument, in turn
     * @param firstPair the pair to begin with
     * @return the reply; valid until the next call
     */
    public NativeBuffer call(final CommandSpec given, final long address, final int length, final int argCount,
        final int[] pairs, final int firstPair) {
        callCount++;
        event.beginNested(outer, mix(outer.seed() + callCount * GOLDEN_GAMMA));
        event.setKeptRequest(address, length, argCount, pairs, firstPair);
        isError = false;
        errorText = null;
        // What is loaded has been written without entity notation.
        final boolean areDotted = dottedKeys.areOn() && !outer.session().isLoader();
        final CommandSpec spec = areDotted ? dottedKeys.read(event, given) : given;
        if (spec.routing().isOnSession()) {
            event.setRouting(spec, CommandEvent.Sharing.SINGLE, 1L << home.index(), 0);
        } else {
            router.route(event, spec);
        }
        if ((event.shardSet() & ~outer.shardSet()) != 0) {
            refuse(Errors.FOREIGN_SHARD);
            return event.reply();
        }
        beginEffects();
        try {
            execute(spec);
        } catch (final RuntimeException | Error e) {
            FAILURES.log("command failed: name=" + spec.name(), e);
            home.countFailure(event.namespace());
            server.errors().count(event.namespace(), Errors.INTERNAL);
            event.reply().truncate(0);
            refuse(Errors.INTERNAL);
        }
        endEffects();
        return event.reply();
    }

    /** Returns whether the last call was answered with an error. */
    public boolean isError() {
        return isError;
    }

    /** Returns the last call's error with its code, or null. */
    public String errorText() {
        return errorText;
    }

    /** Returns whether any call so far has changed something. */
    public boolean hasChanged() {
        return hasChanged;
    }

    /** Ends the group; the shards are the outer command's again. */
    public void end() {
        setCurrent(outer.shardSet(), outer, false);
        if (server.isJournaled()) {
            final NativeBuffer buffer = outer.effectBuffer();
            if (buffer.length() == firstEffect) {
                buffer.truncate(groupStart);
            } else {
                if (effectDatabase != outer.database()) {
                    effects.wrap(buffer).begin(2).text("SELECT").number(outer.database());
                }
                if (isGrouped) {
                    effects.wrap(buffer).begin(1).text("EXEC");
                }
                outer.setEffect(Effect.REWRITTEN);
            }
        } else if (hasChanged) {
            outer.setEffect(Effect.REWRITTEN);
        }
        event.release();
        outer = null;
    }

    @Override
    public void close() {
        event.close();
    }

    private void execute(final CommandSpec spec) {
        final boolean isSplit = event.sharing() == CommandEvent.Sharing.SPLIT;
        setCurrent(event.shardSet(), event, isSplit);
        String denial = gate.refusal(event, spec);
        if (denial == null && spec.isDenyOom()) {
            // Whoever runs commands inside of one may not thereby get beyond a quota, unlike beyond maxmemory.
            denial = server.quotaRefusal(event.user().namespace());
        }
        if (denial != null) {
            refuse(denial);
            server.errors().count(event.namespace(), denial);
            calls.countRejected(event, spec);
        } else if (outer.session().isLoader()) {
            perform(spec, isSplit);
        } else {
            performCounted(spec, isSplit);
        }
    }

    private void performCounted(final CommandSpec spec, final boolean isSplit) {
        if (outer.spec().routing() == Routing.TRANSACTION) {
            calls.feedMonitors(event);
        } else {
            calls.feedMonitorsFromScript(event);
        }
        final int weight = spec.isConstantTime()
            ? calls.sampleWeight(event, spec) : 1;
        final long startNs = weight > 0 ? System.nanoTime() : 0;
        perform(spec, isSplit);
        calls.countCall(event, spec);
        if (isError) {
            calls.countFailed(event, spec);
            server.errors().count(event.namespace(), errorText);
        }
        if (weight > 0) {
            calls.record(event, spec, System.nanoTime() - startNs, weight);
        }
    }

    private void perform(final CommandSpec spec, final boolean isSplit) {
        if (isSplit) {
            executeParts((SplitCommandHandler) spec.handler());
            return;
        }
        final int shard = Long.numberOfTrailingZeros(event.shardSet());
        final CommandContext context = server.shard(shard).nestedContext(depth);
        context.bind(event, false);
        spec.handler().execute(context);
        context.settle();
        noteOutcome(context.reply());
    }

    private void executeParts(final SplitCommandHandler handler) {
        for (long left = event.shardSet(); left != 0; left &= left - 1) {
            final CommandContext context = server.shard(Long.numberOfTrailingZeros(left)).nestedContext(depth);
            context.bind(event, true);
            handler.executePart(context);
            context.settle();
        }
        writer.wrap(event.reply(), event.isResp3());
        handler.merge(event, server, writer);
        noteOutcome(writer);
    }

    private void noteOutcome(final ReplyWriter reply) {
        isError = reply.isError();
        errorText = isError ? reply.errorText() : null;
    }

    private void refuse(final String error) {
        writer.wrap(event.reply(), event.isResp3()).error(error);
        noteOutcome(writer);
    }

    private void setCurrent(final long shards, final CommandEvent current, final boolean isPart) {
        for (long left = shards; left != 0; left &= left - 1) {
            server.shard(Long.numberOfTrailingZeros(left)).setCurrent(current, isPart);
        }
    }

    /** Selects the call's database for its effects, if need be; taken back should there be none. */
    private void beginEffects() {
        if (!server.isJournaled()) {
            return;
        }
        callDatabase = event.database();
        callStart = outer.effectBuffer().length();
        if (callDatabase != effectDatabase) {
            effects.wrap(outer.effectBuffer()).begin(2).text("SELECT").number(callDatabase);
        }
        callSelected = outer.effectBuffer().length();
    }

    private void endEffects() {
        boolean isRequestRepeated = event.effect() == Effect.REQUEST;
        hasChanged |= event.effect() != Effect.NONE;
        final NativeBuffer buffer = server.isJournaled() ? outer.effectBuffer() : null;
        for (long left = event.shardSet(); left != 0; left &= left - 1) {
            final ShardPart part = event.part(Long.numberOfTrailingZeros(left));
            if (part.hasEffect()) {
                buffer.putBytes(part.effect().address(), part.effect().length());
            }
            isRequestRepeated |= part.isChanged();
            part.deliveries().forEach(outer::deliver);
            part.resetServed();
            part.reset();
        }
        hasChanged |= isRequestRepeated;
        if (buffer == null) {
            return;
        }
        if (isRequestRepeated) {
            effects.wrap(buffer).request(event);
        }
        if (buffer.length() == callSelected) {
            buffer.truncate(callStart);
        } else {
            effectDatabase = callDatabase;
        }
    }

    private static long mix(final long value) {
        final long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        return mixed ^ mixed >>> 31;
    }
}
