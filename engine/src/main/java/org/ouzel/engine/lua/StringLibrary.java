package org.ouzel.engine.lua;


/** The library {@code string}. */
final class StringLibrary {
    private static final int MAX_BYTES = 512 * 1024 * 1024;
    private static final String SPECIALS = "^$*+?.([%-";
    /** What calls the script back is itself written in Lua, so that nothing nests on the Java stack. */
    private static final String GSUB = """
        local step, first, add, finish = ...
        return function(state, replace, isTable)
            if isTable then
                while step(state, true) do add(state, replace[first(state)]) end
            else
                local function apply(found, ...)
                    if found then add(state, replace(...)) return true end
                end
                while apply(step(state)) do end
            end
            return finish(state)
        end
        """;

    private LuaFunction gsubLoop;
    private final Interpreter interpreter;

    private StringLibrary(final Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    static void open(final Interpreter interpreter) {
        final StringLibrary library = new StringLibrary(interpreter);
        final Library table = new Library(interpreter);
        table.add("byte", StringLibrary::bytes).add("char", StringLibrary::character)
            .add("find", call -> find(call, true)).add("match", call -> find(call, false))
            .add("format", StringFormat::format).add("gmatch", StringLibrary::gmatch)
            .add("gfind", StringLibrary::gmatch).add("gsub", library::gsub)
            .add("len", call -> call.result((double) call.string(1).length()))
            .add("lower", call -> mapCase(call, 'A', 'Z')).add("upper", call -> mapCase(call, 'a', 'z'))
            .add("rep", StringLibrary::repeat).add("reverse", StringLibrary::reverse).add("sub", StringLibrary::sub);
        interpreter.globals().set("string", table.table());
        final LuaTable metatable = new LuaTable(interpreter.meter());
        metatable.set("__index", table.table());
        interpreter.setStringMetatable(metatable);
    }

    /** Translates a position that may count from the end. */
    private static long position(final long position, final int length) {
        final long fromStart = position < 0 ? position + length + 1 : position;
        return Math.max(0, fromStart);
    }

    private static void sub(final NativeCall call) {
        final LuaString string = call.string(1);
        final long start = Math.max(1, position(call.integer(2), string.length()));
        final long end = Math.min(string.length(), position(call.integer(3, -1), string.length()));
        if (start > end) {
            call.result(LuaString.EMPTY);
        } else {
            call.interpreter().meter().charge(end - start);
            call.result(string.slice((int) start - 1, (int) end));
        }
    }

    private static void bytes(final NativeCall call) {
        final LuaString string = call.string(1);
        final long first = position(call.integer(2, 1), string.length());
        final long start = Math.max(1, first);
        final long end = Math.min(string.length(), position(call.integer(3, first), string.length()));
        if (end - start >= BaseLibrary.MAX_VALUES) {
            throw call.error("string slice too long");
        }
        for (long i = start; i <= end; i++) {
            call.result((double) string.at((int) i - 1));
        }
    }

    private static void character(final NativeCall call) {
        final byte[] bytes = new byte[call.count()];
        for (int i = 1; i <= bytes.length; i++) {
            final long value = call.integer(i);
            if ((value & 0xFF) != value) {
                throw call.argumentError(i, "invalid value");
            }
            bytes[i - 1] = (byte) value;
        }
        call.result(bytes);
    }

    private static void mapCase(final NativeCall call, final int first, final int last) {
        final byte[] bytes = call.string(1).bytes().clone();
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] >= first && bytes[i] <= last) {
                bytes[i] ^= 0x20;
            }
        }
        call.result(bytes);
    }

    private static void repeat(final NativeCall call) {
        final LuaString string = call.string(1);
        final long count = Math.max(0, call.integer(2));
        if (string.length() > 0 && count > MAX_BYTES / string.length()) {
            throw call.error("resulting string too large");
        }
        final int length = (int) (string.length() == 0 ? 0 : count * string.length());
        call.interpreter().meter().charge(length);
        call.spend(length >> 8);
        final byte[] bytes = new byte[length];
        System.arraycopy(string.bytes(), 0, bytes, 0, Math.min(length, string.length()));
        for (int filled = string.length(); filled < length && filled > 0; filled *= 2) {
            System.arraycopy(bytes, 0, bytes, filled, Math.min(filled, length - filled));
        }
        call.result(new LuaString(bytes));
    }

    private static void reverse(final NativeCall call) {
        final byte[] source = call.string(1).bytes();
        final byte[] bytes = new byte[source.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = source[source.length - 1 - i];
        }
        call.result(bytes);
    }

    private static void find(final NativeCall call, final boolean isFind) {
        final byte[] text = call.string(1).bytes();
        final byte[] pattern = call.string(2).bytes();
        final int start = (int) Math.min(text.length, Math.max(0, position(call.integer(3, 1), text.length) - 1));
        if (isFind && (Values.isTrue(call.get(4)) || isPlain(pattern))) {
            final int found = ByteSearch.indexOf(text, pattern, start);
            call.spend(text.length >> 6);
            if (found < 0) {
                call.result((Object) null);
            } else {
                call.result(found + 1.0);
                call.result((double) (found + pattern.length));
            }
            return;
        }
        final boolean isAnchored = pattern.length > 0 && pattern[0] == '^';
        final LuaPattern matcher = new LuaPattern(text, pattern, call);
        int s = start;
        do {
            final int end = matcher.match(s, isAnchored ? 1 : 0);
            if (end >= 0) {
                if (isFind) {
                    call.result(s + 1.0);
                    call.result((double) end);
                }
                matcher.addCaptures(s, end, !isFind);
                return;
            }
            s++;
        } while (s <= text.length && !isAnchored);
        call.result((Object) null);
    }

    private static boolean isPlain(final byte[] pattern) {
        for (final byte each : pattern) {
            if (SPECIALS.indexOf(each) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static void gmatch(final NativeCall call) {
        final byte[] text = call.string(1).bytes();
        final byte[] pattern = call.string(2).bytes();
        final int[] next = new int[1];
        call.result(new NativeFunction(step -> {
            final LuaPattern matcher = new LuaPattern(text, pattern, step);
            for (int s = next[0]; s <= text.length; s++) {
                final int end = matcher.match(s, 0);
                if (end >= 0) {
                    next[0] = end == s ? end + 1 : end;
                    matcher.addCaptures(s, end, true);
                    return;
                }
            }
            next[0] = text.length + 1;
            step.result((Object) null);
        }));
    }

    private void gsub(final NativeCall call) {
        final LuaString text = call.string(1);
        final LuaString pattern = call.string(2);
        final Object replacement = call.get(3);
        final Substitution work = new Substitution(text.bytes(), pattern.bytes(),
            call.integer(4, text.length() + 1L), interpreter.meter());
        if (replacement instanceof LuaTable || replacement instanceof LuaFunction) {
            if (gsubLoop == null) {
                gsubLoop = Library.builtin(interpreter, GSUB, "gsub", new NativeFunction(StringLibrary::gsubStep),
                    new NativeFunction(StringLibrary::gsubFirst), new NativeFunction(StringLibrary::gsubAdd),
                    new NativeFunction(StringLibrary::gsubFinish));
            }
            call.tailCall(gsubLoop, new Substitution.Handle(work), replacement, replacement instanceof LuaTable);
            return;
        }
        if (!(replacement instanceof LuaString) && !(replacement instanceof Double)) {
            throw call.argumentError(3, "string/function/table expected");
        }
        final byte[] bytes = Values.toText(replacement).bytes();
        while (work.step(call)) {
            work.expand(call, bytes);
        }
        work.finish(call);
    }

    private static void gsubStep(final NativeCall call) {
        final Substitution work = ((Substitution.Handle) call.get(1)).work();
        final boolean isFirstOnly = call.get(2) != null;
        if (!work.step(call)) {
            return;
        }
        call.result(true);
        if (!isFirstOnly) {
            work.addCaptures(call);
        }
    }

    private static void gsubFirst(final NativeCall call) {
        ((Substitution.Handle) call.get(1)).work().addFirst(call);
    }

    private static void gsubAdd(final NativeCall call) {
        ((Substitution.Handle) call.get(1)).work().add(call, call.get(2));
    }

    private static void gsubFinish(final NativeCall call) {
        ((Substitution.Handle) call.get(1)).work().finish(call);
    }
}
