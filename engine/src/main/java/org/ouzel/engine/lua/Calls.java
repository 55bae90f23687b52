package org.ouzel.engine.lua;

/** Begins and ends calls: of scripts' functions, of the host's, across coroutines, and by errors. */
final class Calls {
    private static final int BYTES_PER_CLOSURE = 48;
    private static final String ITERATOR = "local '(for generator)'";
    private static final LuaString CALL_EVENT = LuaString.of("__call");
    private static final LuaString ARGUMENT_COUNT = LuaString.of("n");

    private final Interpreter interpreter;
    private final NativeCall call;

    Calls(final Interpreter interpreter, final NativeCall call) {
        this.interpreter = interpreter;
        this.call = call;
    }

    /**
     * Calls what lies at a position, with arguments behind it.
     *
     * @return whether the innermost frame is another now; if not, the results are where they should be
     */
    boolean call(final LuaThread thread, final int function, final int count, final int destination,
        final int wanted) {
        int argumentCount = count;
        for (;;) {
            final Object callee = thread.stack[function];
            if (callee instanceof LuaClosure closure) {
                enter(thread, closure, function, argumentCount, destination, wanted);
                return true;
            }
            if (callee instanceof NativeFunction nativeFunction) {
                call.begin(thread, function + 1, argumentCount);
                nativeFunction.body.run(call);
                if (call.action == NativeCall.Action.RETURN) {
                    deliver(thread, call.results, 0, call.resultCount, destination, wanted);
                    return false;
                }
                if (call.action != NativeCall.Action.TAIL_CALL) {
                    return act(thread, function, destination, wanted);
                }
                argumentCount = putResults(thread, function) - 1;
                continue;
            }
            final Object handler = interpreter.metamethods().of(callee, CALL_EVENT);
            if (!(handler instanceof LuaFunction)) {
                final String name = interpreter.calledName();
                throw interpreter.metamethods().typeError("call", callee,
                    ITERATOR.equals(name) ? null : name);
            }
            thread.ensure(function + argumentCount + 2);
            System.arraycopy(thread.stack, function, thread.stack, function + 1, argumentCount + 1);
            thread.stack[function] = handler;
            argumentCount++;
        }
    }

    /** Calls a function in place of the running one. */
    boolean tailCall(final LuaThread thread, final Frame frame, final int function, final int count) {
        if (!(thread.stack[function] instanceof LuaClosure closure)) {
            return call(thread, function, count, function, -1);
        }
        System.arraycopy(thread.stack, function, thread.stack, frame.function, count + 1);
        thread.frameCount--;
        enter(thread, closure, frame.function, count, frame.destination, frame.wanted);
        return true;
    }

    /** Ends a script's function with values that lie on the stack. */
    void returnFrom(final LuaThread thread, final Frame frame, final int first, final int count) {
        thread.frameCount--;
        deliver(thread, thread.stack, first, count, frame.destination, frame.wanted);
        settle(thread);
    }

    void vararg(final LuaThread thread, final Frame frame, final int destination, final int wanted) {
        thread.ensure(destination + Math.max(frame.varargCount, wanted));
        deliver(thread, thread.stack, frame.varargStart, frame.varargCount, destination, wanted);
    }

    LuaClosure closure(final Frame frame, final Prototype prototype, final Object[] stack) {
        interpreter.meter().charge(BYTES_PER_CLOSURE);
        final Cell[] cells = new Cell[prototype.captures.length];
        for (int i = 0; i < cells.length; i++) {
            final int capture = prototype.captures[i];
            cells[i] = capture < 0 ? frame.closure.cells[~capture] : (Cell) stack[frame.base + capture];
        }
        return new LuaClosure(prototype, cells);
    }

    void setList(final LuaThread thread, final int table, final int count, final int firstNumber) {
        final LuaTable target = (LuaTable) thread.stack[table];
        final int length = count >= 0 ? count : thread.top - table - 1;
        target.growArray(firstNumber + length - 1);
        for (int i = length; i > 0; i--) {
            target.setInt(firstNumber + i - 1, thread.stack[table + i]);
        }
    }

