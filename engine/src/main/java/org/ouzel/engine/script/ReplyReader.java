package org.ouzel.engine.script;

import org.ouzel.engine.lua.LuaString;
import org.ouzel.engine.lua.LuaTable;
import org.ouzel.engine.lua.MemoryMeter;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;

/**
 * Turns a command's reply into a value, by Redis's rules.
 *
 * <pre>
 * RESP2  integer: number   bulk: string   null: false   array: table   status: {ok=…}   error: {err=…}
 * RESP3  map: {map={…}}    set: {set={element=true}}    null: nil      boolean: boolean double: {double=…}
 *        big number: {big_number=…}   verbatim: {verbatim_string={format=…, string=…}}
 * </pre>
 */
final class ReplyReader {
    private static final LuaString OK_FIELD = LuaString.of("ok");
    private static final LuaString MAP = LuaString.of("map");
    private static final LuaString SET = LuaString.of("set");
    private static final LuaString DOUBLE = LuaString.of("double");
    private static final LuaString BIG_NUMBER = LuaString.of("big_number");
    private static final LuaString VERBATIM = LuaString.of("verbatim_string");
    private static final LuaString FORMAT = LuaString.of("format");
    private static final LuaString STRING = LuaString.of("string");
    private static final LuaString OK_TEXT = LuaString.of("OK");
    private static final int VERBATIM_PREFIX = 4;

    private long position;
    private final MemoryMeter meter;

    ReplyReader(final MemoryMeter meter) {
        this.meter = meter;
    }

    /** Returns the value of the one reply that a buffer holds. */
    Object read(final NativeBuffer reply) {
        position = reply.address();
        return read();
    }

    private Object read() {
        final int type = NativeMemory.getByte(position++);
        return switch (type) {
            case ':' -> (double) number();
            case '$' -> {
                final int length = (int) number();
                yield length < 0 ? Boolean.FALSE : bytes(length);
            }
            case '+' -> status();
            case '-' -> RedisErrors.table(meter, line());
            case '*', '>' -> {
                final int count = (int) number();
                yield count < 0 ? Boolean.FALSE : array(count);
            }
            case '_' -> {
                line();
                yield null;
            }
            case '#' -> line().at(0) == 't';
            case ',' -> wrap(DOUBLE, decimal(line().toString()));
            case '(' -> wrap(BIG_NUMBER, line());
            case '=' -> verbatim((int) number());
            case '%' -> map((int) number());
            case '~' -> set((int) number());
            default -> throw new IllegalStateException("unexpected reply: type=" + (char) type);
        };
    }

    private static double decimal(final String text) {
        return switch (text) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan", "-nan" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
    }

    private LuaTable array(final int count) {
        final LuaTable table = new LuaTable(meter, count, 0);
        for (int i = 1; i <= count; i++) {
            table.setInt(i, read());
        }
        return table;
    }

    private LuaTable map(final int count) {
        final LuaTable table = new LuaTable(meter, 0, count);
        for (int i = 0; i < count; i++) {
            final Object key = read();
            final Object value = read();
            if (key != null) {
                table.set(key, value);
            }
        }
        return wrap(MAP, table);
    }

    private LuaTable set(final int count) {
        final LuaTable table = new LuaTable(meter, 0, count);
        for (int i = 0; i < count; i++) {
            final Object key = read();
            if (key != null) {
                table.set(key, Boolean.TRUE);
            }
        }
        return wrap(SET, table);
    }

    private LuaTable verbatim(final int length) {
        final LuaString all = bytes(length);
        final LuaTable parts = new LuaTable(meter, 0, 2);
        meter.charge(length);
        parts.set(STRING, all.slice(VERBATIM_PREFIX, length));
        parts.set(FORMAT, all.slice(0, VERBATIM_PREFIX - 1));
        return wrap(VERBATIM, parts);
    }

    private LuaTable wrap(final LuaString name, final Object value) {
        final LuaTable table = new LuaTable(meter, 0, 1);
        table.set(name, value);
        return table;
    }

    private LuaTable status() {
        final LuaString text = line();
        return wrap(OK_FIELD, text.equals(OK_TEXT) ? OK_TEXT : text);
    }

    private LuaString bytes(final int length) {
        meter.charge(length);
        final LuaString string = new LuaString(NativeMemory.toArray(position, length));
        position += length + 2;
        return string;
    }

    private long number() {
        long value = 0;
        boolean isNegative = false;
        for (;;) {
            final int digit = NativeMemory.getByte(position++);
            if (digit == '\r') {
                position++;
                return isNegative ? -value : value;
            }
            if (digit == '-') {
                isNegative = true;
            } else {
                value = value * 10 + digit - '0';
            }
        }
    }

    private LuaString line() {
        long end = position;
        while (NativeMemory.getByte(end) != '\r') {
            end++;
        }
        meter.charge(end - position);
        final byte[] bytes = NativeMemory.toArray(position, (int) (end - position));
        position = end + 2;
        return new LuaString(bytes);
    }
}
