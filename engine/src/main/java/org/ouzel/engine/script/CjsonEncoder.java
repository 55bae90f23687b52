package org.ouzel.engine.script;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.ouzel.engine.lua.LuaString;
import org.ouzel.engine.lua.LuaTable;
import org.ouzel.engine.lua.NativeCall;
import org.ouzel.engine.lua.NumberText;
import org.ouzel.engine.lua.Values;

/** {@code cjson.encode}. */
final class CjsonEncoder {
    private static final int NO_ARRAY = -1;
    private static final int SMALL_SPACE = 32;
    private static final int DELETE = 127;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final CjsonSettings settings;
    private final NativeCall call;

    CjsonEncoder(final CjsonSettings settings, final NativeCall call) {
        this.settings = settings;
        this.call = call;
    }

    byte[] encode(final Object value) {
        write(value, 0);
        return out.toByteArray();
    }

    private void write(final Object value, final int depth) {
        if (value instanceof LuaString string) {
            writeString(string.bytes());
        } else if (value instanceof Double number) {
            text(number(number));
        } else if (value instanceof Boolean) {
            text(value.toString());
        } else if (value instanceof LuaTable table) {
            writeTable(table, depth + 1);
        } else if (value == null || value == CjsonLibrary.NULL) {
            text("null");
        } else {
            throw call.error("Cannot serialise " + Values.typeName(value) + ": type not supported");
        }
    }

    private void writeTable(final LuaTable table, final int depth) {
        if (depth > settings.encodeMaxDepth) {
            throw call.error("Cannot serialise, excessive nesting (" + depth + ")");
        }
        call.spend(1);
        final int length = arrayLength(table);
        if (length > 0) {
            out.write('[');
            for (int i = 1; i <= length; i++) {
                if (i > 1) {
                    out.write(',');
                }
                write(table.getInt(i), depth);
            }
            out.write(']');
        } else {
            writeObject(table, depth);
        }
    }

    private void writeObject(final LuaTable table, final int depth) {
        out.write('{');
        boolean isFirst = true;
        for (int i = table.nextPosition(0); i >= 0; i = table.nextPosition(i + 1)) {
            if (!isFirst) {
                out.write(',');
            }
            isFirst = false;
            final Object key = table.keyAt(i);
            if (key instanceof Double number) {
                text("\"" + number(number) + "\":");
            } else if (key instanceof LuaString string) {
                writeString(string.bytes());
                out.write(':');
            } else {
                throw call.error("Cannot serialise " + Values.typeName(key)
                    + ": table key must be a number or string");
            }
            write(table.valueAt(i), depth);
        }
        out.write('}');
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
        call.interpreter().meter().charge(bytes.length);
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
