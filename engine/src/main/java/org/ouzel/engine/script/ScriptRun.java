package org.ouzel.engine.script;

import org.ouzel.engine.ServerState;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.KeyList;
import org.ouzel.engine.command.RequestArguments;
import org.ouzel.engine.lua.LuaError;
import org.ouzel.engine.ring.CommandEvent;
import org.ouzel.engine.ring.NestedCalls;
import org.ouzel.engine.ring.PausedScript;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.ReplyWriter;

/**
 * One script at work: what it may do, the commands that it calls, and the time that it takes.
 *
 * <p>If it takes longer than {@code busy-reply-threshold} it pauses, see {@link PausedScript}. A script in a
 * transaction can't, since its slot has more to do; nor can one beside which other shards go on, since these have
 * passed its slot: such a script ends with an error instead, unlike in Redis.
 *
 * <p>The thread that runs the script's command, or the tick in which it goes on.
 */
final class ScriptRun implements PausedScript {
    private static final long NS_PER_MS = 1_000_000;
    /** What a tick gives to a paused script, so that the IO loops have their turn. */
    private static final long SLICE_NS = 10 * NS_PER_MS;
    private static final String TOO_LONG = "scripts in a transaction ran for longer than busy-reply-threshold";
    private static final String CONFINED_TOO_LONG = "script flagged no-cross-slot-keys ran for longer than "
        + "busy-reply-threshold";

    private boolean isResp3;
    private boolean isKilled;
    private boolean isPaused;
    private boolean hasCalledWrite;
    private CommandEvent event;
    private long sliceEndNs;
    private final ScriptState state;
    private final CommandContext context;
    private final NestedCalls calls;
    private final ScriptRights rights;
    private final String name;
    private final SlotGuard guard;
    private final long startNs = System.nanoTime();
    private final long thresholdMs;
    private final ReplyWriter reply;

    /**
     * @param name     how errors call it: a script's digest, or a function's name
     * @param firstKey the first of its keys among the command's arguments
     */
    ScriptRun(final ScriptState state, final CommandContext context, final ScriptRights rights, final String name,
        final int firstKey, final int keyCount) {
        this.state = state;
        this.context = context;
        this.calls = context.nestedCalls();
        this.rights = rights;
        this.name = name;
        this.event = context.event();
        this.reply = context.reply();
        this.guard = rights.isConfined() ? new SlotGuard(context, firstKey, keyCount) : null;
        thresholdMs = context.server().busyReplyThresholdMs();
        sliceEndNs = thresholdMs <= 0 || thresholdMs > Long.MAX_VALUE / NS_PER_MS ? Long.MAX_VALUE
            : event.transaction() == null ? startNs + thresholdMs * NS_PER_MS
            : event.transaction().scriptEndNs(startNs + thresholdMs * NS_PER_MS);
    }

    void begin() {
        calls.begin(context, true);
        calls.setResp3(false);
    }

    void end() {
        calls.end();
    }

    ServerState server() {
        return context.server();
    }

    String name() {
        return name;
    }

    ScriptRights rights() {
        return rights;
    }

    CommandEvent event() {
        return event;
    }

    long elapsedMs() {
        return (System.nanoTime() - startNs) / NS_PER_MS;
    }

    /** Returns where the reply goes. */
    ReplyWriter reply() {
        return isPaused ? reply.wrap(event.reply(), event.isResp3()) : reply;
    }

    /** Tells whether it is time to pause; throws if the script is to end. */
    boolean isToPause() {
        if (isKilled) {
            throw LuaError.fatal("Script killed by user with " + (rights.isFunction() ? "FUNCTION" : "SCRIPT")
                + " KILL...");
        }
        if (System.nanoTime() - sliceEndNs < 0) {
            return false;
        }
        if (event.isNested()) {
            throw LuaError.fatal(TOO_LONG);
        }
        if (Long.bitCount(event.shardSet()) < server().shardCount()) {
            throw LuaError.fatal(CONFINED_TOO_LONG);
        }
        return true;
    }

    /** Takes the request out of its slot, which ends without a reply. */
    void pause() {
        isPaused = true;
        final CommandEvent slot = event;
        event = slot.detach();
        calls.moveTo(event);
        slot.setReplyLate(Long.MAX_VALUE);
        server().setPausedScript(this);
    }

    @Override
    public boolean proceed() {
        sliceEndNs = System.nanoTime() + SLICE_NS;
        return state.proceed(this);
    }

    @Override
    public CommandEvent request() {
        return event;
    }

    @Override
    public String busyError() {
        return rights.isFunction() ? Errors.BUSY_FUNCTION : Errors.BUSY_SCRIPT;
    }

    @Override
    public void close() {
        event.close();
    }

    boolean hasChanged() {
        return calls.hasChanged();
    }

    /** Has it end at its next step. */
    void kill() {
        isKilled = true;
    }

    /** Returns why the script may not make a request, or null. */
    String refusal(final CommandSpec spec, final RequestArguments request) {
        final String foreign = guard == null ? null : guard.refusal(spec, request);
        if (foreign != null) {
            return foreign;
        }
        if (rights.isReadonly() && spec.isWrite()) {
            return "ERR Write commands are not allowed from read-only scripts.";
        }
        final String restriction = server().restrictions().isAny() ? server().restrictions().refusalOf(spec) : null;
        if (restriction != null) {
            return restriction;
        }
        // A script that may have changed something already is let go on, rather than be left half done.
        if (rights.isOomChecked() && spec.isDenyOom() && !hasCalledWrite && server().isOutOfMemory(event)) {
            return Errors.OUT_OF_MEMORY;
        }
        hasCalledWrite |= spec.isWrite();
        return null;
    }

    NativeBuffer call(final CommandSpec spec, final ScriptRequest request) {
        return calls.call(spec, request.address(), request.length(), request.argCount(), request.pairs(), 0);
    }

    boolean isCallError() {
        return calls.isError();
    }

    /** Tells whether the user may make a request. */
    boolean isAllowed(final CommandSpec spec, final RequestArguments request, final KeyList keys) {
        return event.user().permissions().isFree(spec.id())
            || event.user().permissions().rules().check(spec, request, keys) == null;
    }

    /** Lets replies to the script be in RESP3 from now on, or in RESP2. */
    void setResp3(final boolean newResp3) {
        isResp3 = newResp3;
        calls.setResp3(newResp3);
    }

    boolean isResp3() {
        return isResp3;
    }
}
