package org.ouzel.engine.lua;

import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * Runs Lua functions.
 *
 * <p>No Lua call, metamethod, {@code pcall} or coroutine nests on the Java stack: all that a script is in the midst of
 * lies in its {@link LuaThread}s. So a script can be left at any loop or call and be gone on with later, by another
 * turn of the same Java thread; it may nest as deep as the reference implementation lets it; and nothing that it does
 * can overflow the Java stack.
 *
 * <p>One thread at a time.
 */
public final class Interpreter {
    /** Steps between two looks at the clock: some 50 microseconds. */
    private static final int STEP_INTERVAL = 5_000;

    private int stepsLeft = STEP_INTERVAL;
    private boolean isFinished;
    private LuaTable stringMetatable;
    private LongConsumer randomSeeder = seed -> { };
    private BooleanSupplier pause = () -> false;
    private UnaryOperator<Object> caught = UnaryOperator.identity();
    private LuaThread current;
    private final LuaThread main = new LuaThread();
    private final LuaTable globals;
    private final LuaTable registry;
    private final MemoryMeter meter;
    private final NativeCall call = new NativeCall(this);
    private final Calls calls = new Calls(this, call);
    private final Metamethods metamethods = new Metamethods(this, calls);

    /** @param limitBytes what all values together may take */
    public Interpreter(final long limitBytes) {
        meter = new MemoryMeter(limitBytes);
        globals = new LuaTable(meter);
        registry = new LuaTable(meter);
        meter.measureBy(() -> Reachable.bytesFrom(globals, registry, stringMetatable, main, current));
        meter.spendBy(this::spend);
        current = main;
    }

    /**
     * Compiles a chunk.
     *
     * @param chunkName how messages call it
     * @throws LuaError with the message of a syntax error
     */
    public static Prototype compile(final byte[] source, final String chunkName) {
        return compile(source, chunkName, "@" + chunkName);
    }

    static Prototype compile(final byte[] source, final String chunkName, final String wholeName) {
        try {
            final Prototype prototype = FunctionCode.generate(new Parser(source, chunkName).parse(), chunkName);
            prototype.nameSource(wholeName);
            return prototype;
        } catch (final StackOverflowError e) {
            // Chains such as f()()() nest as they are compiled; nothing is left half done by this.
            throw new LuaError(chunkName + ": chunk has too many syntax levels");
        }
    }

    /** Opens the standard libraries that can do no harm: none that reaches files, processes or byte code. */
    public void openLibraries() {
        StringLibrary.open(this);
        TableLibrary.open(this);
        MathLibrary.open(this);
        CoroutineLibrary.open(this);
        BaseLibrary.open(this);
    }

    void setRandomSeeder(final LongConsumer seeder) {
        randomSeeder = seeder;
    }

    /** Sets what {@code math.random} starts from. */
    public void seedRandom(final long seed) {
        randomSeeder.accept(seed);
    }

    public LuaTable globals() {
        return globals;
    }

    /** Returns a table that scripts can't see, for values that the host keeps. */
    public LuaTable registry() {
        return registry;
    }

    public MemoryMeter meter() {
        return meter;
    }

    /** Returns a function that runs a chunk. */
    public LuaFunction function(final Prototype chunk) {
        return new LuaClosure(chunk, new Cell[0]);
    }

    public LuaTable stringMetatable() {
        return stringMetatable;
    }

    public void setStringMetatable(final LuaTable metatable) {
        stringMetatable = metatable;
    }

    /** Names who turns the value of an error into what {@code pcall} returns. */
    public void onCaught(final UnaryOperator<Object> newCaught) {
        caught = newCaught;
    }

    Object caught(final Object value) {
        return caught.apply(value);
    }

    /**
     * Names who is asked now and then whether a running script is to pause; it may also throw a {@link LuaError}, which
     * ends the script.
     */
    public void onStep(final BooleanSupplier newPause) {
        pause = newPause;
    }

    /** Counts work towards the next look at the clock. */
    void spend(final int steps) {
        stepsLeft -= steps;
    }

