package org.ouzel.engine.script;

import java.io.ByteArrayOutputStream;
import org.ouzel.engine.lua.Interpreter;
import org.ouzel.engine.lua.Library;
import org.ouzel.engine.lua.LuaString;
import org.ouzel.engine.lua.MeteredOutput;
import org.ouzel.engine.lua.NativeCall;
import org.ouzel.engine.lua.Values;

/** The library {@code struct}: values as bytes by a format, and back. */
final class StructLibrary {
    private static final int MAX_INTEGER_BYTES = 32;
    private static final int MAX_ALIGNMENT = 8;

    private int position;
    private int alignment = 1;
    private boolean isBigEndian;
    private int option;
    private int size;
    private final byte[] format;
    private final NativeCall call;

    private StructLibrary(final NativeCall call) {
        this.call = call;
        this.format = call.string(1).bytes();
    }

    static void open(final Interpreter interpreter) {
        final Library table = new Library(interpreter);
        table.add("pack", call -> new StructLibrary(call).pack())
            .add("unpack", call -> new StructLibrary(call).unpack())
            .add("size", call -> new StructLibrary(call).size());
        interpreter.globals().set("struct", table.table());
    }

    private void pack() {
        final MeteredOutput out = new MeteredOutput(call.interpreter().meter());
        int argument = 2;
        while (next()) {
            out.writeBytes(new byte[padding(out.size())]);
            switch (option) {
                case 'b', 'B', 'h', 'H', 'l', 'L', 'T', 'i', 'I' -> putInteger(out, integer(argument++), size);
                case 'x' -> out.write(0);
                case 'f' -> putInteger(out, Float.floatToIntBits((float) realNumber(argument++)), size);
                case 'd' -> putInteger(out, Double.doubleToLongBits(realNumber(argument++)), size);
                case 'c', 's' -> putString(out, argument++);
                default -> { }
            }
        }
        call.result(out.toByteArray());
    }

    private long integer(final int argument) {
        final double number = realNumber(argument);
        return number >= 0x1p63 ? Values.toLong(number - 0x1p63) + Long.MIN_VALUE : Values.toLong(number);
    }

    /** The argument behind the last one is nil to this library. */
    private double realNumber(final int argument) {
        if (argument == call.count() + 1) {
            throw call.argumentError(argument, "number expected, got nil");
        }
        return call.number(argument);
    }

