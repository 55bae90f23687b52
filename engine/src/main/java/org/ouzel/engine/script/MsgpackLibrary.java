package org.ouzel.engine.script;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.ouzel.engine.lua.Interpreter;
import org.ouzel.engine.lua.Library;
import org.ouzel.engine.lua.LuaString;
import org.ouzel.engine.lua.LuaTable;
import org.ouzel.engine.lua.MeteredOutput;
import org.ouzel.engine.lua.NativeCall;

/** The library {@code cmsgpack}, with the results and messages of version 0.4.0. */
final class MsgpackLibrary {
    /** What is nested deeper is packed as nil. */
    private static final int MAX_NESTING = 16;

    private MsgpackLibrary() {
    }

    static void open(final Interpreter interpreter) {
        final Library table = new Library(interpreter);
        table.add("pack", MsgpackLibrary::pack).add("unpack", call -> unpack(call, 0, 0))
            .add("unpack_one", call -> unpack(call, 1, call.integer(2, 0)))
            .add("unpack_limit", call -> unpack(call, call.integer(2), call.integer(3, 0)))
            .set("_NAME", LuaString.of("cmsgpack")).set("_VERSION", LuaString.of("lua-cmsgpack 0.4.0"))
            .set("_COPYRIGHT", LuaString.of("Copyright (C) 2012, Salvatore Sanfilippo"))
            .set("_DESCRIPTION", LuaString.of("MessagePack C implementation for Lua"));
        interpreter.globals().set("cmsgpack", table.table());
    }

    private static void pack(final NativeCall call) {
        if (call.count() == 0) {
            throw call.argumentError(0, "MessagePack pack needs input.");
        }
        final MeteredOutput out = new MeteredOutput(call.interpreter().meter());
        for (int i = 1; i <= call.count(); i++) {
            pack(call, out, call.get(i), 0);
        }
        call.result(out.toByteArray());
    }

    private static void pack(final NativeCall call, final ByteArrayOutputStream out, final Object value,
        final int level) {
        if (value instanceof LuaString string) {
            final int length = string.length();
            header(out, length, length < 32 ? 0xA0 | length : -1, length <= 0xFF ? 0xD9 : -1, 0xDA, 0xDB);
            out.writeBytes(string.bytes());
        } else if (value instanceof Boolean isTrue) {
            out.write(isTrue ? 0xC3 : 0xC2);
        } else if (value instanceof Double number) {
            packNumber(out, number);
        } else if (value instanceof LuaTable table && level < MAX_NESTING) {
            call.spend(1);
            packTable(call, out, table, level + 1);
        } else {
            out.write(0xC0);
        }
    }

    private static void packTable(final NativeCall call, final ByteArrayOutputStream out, final LuaTable table,
        final int level) {
        int count = 0;
        double max = 0;
        boolean isArray = true;
        for (int i = table.nextPosition(0); i >= 0; i = table.nextPosition(i + 1)) {
            count++;
            if (table.keyAt(i) instanceof Double number && number > 0 && number.intValue() == number) {
                max = Math.max(max, number);
            } else {
                isArray = false;
            }
        }
        if (isArray && max == count) {
            header(out, count, count < 16 ? 0x90 | count : -1, -1, 0xDC, 0xDD);
            for (int i = 1; i <= count; i++) {
                pack(call, out, table.getInt(i), level);
            }
            return;
        }
        header(out, count, count < 16 ? 0x80 | count : -1, -1, 0xDE, 0xDF);
        for (int i = table.nextPosition(0); i >= 0; i = table.nextPosition(i + 1)) {
            pack(call, out, table.keyAt(i), level);
            pack(call, out, table.valueAt(i), level);
        }
    }

    /** Writes the shortest header that there is for a length. */
    private static void header(final ByteArrayOutputStream out, final int length, final int fixed, final int oneByte,
        final int twoBytes, final int fourBytes) {
        if (fixed >= 0) {
            out.write(fixed);
        } else if (oneByte >= 0) {
            out.write(oneByte);
            out.write(length);
        } else if (length <= 0xFFFF) {
            out.write(twoBytes);
            big(out, length, 2);
        } else {
            out.write(fourBytes);
            big(out, length, 4);
        }
    }

