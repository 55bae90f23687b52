package org.ouzel.engine.lua;

import java.util.Locale;

/** The library {@code coroutine}. */
final class CoroutineLibrary {
    /** How many coroutines may have resumed each other at once. */
    private static final int MAX_DEPTH = 198;
    private static final int BYTES_PER_THREAD = 2048;

    private CoroutineLibrary() {
    }

    static void open(final Interpreter interpreter) {
        final Library table = new Library(interpreter);
        table.add("create", call -> call.result(create(call))).add("resume", CoroutineLibrary::resume)
            .add("running", CoroutineLibrary::running).add("status", CoroutineLibrary::status)
            .add("wrap", CoroutineLibrary::wrap).add("yield", CoroutineLibrary::yield);
        interpreter.globals().set("coroutine", table.table());
    }

    private static LuaThread create(final NativeCall call) {
        if (!(call.get(1) instanceof LuaClosure function)) {
            throw call.argumentError(1, "Lua function expected");
        }
        call.interpreter().meter().charge(BYTES_PER_THREAD);
        final LuaThread thread = new LuaThread();
        thread.entry = function;
        return thread;
    }

    private static LuaThread thread(final NativeCall call) {
        if (call.get(1) instanceof LuaThread thread) {
            return thread;
        }
        throw call.argumentError(1, "coroutine expected");
    }

    private static void resume(final NativeCall call) {
        final LuaThread thread = thread(call);
        final String refusal = refusal(call, thread);
        if (refusal != null) {
            call.result(false);
            call.result(LuaString.of(refusal));
            return;
        }
        call.resultArguments(1);
        call.action = NativeCall.Action.RESUME;
    }

    /** Returns why a coroutine can't be resumed, or null. */
    private static String refusal(final NativeCall call, final LuaThread thread) {
        if (thread.status == LuaThread.Status.SUSPENDED) {
            thread.depth = call.thread().depth + 1;
            return thread.depth > MAX_DEPTH ? "C stack overflow" : null;
        }
        return thread.status == LuaThread.Status.DEAD ? "cannot resume dead coroutine"
            : "cannot resume non-suspended coroutine";
    }

    private static void wrap(final NativeCall call) {
        final LuaThread thread = create(call);
        call.result(new NativeFunction(resuming -> {
            final String refusal = refusal(resuming, thread);
            if (refusal != null) {
                throw resuming.error(refusal);
            }
            resuming.result(thread);
            resuming.resultArguments(1);
            resuming.action = NativeCall.Action.WRAP;
        }));
    }

    private static void yield(final NativeCall call) {
        if (call.thread() == call.interpreter().main()) {
            throw new LuaError("attempt to yield across metamethod/C-call boundary");
        }
        call.resultArguments(1);
        call.action = NativeCall.Action.YIELD;
    }

    private static void running(final NativeCall call) {
        call.result(call.thread() == call.interpreter().main() ? null : call.thread());
    }

    private static void status(final NativeCall call) {
        call.result(LuaString.of(thread(call).status.name().toLowerCase(Locale.ROOT)));
    }
}