    /**
     * Hands an error to whoever protects the calls under way, leaving those between.
     *
     * @return false if nobody does
     */
    boolean unwind(final LuaError error) {
        Object value = error.value();
        LuaThread thread = interpreter.current();
        for (;;) {
            while (thread.frameCount > 0) {
                final Frame frame = thread.frame();
                thread.frameCount--;
                if (!error.isFatal() && catches(thread, frame, value)) {
                    return true;
                }
            }
            if (thread == interpreter.main()) {
                return false;
            }
            thread.status = LuaThread.Status.DEAD;
            thread.clear();
            thread = thread.resumer;
            interpreter.switchTo(thread);
            thread.status = LuaThread.Status.RUNNING;
            final Frame marker = thread.frame();
            thread.frameCount--;
            if (marker.kind == Frame.Kind.RESUMED && !error.isFatal()) {
                deliver(thread, new Object[] {Boolean.FALSE, value}, 0, 2, marker.destination, marker.wanted);
                settle(thread);
                return true;
            }
            if (value instanceof LuaString text) {
                interpreter.meter().charge(text.length());
                value = LuaString.of(interpreter.where(1) + text);
            }
        }
    }

    private boolean catches(final LuaThread thread, final Frame frame, final Object value) {
        if (frame.kind != Frame.Kind.LUA && value instanceof LuaString text) {
            // Messages are made in many places, and grow as they are thrown again.
            interpreter.meter().charge(text.length());
        }
        switch (frame.kind) {
            case PROTECTED, HANDLER -> {
                final Object shown = frame.kind == Frame.Kind.PROTECTED ? interpreter.caught(value) : value;
                deliver(thread, new Object[] {Boolean.FALSE, shown}, 0, 2, frame.destination, frame.wanted);
                settle(thread);
                return true;
            }
            case HANDLED -> {
                final Object handler = frame.handler;
                final Frame marker = thread.push(Frame.Kind.HANDLER, frame.destination, frame.wanted);
                thread.ensure(marker.base + 2);
                thread.stack[marker.base] = handler;
                thread.stack[marker.base + 1] = value;
                if (!call(thread, marker.base, 1, marker.base, -1)) {
                    settle(thread);
                }
                return true;
            }
            default -> {
                return false;
            }
        }
    }

    private void enter(final LuaThread thread, final LuaClosure closure, final int function, final int count,
        final int destination, final int wanted) {
        final Prototype prototype = closure.prototype;
        final int fixedCount = prototype.parameterCount;
        final Frame frame = thread.push(Frame.Kind.LUA, destination, wanted);
        final int base = prototype.isVararg ? function + 1 + count : function + 1;
        try {
            thread.ensure(Math.max(base + prototype.registerCount, function + 1 + count));
        } catch (final LuaThread.StackLimit e) {
            thread.frameCount--;
            throw e;
        }
        final Object[] stack = thread.stack;
        frame.closure = closure;
        frame.function = function;
        frame.base = base;
        frame.pc = 0;
        if (prototype.isVararg) {
            for (int i = 0; i < fixedCount; i++) {
                stack[base + i] = i < count ? stack[function + 1 + i] : null;
            }
            frame.varargStart = function + 1 + fixedCount;
            frame.varargCount = Math.max(0, count - fixedCount);
            stack[base + fixedCount] = prototype.hasArgTable ? argumentTable(stack, frame) : null;
        } else {
            for (int i = count; i < fixedCount; i++) {
                stack[base + i] = null;
            }
        }
    }

    private LuaTable argumentTable(final Object[] stack, final Frame frame) {
        final LuaTable table = new LuaTable(interpreter.meter(), frame.varargCount, 1);
        for (int i = 0; i < frame.varargCount; i++) {
            table.setInt(i + 1, stack[frame.varargStart + i]);
        }
        table.set(ARGUMENT_COUNT, (double) frame.varargCount);
        return table;
    }

    /** Does what a host's function has asked for. */
    private boolean act(final LuaThread thread, final int function, final int destination, final int wanted) {
        switch (call.action) {
            case PROTECT, HANDLE -> {
                final Frame marker = thread.push(call.action == NativeCall.Action.PROTECT ? Frame.Kind.PROTECTED
                    : Frame.Kind.HANDLED, destination, wanted);
                marker.base = function;
                if (call.action == NativeCall.Action.HANDLE) {
                    marker.handler = call.results[--call.resultCount];
                }
                final int count = putResults(thread, function) - 1;
                if (!call(thread, function, count, function, -1)) {
                    settle(thread);
                }
            }
            case RESUME, WRAP -> resume(thread, function, destination, wanted);
            case YIELD -> suspend(thread, destination, wanted);
            default -> throw new IllegalStateException("unexpected action=" + call.action);
        }
        return true;
    }