    private static void big(final ByteArrayOutputStream out, final long value, final int bytes) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
    }

    private static void packNumber(final ByteArrayOutputStream out, final double number) {
        final long whole = (long) number;
        if (whole != number || number >= 0x1p63) {
            if ((float) number == number) {
                out.write(0xCA);
                big(out, Float.floatToIntBits((float) number) & 0xFFFFFFFFL, 4);
            } else {
                out.write(0xCB);
                big(out, Double.doubleToLongBits(number), 8);
            }
        } else if (whole >= 0) {
            if (whole > 0x7F) {
                final int bytes = whole <= 0xFF ? 1 : whole <= 0xFFFF ? 2 : whole <= 0xFFFFFFFFL ? 4 : 8;
                out.write(0xCC + Integer.numberOfTrailingZeros(bytes));
                big(out, whole, bytes);
            } else {
                out.write((int) whole);
            }
        } else if (whole >= -32) {
            out.write((int) whole);
        } else {
            final int bytes = whole >= Byte.MIN_VALUE ? 1 : whole >= Short.MIN_VALUE ? 2
                : whole >= Integer.MIN_VALUE ? 4 : 8;
            out.write(0xD0 + Integer.numberOfTrailingZeros(bytes));
            big(out, whole, bytes);
        }
    }

    private static void unpack(final NativeCall call, final long limit, final long offset) {
        final byte[] bytes = call.string(1).bytes();
        if (offset < 0 || limit < 0) {
            throw call.error("Invalid request to unpack with offset of " + offset + " and limit of " + bytes.length
                + ".");
        }
        if (offset > bytes.length) {
            throw call.error("Start offset " + offset + " greater than input length " + bytes.length + ".");
        }
        final boolean isAll = limit == 0 && offset == 0;
        final Unpacker unpacker = new Unpacker(call, ByteBuffer.wrap(bytes, (int) offset,
            bytes.length - (int) offset));
        final long most = isAll ? Long.MAX_VALUE : limit;
        if (!isAll) {
            call.result((Object) null);
        }
        for (long i = 0; i < most && unpacker.input.hasRemaining(); i++) {
            try {
                call.result(unpacker.read());
            } catch (final StackOverflowError e) {
                throw call.error("stack overflow (too many nested objects)");
            }
        }
        if (!isAll) {
            call.setResult(0, unpacker.input.hasRemaining() ? (double) unpacker.input.position() : -1.0);
        }
    }

    /** Reads values one after another. */
    private static final class Unpacker {
        private final NativeCall call;
        private final ByteBuffer input;

        Unpacker(final NativeCall call, final ByteBuffer input) {
            this.call = call;
            this.input = input;
        }

        Object read() {
            need(1);
            final int type = input.get() & 0xFF;
            if (type < 0x80 || type >= 0xE0) {
                return (double) (byte) type;
            }
            if (type < 0x90) {
                return map(type & 0xF);
            }
            if (type < 0xA0) {
                return array(type & 0xF);
            }
            if (type < 0xC0) {
                return string(type & 0x1F);
            }
            return switch (type) {
                case 0xC0 -> null;
                case 0xC2 -> Boolean.FALSE;
                case 0xC3 -> Boolean.TRUE;
                case 0xCA -> (double) Float.intBitsToFloat((int) unsigned(4));
                case 0xCB -> Double.longBitsToDouble(unsigned(8));
                case 0xCC, 0xCD, 0xCE -> (double) unsigned(1 << type - 0xCC);
                // Too large ones come out negative, as they do in Redis.
                case 0xCF -> (double) unsigned(8);
                case 0xD0, 0xD1, 0xD2, 0xD3 -> (double) signed(1 << type - 0xD0);
                case 0xD9 -> string(unsigned(1));
                case 0xDA -> string(unsigned(2));
                case 0xDB -> string(unsigned(4));
                case 0xDC -> array(unsigned(2));
                case 0xDD -> array(unsigned(4));
                case 0xDE -> map(unsigned(2));
                case 0xDF -> map(unsigned(4));
                default -> throw call.error("Bad data format in input.");
            };
        }

        private void need(final long bytes) {
            if (input.remaining() < bytes) {
                throw call.error("Missing bytes in input.");
            }
        }

        private long unsigned(final int bytes) {
            need(bytes);
            long value = 0;
            for (int i = 0; i < bytes; i++) {
                value = value << 8 | input.get() & 0xFF;
            }
            return value;
        }

        private long signed(final int bytes) {
            final int unused = Long.SIZE - 8 * bytes;
            return unsigned(bytes) << unused >> unused;
        }

        private LuaString string(final long length) {
            need(length);
            call.interpreter().meter().charge(length);
            final byte[] bytes = new byte[(int) length];
            input.get(bytes);
            return new LuaString(bytes);
        }

        private LuaTable array(final long count) {
            final LuaTable table = new LuaTable(call.interpreter().meter());
            for (int i = 1; i <= count; i++) {
                table.setInt(i, read());
            }
            return table;
        }

        private LuaTable map(final long count) {
            final LuaTable table = new LuaTable(call.interpreter().meter());
            for (long i = 0; i < count; i++) {
                final Object key = read();
                final Object value = read();
                if (key == null || key instanceof Double number && number.isNaN()) {
                    throw call.error("Bad data format in input.");
                }
                table.set(key, value);
            }
            return table;
        }
    }
}
