package org.ouzel.engine.lua;

/** A function of the host. */
public final class NativeFunction extends LuaFunction {
    /** The code of a function. */
    @FunctionalInterface
    public interface Body {
        /** Takes arguments from the call, and adds results to it; errors are thrown as {@link LuaError}. */
        void run(NativeCall call);
    }

    final Body body;

    public NativeFunction(final Body body) {
        this.body = body;
    }
}