    private void resume(final LuaThread thread, final int function, final int destination, final int wanted) {
        final LuaThread resumed = (LuaThread) call.results[0];
        final boolean isWrapped = call.action == NativeCall.Action.WRAP;
        final int count = call.resultCount - 1;
        final Frame marker = thread.push(isWrapped ? Frame.Kind.WRAPPED : Frame.Kind.RESUMED, destination, wanted);
        marker.base = function;
        thread.status = LuaThread.Status.NORMAL;
        resumed.status = LuaThread.Status.RUNNING;
        resumed.resumer = thread;
        interpreter.switchTo(resumed);
        if (resumed.entry == null) {
            deliver(resumed, call.results, 1, count, resumed.yieldDestination, resumed.yieldWanted);
            settle(resumed);
            return;
        }
        resumed.ensure(count + 1);
        resumed.stack[0] = resumed.entry;
        resumed.entry = null;
        System.arraycopy(call.results, 1, resumed.stack, 1, count);
        if (!call(resumed, 0, count, 0, -1)) {
            settle(resumed);
        }
    }

    private void suspend(final LuaThread thread, final int destination, final int wanted) {
        thread.yieldDestination = destination;
        thread.yieldWanted = wanted;
        thread.status = LuaThread.Status.SUSPENDED;
        handOver(thread.resumer, call.results, call.resultCount);
    }

    /** Gives a coroutine's values to who resumed it. */
    private void handOver(final LuaThread resumer, final Object[] values, final int count) {
        interpreter.switchTo(resumer);
        resumer.status = LuaThread.Status.RUNNING;
        final Frame marker = resumer.frame();
        resumer.frameCount--;
        final int shift = marker.kind == Frame.Kind.RESUMED ? 1 : 0;
        final Object[] handed = new Object[count + shift];
        System.arraycopy(values, 0, handed, shift, count);
        if (shift == 1) {
            handed[0] = Boolean.TRUE;
        }
        deliver(resumer, handed, 0, handed.length, marker.destination, marker.wanted);
        settle(resumer);
    }

    private int putResults(final LuaThread thread, final int position) {
        thread.ensure(position + call.resultCount);
        System.arraycopy(call.results, 0, thread.stack, position, call.resultCount);
        return call.resultCount;
    }

    private static void deliver(final LuaThread thread, final Object[] values, final int first, final int count,
        final int destination, final int wanted) {
        if (wanted == 1) {
            thread.stack[destination] = count > 0 ? values[first] : null;
            return;
        }
        if (wanted < 0) {
            final boolean isOwnStack = values == thread.stack;
            thread.ensure(destination + count);
            System.arraycopy(isOwnStack ? thread.stack : values, first, thread.stack, destination, count);
            thread.top = destination + count;
            return;
        }
        final boolean isOwnStack = values == thread.stack;
        thread.ensure(destination + wanted);
        final int copied = Math.min(count, wanted);
        System.arraycopy(isOwnStack ? thread.stack : values, first, thread.stack, destination, copied);
        for (int i = copied; i < wanted; i++) {
            thread.stack[destination + i] = null;
        }
    }

    /** Goes on after values were delivered to the innermost frame: markers hand them on, until a script's goes on. */
    private void settle(final LuaThread thread) {
        for (;;) {
            if (thread.frameCount == 0) {
                if (thread == interpreter.main()) {
                    interpreter.finish();
                } else {
                    thread.status = LuaThread.Status.DEAD;
                    final Object[] values = thread.stack;
                    final int count = thread.top;
                    handOver(thread.resumer, values, count);
                }
                return;
            }
            final Frame frame = thread.frame();
            if (frame.kind == Frame.Kind.LUA) {
                if (frame.pendingTarget != Frame.NOT_PENDING) {
                    if (Values.isTrue(thread.stack[frame.pendingResult]) == frame.isPendingExpected) {
                        frame.pc = frame.pendingTarget;
                    }
                    frame.pendingTarget = Frame.NOT_PENDING;
                }
                return;
            }
            thread.frameCount--;
            final boolean isHandler = frame.kind == Frame.Kind.HANDLER;
            final int count = isHandler ? 1 : thread.top - frame.base;
            thread.ensure(frame.base + count + 1);
            final Object[] stack = thread.stack;
            if (isHandler && thread.top == frame.base) {
                stack[frame.base] = null;
            }
            System.arraycopy(stack, frame.base, stack, frame.base + 1, count);
            stack[frame.base] = !isHandler;
            deliver(thread, stack, frame.base, count + 1, frame.destination, frame.wanted);
        }
    }
}