    /**
     * Calls a function.
     *
     * @return whether it has ended; if not, it pauses, and {@link #proceed()} goes on with it
     * @throws LuaError what it threw
     */
    public boolean start(final LuaFunction function, final Object... arguments) {
        main.clear();
        main.status = LuaThread.Status.RUNNING;
        current = main;
        isFinished = false;
        main.ensure(arguments.length + 1);
        main.stack[0] = function;
        System.arraycopy(arguments, 0, main.stack, 1, arguments.length);
        try {
            if (!calls.call(main, 0, arguments.length, 0, -1)) {
                isFinished = true;
            }
        } catch (final LuaError e) {
            recover(e);
        }
        return proceed();
    }

    /** Goes on with a function that pauses; as {@link #start}. */
    public boolean proceed() {
        while (!isFinished) {
            try {
                execute();
                if (!isFinished) {
                    return false;
                }
            } catch (final LuaError e) {
                recover(e);
            } catch (final LuaThread.StackLimit e) {
                recover(new LuaError(here() + "stack overflow"));
            }
        }
        return true;
    }

    /** Returns the first value that the function has returned. */
    public Object firstResult() {
        return main.top > 0 ? main.stack[0] : null;
    }

    /** Lets go of what the last function has left on the stack. */
    public void reset() {
        main.clear();
        current = main;
        isFinished = true;
        meter.settle();
    }

    /**
     * Returns the place that errors begin with, such as {@code user_script:1: }.
     *
     * @param level 1 for the function that calls the running native one, 2 for who called that
     */
    public String where(final int level) {
        int index = current.frameCount - 1;
        while (index >= 0 && current.frames[index].kind == Frame.Kind.LUA
            && current.frames[index].closure.prototype.isBuiltin) {
            index--;
        }
        return place(index - level + 1);
    }

    /** Returns the place that errors of the running instruction begin with; empty in the host's own code. */
    String here() {
        return place(current.frameCount - 1);
    }

    private String place(final int index) {
        final Frame frame = index < 0 ? null : current.frames[index];
        if (frame == null || frame.kind != Frame.Kind.LUA || frame.closure.prototype.isBuiltin || frame.pc == 0) {
            return "";
        }
        final Prototype prototype = frame.closure.prototype;
        return prototype.source + ":" + prototype.lineBefore(frame.pc) + ": ";
    }

    /** Returns how the source calls the native function that is running, such as {@code field 'x'}; null if unknown. */
    String calledName() {
        final Frame frame = current.frameCount == 0 ? null : current.frame();
        if (frame == null || frame.kind != Frame.Kind.LUA || frame.pc == 0) {
            return null;
        }
        final Prototype prototype = frame.closure.prototype;
        final int at = frame.pc - Prototype.INSTRUCTION_LENGTH;
        final int operation = prototype.code[at];
        final boolean isCall = operation == Operation.CALL || operation == Operation.TAIL_CALL
            || operation == Operation.ITERATE;
        return isCall ? prototype.leftNames[at / Prototype.INSTRUCTION_LENGTH] : null;
    }

    LuaThread current() {
        return current;
    }

    LuaThread main() {
        return main;
    }

    void switchTo(final LuaThread thread) {
        current = thread;
    }

    void finish() {
        isFinished = true;
    }

    Metamethods metamethods() {
        return metamethods;
    }

    /** Finds who catches an error, or throws it to the host. */
    private void recover(final LuaError error) {
        LuaError thrown = error;
        for (;;) {
            locate(thrown);
            try {
                if (!calls.unwind(thrown)) {
                    isFinished = true;
                    throw thrown;
                }
                return;
            } catch (final LuaThread.StackLimit e) {
                thrown = new LuaError("stack overflow");
            } catch (final LuaError e) {
                if (e == thrown) {
                    throw e;
                }
                thrown = e;
            }
        }
    }

    private void locate(final LuaError error) {
        for (int i = current.frameCount - 1; i >= 0; i--) {
            final Frame frame = current.frames[i];
            if (frame.kind == Frame.Kind.LUA && !frame.closure.prototype.isBuiltin) {
                error.locate(frame.closure.prototype.sourceName, frame.closure.prototype.lineBefore(frame.pc));
                return;
            }
        }
    }

    private boolean isToPause() {
        stepsLeft = STEP_INTERVAL;
        return pause.getAsBoolean();
    }

