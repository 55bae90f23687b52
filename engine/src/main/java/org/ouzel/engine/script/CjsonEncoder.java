package org.ouzel.engine.script;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.ouzel.engine.lua.LuaString;
import org.ouzel.engine.lua.LuaTable;
import org.ouzel.engine.lua.MeteredOutput;
import org.ouzel.engine.lua.NativeCall;
import org.ouzel.engine.lua.NumberText;
import org.ouzel.engine.lua.Values;

/** {@code cjson.encode}. */
final class CjsonEncoder {
    private static final int NO_ARRAY = -1;
    private static final int SMALL_SPACE = 32;
    private static final int DELETE = 127;
    private static final int INITIAL_DEPTH = 16;
    private static final int BYTES_PER_LEVEL = 16;

    private int depth;
    private LuaTable[] tables = new LuaTable[INITIAL_DEPTH];
    /** For each table its length if it is an array, or {@link #NO_ARRAY}. */
    private int[] lengths = new int[INITIAL_DEPTH];
    /** For each table how much of it has been written: elements, or positions of its nodes. */
    private int[] positions = new int[INITIAL_DEPTH];
    private final MeteredOutput out;
    private final CjsonSettings settings;
    private final NativeCall call;

    CjsonEncoder(final CjsonSettings settings, final NativeCall call) {
        this.settings = settings;
        this.call = call;
        this.out = new MeteredOutput(call.interpreter().meter());
    }

    /** Tables within tables lie on a stack of its own: as many as scripts may ask for must not overflow Java's. */
    byte[] encode(final Object value) {
        write(value);
        while (depth > 0) {
            if (lengths[depth - 1] == NO_ARRAY) {
                proceedObject(depth - 1);
            } else {
                proceedArray(depth - 1);
            }
        }
        return out.toByteArray();
    }

    private void write(final Object value) {
        if (value instanceof LuaString string) {
            writeString(string.bytes());
        } else if (value instanceof Double number) {
            text(number(number));
        } else if (value instanceof Boolean) {
            text(value.toString());
        } else if (value instanceof LuaTable table) {
            begin(table);
        } else if (value == null || value == CjsonLibrary.NULL) {
            text("null");
        } else {
            throw call.error("Cannot serialise " + Values.typeName(value) + ": type not supported");
        }
    }

    private void begin(final LuaTable table) {
        if (depth >= settings.encodeMaxDepth) {
            throw call.error("Cannot serialise, excessive nesting (" + (depth + 1) + ")");
        }
        call.spend(1);
        final int length = arrayLength(table);
        if (depth == tables.length) {
            call.interpreter().meter().charge((long) BYTES_PER_LEVEL * depth);
            tables = Arrays.copyOf(tables, 2 * depth);
            lengths = Arrays.copyOf(lengths, 2 * depth);
            positions = Arrays.copyOf(positions, 2 * depth);
        }
        tables[depth] = table;
        lengths[depth] = length > 0 ? length : NO_ARRAY;
        positions[depth] = 0;
        depth++;
        out.write(length > 0 ? '[' : '{');
    }

    private void proceedArray(final int level) {
        final int done = positions[level]++;
        if (done == lengths[level]) {
            out.write(']');
            depth--;
            return;
        }
        if (done > 0) {
            out.write(',');
        }
        write(tables[level].getInt(done + 1));
    }

    private void proceedObject(final int level) {
        final LuaTable table = tables[level];
        final int position = table.nextPosition(positions[level]);
        if (position < 0) {
            out.write('}');
            depth--;
            return;
        }
        if (positions[level] > 0) {
            out.write(',');
        }
        positions[level] = position + 1;
        final Object key = table.keyAt(position);
        if (key instanceof Double number) {
            text("\"" + number(number) + "\":");
        } else if (key instanceof LuaString string) {
            writeString(string.bytes());
            out.write(':');
        } else {
            throw call.error("Cannot serialise " + Values.typeName(key) + ": table key must be a number or string");
        }
        write(table.valueAt(position));
    }

    /** Returns how long an array a table is, or -1 if it is an object. */
    private int arrayLength(final LuaTable table) {
        int max = 0;
        int items = 0;
        for (int i = table.nextPosition(0); i >= 0; i = table.nextPosition(i + 1)) {
            if (!(table.keyAt(i) instanceof Double number) || number < 1 || Math.floor(number) != number) {
                return NO_ARRAY;
            }
            max = (int) Math.max(max, number);
            items++;
        }
        if (settings.sparseRatio > 0 && max > (long) items * settings.sparseRatio && max > settings.sparseSafe) {
            if (!settings.isSparseConverted) {
                throw call.error("Cannot serialise table: excessively sparse array");
            }
            return NO_ARRAY;
        }
        return max;
    }

    private String number(final double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            switch (settings.encodeInvalid) {
                case CjsonSettings.INVALID_NULL -> {
                    return "null";
                }
                case CjsonSettings.INVALID_OFF ->
                    throw call.error("Cannot serialise number: must not be NaN or Inf");
                default -> {
                    return Double.isNaN(value) ? "nan" : NumberText.of(value);
                }
            }
        }
        return NumberText.general(value, settings.precision, false);
    }

    private void writeString(final byte[] bytes) {
        call.spend(bytes.length >> 6);
        out.write('"');
        for (final byte each : bytes) {
            switch (each) {
                case '"' -> text("\\\"");
                case '\\' -> text("\\\\");
                case '/' -> text("\\/");
                case '\b' -> text("\\b");
                case '\t' -> text("\\t");
                case '\n' -> text("\\n");
                case '\f' -> text("\\f");
                case '\r' -> text("\\r");
                default -> {
                    if (each >= 0 && each < SMALL_SPACE || each == DELETE) {
                        text(String.format("\\u%04x", each));
                    } else {
                        out.write(each);
                    }
                }
            }
        }
        out.write('"');
    }

    private void text(final String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