    private void putInteger(final ByteArrayOutputStream out, final long value, final int bytes) {
        final byte[] stored = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            final byte each = i < Long.BYTES ? (byte) (value >>> 8 * i) : 0;
            stored[isBigEndian ? bytes - 1 - i : i] = each;
        }
        out.writeBytes(stored);
    }

    private void putString(final ByteArrayOutputStream out, final int argument) {
        if (argument == call.count() + 1) {
            throw call.argumentError(argument, "string expected, got nil");
        }
        final LuaString string = call.string(argument);
        final int length = size == 0 ? string.length() : size;
        if (string.length() < length) {
            throw call.argumentError(argument + 1, "string too short");
        }
        out.write(string.bytes(), 0, length);
        if (option == 's') {
            out.write(0);
        }
    }

    private void unpack() {
        final byte[] data = call.string(2).bytes();
        final long start = call.integer(3, 1);
        if (start < 1) {
            throw call.argumentError(3, "offset must be 1 or greater");
        }
        long at = start - 1;
        int count = 0;
        while (next()) {
            at += padding((int) at);
            require(size <= data.length && at <= data.length - size);
            switch (option) {
                case 'b', 'B', 'h', 'H', 'l', 'L', 'T', 'i', 'I' -> {
                    call.result(getInteger(data, (int) at, Character.isLowerCase(option)));
                    count++;
                }
                case 'f' -> {
                    call.result((double) Float.intBitsToFloat((int) bits(data, (int) at, Float.BYTES)));
                    count++;
                }
                case 'd' -> {
                    call.result(Double.longBitsToDouble(bits(data, (int) at, Double.BYTES)));
                    count++;
                }
                case 'c' -> {
                    if (size == 0) {
                        size = takeSize(count);
                        count--;
                        require(size >= 0 && size <= data.length && at <= data.length - size);
                    }
                    call.result(java.util.Arrays.copyOfRange(data, (int) at, (int) at + size));
                    count++;
                }
                case 's' -> {
                    size = lengthToZero(data, (int) at) + 1;
                    call.result(java.util.Arrays.copyOfRange(data, (int) at, (int) at + size - 1));
                    count++;
                }
                default -> { }
            }
            at += size;
        }
        call.result(at + 1.0);
    }

    private int takeSize(final int count) {
        if (count == 0 || !(call.lastResult() instanceof Double)) {
            throw call.error("format 'c0' needs a previous size");
        }
        final double wanted = (Double) call.takeLastResult();
        return wanted >= 0 && wanted <= Integer.MAX_VALUE ? (int) wanted : -1;
    }

    private void require(final boolean isThere) {
        if (!isThere) {
            throw call.argumentError(2, "data string too short");
        }
    }

    private int lengthToZero(final byte[] data, final int from) {
        int end = from;
        while (end < data.length && data[end] != 0) {
            end++;
        }
        if (end >= data.length) {
            throw call.error("unfinished string in data");
        }
        return end - from;
    }

    private long bits(final byte[] data, final int at, final int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | data[isBigEndian ? at + i : at + bytes - 1 - i] & 0xFF;
        }
        return value;
    }

    private double getInteger(final byte[] data, final int at, final boolean isSigned) {
        final long value = bits(data, at, size);
        if (isSigned) {
            final int unused = Math.max(0, Long.SIZE - 8 * size);
            return value << unused >> unused;
        }
        return value >= 0 ? value : ((value >>> 1) | (value & 1)) * 2.0;
    }

    private void size() {
        int total = 0;
        while (next()) {
            total += padding(total);
            if (option == 's') {
                throw call.argumentError(1, "option 's' has no fixed size");
            }
            if (option == 'c' && size == 0) {
                throw call.argumentError(1, "option 'c0' has no fixed size");
            }
            total += size;
        }
        call.result((double) total);
    }

    /** Reads the next option with its size; those that only set something have none. */
    private boolean next() {
        if (position >= format.length) {
            return false;
        }
        option = format[position++] & 0xFF;
        size = 0;
        switch (option) {
            case 'b', 'B', 'x' -> size = 1;
            case 'h', 'H' -> size = 2;
            case 'l', 'L', 'T', 'd' -> size = 8;
            case 'f' -> size = 4;
            case 'c' -> size = number(1);
            case 'i', 'I' -> {
                size = number(4);
                if (size > MAX_INTEGER_BYTES) {
                    throw call.error("integral size " + size + " is larger than limit of " + MAX_INTEGER_BYTES);
                }
            }
            case 's', ' ' -> { }
            case '>' -> isBigEndian = true;
            case '<' -> isBigEndian = false;
            case '!' -> {
                alignment = number(MAX_ALIGNMENT);
                if (alignment <= 0 || Integer.bitCount(alignment) != 1) {
                    throw call.error("alignment " + alignment + " is not a power of 2");
                }
            }
            default -> throw call.argumentError(1, "invalid format option '" + (char) option + "'");
        }
        return true;
    }

    private int number(final int otherwise) {
        if (position >= format.length || format[position] < '0' || format[position] > '9') {
            return otherwise;
        }
        int value = 0;
        while (position < format.length && format[position] >= '0' && format[position] <= '9') {
            if (value > Integer.MAX_VALUE / 10 - 1) {
                throw call.error("integral size overflow");
            }
            value = value * 10 + format[position++] - '0';
        }
        return value;
    }

    private int padding(final int length) {
        if (size == 0 || option == 'c') {
            return 0;
        }
        final int unit = Math.min(size, alignment);
        return unit > 1 ? unit - (length & unit - 1) & unit - 1 : 0;
    }
}
