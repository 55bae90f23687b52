package org.ouzel.engine.script;

import java.util.Arrays;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.CommandTable;
import org.ouzel.engine.command.RequestArguments;
import org.ouzel.engine.lua.LuaString;
import org.ouzel.engine.lua.NativeCall;
import org.ouzel.engine.lua.NumberText;
import org.ouzel.protocol.NativeBuffer;

/** A request that a script makes: its arguments in native memory, as commands want them. Reused. */
final class ScriptRequest implements RequestArguments, AutoCloseable {
    private static final int INLINE_BYTES = 256;
    private static final int KEPT_BYTES = 64 * 1024;
    private static final int REAL_DIGITS = 17;

    private int count;
    private int[] pairs = new int[32];
    private final NativeBuffer bytes = new NativeBuffer(INLINE_BYTES, KEPT_BYTES);

    /** Takes the arguments of a call; false if one of them is neither a string nor a number. */
    boolean read(final NativeCall call) {
        bytes.reset();
        count = call.count();
        if (pairs.length < 2 * count) {
            pairs = new int[Math.max(2 * count, 2 * pairs.length)];
        }
        for (int i = 0; i < count; i++) {
            final Object value = call.get(i + 1);
            final int start = bytes.length();
            if (value instanceof LuaString string) {
                bytes.putBytes(string.bytes());
            } else if (value instanceof Double number) {
                putNumber(number);
            } else {
                return false;
            }
            pairs[2 * i] = start;
            pairs[2 * i + 1] = bytes.length() - start;
        }
        return true;
    }

    /** Returns the command that is asked for, or its subcommand; null if there is none. */
    CommandSpec find(final CommandTable table) {
        final CommandSpec spec = table.find(argAddress(0), argLength(0));
        return spec != null && spec.isContainer() && count > 1
            ? table.findSubcommand(spec, argAddress(1), argLength(1)) : spec;
    }

    long address() {
        return bytes.address();
    }

    int length() {
        return bytes.length();
    }

    int[] pairs() {
        return pairs;
    }

    @Override
    public int argCount() {
        return count;
    }

    @Override
    public long argAddress(final int index) {
        return bytes.address() + pairs[2 * index];
    }

    @Override
    public int argLength(final int index) {
        return pairs[2 * index + 1];
    }

    /** Gives memory back that an outsized request has taken. */
    void release() {
        bytes.reset();
        if (pairs.length > KEPT_BYTES) {
            pairs = Arrays.copyOf(pairs, 32);
        }
    }

    @Override
    public void close() {
        bytes.close();
    }

    private void putNumber(final double number) {
        final long whole = (long) number;
        if (whole == number && Math.abs(whole) < 1L << 53 && (whole != 0 || 1 / number > 0)) {
            bytes.putDecimal(whole);
        } else {
            bytes.putBytes(LuaString.of(NumberText.general(number, REAL_DIGITS, false)).bytes());
        }
    }
}
