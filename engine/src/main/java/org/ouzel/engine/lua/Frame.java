package org.ouzel.engine.lua;

/** One call that is under way. Reused. */
final class Frame {
    /** What a frame stands for. */
    enum Kind {
        /** A script's function. */
        LUA,
        /** {@code pcall}: what returns into it is handed on behind {@code true}, an error behind {@code false}. */
        PROTECTED,
        /** {@code xpcall}: as before, an error's value being what the handler makes of it. */
        HANDLED,
        /** The handler of an {@code xpcall} at work. */
        HANDLER,
        /** {@code coroutine.resume}, while the coroutine runs. */
        RESUMED,
        /** A function of {@code coroutine.wrap}, while the coroutine runs. */
        WRAPPED
    }

    static final int NOT_PENDING = -1;

    Kind kind;
    LuaClosure closure;
    /** The first register; of a marker, where what returns into it lies. */
    int base;
    /** Where the function lay when it was called. */
    int function;
    int pc;
    /** Where results go on the thread's stack, and how many are wanted, -1 for all. */
    int destination;
    int wanted;
    int varargStart;
    int varargCount;
    /** A comparison waits for a metamethod's result: where to jump to if it is as expected. */
    int pendingTarget;
    boolean isPendingExpected;
    int pendingResult;
    /** The last register of a concatenation that waits for a metamethod, or -1. */
    int concatLast;
    Object handler;
}