    /**
     * Runs until the function that was started has returned, or the script pauses.
     *
     * <p>One method, and kept below the 8,000 bytes of byte code above which the JVM doesn't compile: whatever is rare
     * is elsewhere.
     */
    @SuppressWarnings("checkstyle:methodlength")
    private void execute() {
        while (!isFinished) {
            if (--stepsLeft < 0 && isToPause()) {
                return;
            }
            final LuaThread thread = current;
            final Frame frame = thread.frame();
            final LuaClosure closure = frame.closure;
            final Prototype prototype = closure.prototype;
            final int[] code = prototype.code;
            final Object[] constants = prototype.constants;
            final int base = frame.base;
            Object[] stack = thread.stack;
            int pc = frame.pc;
            boolean isSameFrame = true;
            while (isSameFrame) {
                final int operation = code[pc];
                final int a = code[pc + 1];
                final int b = code[pc + 2];
                final int c = code[pc + 3];
                pc += Prototype.INSTRUCTION_LENGTH;
                frame.pc = pc;
                switch (operation) {
                    case Operation.MOVE -> stack[base + a] = b >= 0 ? stack[base + b] : constants[~b];
                    case Operation.LOADK -> stack[base + a] = constants[b];
                    case Operation.LOADNIL -> {
                        for (int i = a; i <= b; i++) {
                            stack[base + i] = null;
                        }
                    }
                    case Operation.GETUPVAL -> stack[base + a] = closure.cells[b].value;
                    case Operation.SETUPVAL -> closure.cells[a].value = b >= 0 ? stack[base + b] : constants[~b];
                    case Operation.GETCELL -> stack[base + a] = ((Cell) stack[base + b]).value;
                    case Operation.SETCELL ->
                        ((Cell) stack[base + a]).value = b >= 0 ? stack[base + b] : constants[~b];
                    case Operation.NEWCELL -> stack[base + a] = new Cell(stack[base + b]);
                    case Operation.GETGLOBAL -> {
                        final Object value = globals.get((LuaString) constants[b]);
                        if (value != null) {
                            stack[base + a] = value;
                        } else {
                            isSameFrame = !metamethods.index(thread, frame, globals, constants[b], base + a);
                            stack = thread.stack;
                        }
                    }
                    case Operation.SETGLOBAL -> {
                        isSameFrame = !metamethods.store(thread, frame, globals, constants[b],
                            a >= 0 ? stack[base + a] : constants[~a]);
                        stack = thread.stack;
                    }
                    case Operation.GETTABLE -> {
                        final Object key = c >= 0 ? stack[base + c] : constants[~c];
                        final Object value = stack[base + b] instanceof LuaTable table ? table.get(key) : null;
                        if (value != null) {
                            stack[base + a] = value;
                        } else {
                            isSameFrame = !metamethods.index(thread, frame, stack[base + b], key, base + a);
                            stack = thread.stack;
                        }
                    }
                    case Operation.SETTABLE -> {
                        isSameFrame = !metamethods.store(thread, frame, stack[base + a],
                            b >= 0 ? stack[base + b] : constants[~b], c >= 0 ? stack[base + c] : constants[~c]);
                        stack = thread.stack;
                    }
                    case Operation.NEWTABLE -> stack[base + a] = new LuaTable(meter, b, c);
                    case Operation.SELF -> {
                        final Object object = stack[base + b];
                        stack[base + a + 1] = object;
                        isSameFrame = !metamethods.index(thread, frame, object, constants[~c], base + a);
                        stack = thread.stack;
                    }
                    case Operation.ADD, Operation.SUB, Operation.MUL, Operation.DIV, Operation.MOD, Operation.POW -> {
                        final Object left = b >= 0 ? stack[base + b] : constants[~b];
                        final Object right = c >= 0 ? stack[base + c] : constants[~c];
                        if (left instanceof Double x && right instanceof Double y) {
                            stack[base + a] = Arithmetic.apply(operation, x, y);
                        } else {
                            isSameFrame = !metamethods.arithmetic(thread, frame, operation, left, right, base + a);
                            stack = thread.stack;
                        }
                    }
                    case Operation.UNM -> {
                        if (stack[base + b] instanceof Double number) {
                            stack[base + a] = -number;
                        } else {
                            isSameFrame = !metamethods.negate(thread, frame, stack[base + b], base + a);
                            stack = thread.stack;
                        }
                    }
                    case Operation.NOT -> stack[base + a] = !Values.isTrue(stack[base + b]);
                    case Operation.LEN -> {
                        isSameFrame = !metamethods.length(thread, frame, stack[base + b], base + a);
                        stack = thread.stack;
                    }
                    case Operation.CONCAT -> {
                        isSameFrame = !metamethods.concatenate(thread, frame, b, c, base + a);
                        stack = thread.stack;
                        pc = frame.pc;
                    }
                    case Operation.JUMP -> {
                        if (a < pc && --stepsLeft < 0) {
                            frame.pc = a;
                            isSameFrame = false;
                        }
                        pc = a;
                    }
                    case Operation.JUMP_IF -> pc = Values.isTrue(stack[base + b]) ? a : pc;
                    case Operation.JUMP_UNLESS -> pc = Values.isTrue(stack[base + b]) ? pc : a;
                    case Operation.JUMP_EQ, Operation.JUMP_NE -> {
                        final Object left = b >= 0 ? stack[base + b] : constants[~b];
                        final Object right = c >= 0 ? stack[base + c] : constants[~c];
                        if (Values.rawEqual(left, right)) {
                            pc = operation == Operation.JUMP_EQ ? a : pc;
                        } else if (!metamethods.mayBeEqual(left, right)) {
                            pc = operation == Operation.JUMP_EQ ? pc : a;
                        } else {
                            isSameFrame = !metamethods.equal(thread, frame, left, right,
                                operation == Operation.JUMP_EQ, a);
                            stack = thread.stack;
                            pc = frame.pc;
                        }
                    }
                    case Operation.JUMP_LT, Operation.JUMP_NOT_LT, Operation.JUMP_LE, Operation.JUMP_NOT_LE -> {
                        final Object left = b >= 0 ? stack[base + b] : constants[~b];
                        final Object right = c >= 0 ? stack[base + c] : constants[~c];
                        if (left instanceof Double x && right instanceof Double y) {
                            pc = Arithmetic.isMet(operation, x, y) ? a : pc;
                        } else {
                            isSameFrame = !metamethods.order(thread, frame, operation, left, right, a);
                            stack = thread.stack;
                            pc = frame.pc;
                        }
                    }
                    case Operation.FOR_PREPARE -> {
                        Arithmetic.prepareFor(this, stack, base + a);
                        pc = Arithmetic.hasRound(stack, base + a) ? pc : b;
                    }
                    case Operation.FOR_LOOP -> {
                        final double number = (Double) stack[base + a] + (Double) stack[base + a + 2];
                        stack[base + a] = number;
                        if (Arithmetic.hasRound(stack, base + a)) {
                            pc = b;
                            frame.pc = b;
                            isSameFrame = --stepsLeft >= 0;
                        }
                    }
                    case Operation.ITERATE -> {
                        stack[base + a + 3] = stack[base + a];
                        stack[base + a + 4] = stack[base + a + 1];
                        stack[base + a + 5] = stack[base + a + 2];
                        isSameFrame = !calls.call(thread, base + a + 3, 2, base + a + 3, b);
                        stack = thread.stack;
                    }
                    case Operation.ITERATE_LOOP -> {
                        if (stack[base + a + 3] != null) {
                            stack[base + a + 2] = stack[base + a + 3];
                            pc = b;
                            frame.pc = b;
                            isSameFrame = --stepsLeft >= 0;
                        }
                    }
                    case Operation.CALL -> {
                        final int count = b >= 0 ? b : thread.top - base - a - 1;
                        isSameFrame = !calls.call(thread, base + a, count, base + a, c);
                        stack = thread.stack;
                    }
                    case Operation.TAIL_CALL -> {
                        isSameFrame = !calls.tailCall(thread, frame, base + a,
                            b >= 0 ? b : thread.top - base - a - 1);
                        stack = thread.stack;
                    }
                    case Operation.RETURN -> {
                        calls.returnFrom(thread, frame, base + a, b >= 0 ? b : thread.top - base - a);
                        isSameFrame = false;
                    }
                    case Operation.VARARG -> {
                        calls.vararg(thread, frame, base + a, b);
                        stack = thread.stack;
                    }
                    case Operation.CLOSURE -> stack[base + a] = calls.closure(frame, prototype.inner[b], stack);
                    case Operation.SETLIST -> calls.setList(thread, base + a, b, c);
                    default -> throw new IllegalStateException("unexpected operation=" + operation);
                }
            }
        }
    }
}
