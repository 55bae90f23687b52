package org.ouzel.engine.script;

import org.ouzel.engine.lua.LuaError;
import org.ouzel.engine.lua.LuaString;
import org.ouzel.protocol.NativeMemory;

/**
 * The first line of a script, if it begins with {@code #!}: {@code #!lua name=<library> flags=<flag>,<flag>}.
 *
 * @param isPresent whether there is one; without it a script may do whatever scripts could before there were flags
 * @param flags     the bits of {@link ScriptFlag}
 * @param name      the library's name, or null
 * @param length    the bytes of the line, its end not included
 */
record Shebang(boolean isPresent, int flags, String name, int length) {
    private static final Shebang NONE = new Shebang(false, 0, null, 0);
    private static final String FLAGS = "flags=";
    private static final String NAME = "name=";

    /** Reads that of a script for EVAL, which has flags only; throws {@link LuaError} with what is wrong. */
    static Shebang ofScript(final byte[] source) {
        return of(source, false);
    }

    /** Reads that of a library, which has a name only. */
    static Shebang ofLibrary(final byte[] source) {
        return of(source, true);
    }

    /** Tells whether a source is that of a script which says {@code no-cross-slot-keys}; reads its first line only. */
    static boolean isConfined(final long address, final int length) {
        if (length < 2 || NativeMemory.getByte(address) != '#' || NativeMemory.getByte(address + 1) != '!') {
            return false;
        }
        int end = 0;
        while (end < length && NativeMemory.getByte(address + end) != '\n') {
            end++;
        }
        try {
            return end < length && ofScript(NativeMemory.toArray(address, end + 1)).has(ScriptFlag.NO_CROSS_SLOT_KEYS);
        } catch (final LuaError e) {
            return false;
        }
    }

    boolean has(final ScriptFlag flag) {
        return (flags & flag.bit()) != 0;
    }

    private static Shebang of(final byte[] source, final boolean isLibrary) {
        if (source.length < 2 || source[0] != '#' || source[1] != '!') {
            if (isLibrary) {
                throw new LuaError("Missing library metadata");
            }
            return NONE;
        }
        int end = 0;
        while (end < source.length && source[end] != '\n') {
            end++;
        }
        if (end == source.length) {
            throw new LuaError(isLibrary ? "Invalid library metadata" : "Invalid script shebang");
        }
        final String[] parts = LuaString.EMPTY.equals(new LuaString(source)) ? new String[0]
            : new LuaString(source).slice(0, end).toString().strip().split("\\s+");
        return isLibrary ? library(parts, end) : script(parts, end);
    }

    private static Shebang script(final String[] parts, final int end) {
        if (!parts[0].equals("#!lua")) {
            throw new LuaError("Unexpected engine in script shebang: " + parts[0]);
        }
        int flags = 0;
        for (int i = 1; i < parts.length; i++) {
            if (!parts[i].startsWith(FLAGS)) {
                throw new LuaError("Unknown lua shebang option: " + parts[i]);
            }
            for (final String name : parts[i].substring(FLAGS.length()).split(",")) {
                final ScriptFlag flag = ScriptFlag.of(name);
                if (flag == null && !name.isEmpty()) {
                    throw new LuaError("Unexpected flag in script shebang: " + name);
                }
                flags |= flag == null ? 0 : flag.bit();
            }
        }
        return new Shebang(true, flags, null, end);
    }

    private static Shebang library(final String[] parts, final int end) {
        String name = null;
        for (int i = 1; i < parts.length; i++) {
            if (!parts[i].startsWith(NAME)) {
                throw new LuaError("Invalid metadata value given: " + parts[i]);
            }
            if (name != null) {
                throw new LuaError("Invalid metadata value, name argument was given multiple times");
            }
            name = parts[i].substring(NAME.length());
        }
        if (name == null) {
            throw new LuaError("Library name was not given");
        }
        if (!isName(name)) {
            throw new LuaError("Library names can only contain letters, numbers, or underscores(_) and must be at "
                + "least one character long");
        }
        if (!parts[0].equalsIgnoreCase("#!lua")) {
            throw new LuaError("Engine '" + parts[0].substring(2) + "' not found");
        }
        return new Shebang(true, 0, name, end);
    }

    /** Tells whether a text may be the name of a library or a function. */
    static boolean isName(final String text) {
        return text.matches("[A-Za-z0-9_]+");
    }
}
