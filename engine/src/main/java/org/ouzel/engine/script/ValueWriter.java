package org.ouzel.engine.script;

import org.ouzel.engine.lua.LuaError;
import org.ouzel.engine.lua.LuaString;
import org.ouzel.engine.lua.LuaTable;
import org.ouzel.engine.lua.NumberText;
import org.ouzel.engine.lua.Values;
import org.ouzel.protocol.ReplyWriter;

/**
 * Turns what a script returns into a reply, by Redis's rules: numbers lose their fraction, a table is an array up to
 * its first nil unless it has one of the fields that {@link ReplyReader} makes, and what has no counterpart is null.
 */
final class ValueWriter {
    /** Beyond it a reply is refused, as Redis does, though only when its stack is full. */
    private static final int MAX_DEPTH = 1000;
    private static final String TOO_DEEP = "reached lua stack limit";
    private static final String TOO_LARGE = "reply of a script is too large";
    private static final int REAL_DIGITS = 17;
    private static final LuaString OK = LuaString.of("ok");
    private static final LuaString DOUBLE = LuaString.of("double");
    private static final LuaString MAP = LuaString.of("map");
    private static final LuaString SET = LuaString.of("set");
    private static final LuaString BIG_NUMBER = LuaString.of("big_number");
    private static final LuaString VERBATIM = LuaString.of("verbatim_string");
    private static final LuaString STRING = LuaString.of("string");
    private static final LuaString FORMAT = LuaString.of("format");

    private int depth;
    private final ReplyWriter reply;
    private final boolean isResp3Script;
    private final long maxBytes;

    /**
     * @param isResp3Script whether the script asked for RESP3: its booleans are booleans then
     * @param maxBytes      how long the reply may be: one that names the same table again and again has no other limit
     */
    ValueWriter(final ReplyWriter reply, final boolean isResp3Script, final long maxBytes) {
        this.maxBytes = reply.buffer().length() + maxBytes;
        this.reply = reply;
        this.isResp3Script = isResp3Script;
    }

    /** Writes a value; throws {@link LuaError} if it is nested too deep, with the reply begun. */
    void write(final Object value) {
        if (depth >= MAX_DEPTH) {
            throw new LuaError(TOO_DEEP);
        }
        if (reply.buffer().length() > maxBytes) {
            throw new LuaError(TOO_LARGE);
        }
        depth++;
        if (value instanceof LuaString string) {
            reply.bulk(string.bytes());
        } else if (value instanceof Double number) {
            reply.integer(Values.toLong(number));
        } else if (value instanceof Boolean isTrue) {
            writeBoolean(isTrue);
        } else if (value instanceof LuaTable table) {
            writeTable(table);
        } else {
            reply.nil();
        }
        depth--;
    }

    private void writeBoolean(final boolean isTrue) {
        if (isResp3Script) {
            reply.bool(isTrue);
        } else if (isTrue) {
            reply.integer(1);
        } else {
            reply.nil();
        }
    }

    private void writeTable(final LuaTable table) {
        if (table.get(RedisErrors.ERR) instanceof LuaString text) {
            reply.error(text.toString());
        } else if (table.get(OK) instanceof LuaString text) {
            reply.simple(oneLine(text));
        } else if (table.get(DOUBLE) instanceof Double number) {
            if (reply.isResp3()) {
                reply.doubleText(NumberText.general(number, REAL_DIGITS, false));
            } else {
                reply.bulk(NumberText.general(number, REAL_DIGITS, false));
            }
        } else if (table.get(MAP) instanceof LuaTable map) {
            writeMap(map);
        } else if (table.get(SET) instanceof LuaTable set) {
            writeSet(set);
        } else if (table.get(BIG_NUMBER) instanceof LuaString digits) {
            writeBigNumber(oneLine(digits));
        } else if (table.get(VERBATIM) instanceof LuaTable verbatim
            && verbatim.get(STRING) instanceof LuaString text && verbatim.get(FORMAT) instanceof LuaString format) {
            writeVerbatim(format, text);
        } else {
            writeArray(table);
        }
    }

    private void writeArray(final LuaTable table) {
        int count = 0;
        while (table.getInt(count + 1) != null) {
            count++;
        }
        reply.array(count);
        for (int i = 1; i <= count; i++) {
            write(table.getInt(i));
        }
    }

    private void writeMap(final LuaTable map) {
        reply.map(count(map));
        for (int i = map.nextPosition(0); i >= 0; i = map.nextPosition(i + 1)) {
            write(map.keyAt(i));
            write(map.valueAt(i));
        }
    }

    private void writeSet(final LuaTable set) {
        reply.set(count(set));
        for (int i = set.nextPosition(0); i >= 0; i = set.nextPosition(i + 1)) {
            write(set.keyAt(i));
        }
    }

    private static int count(final LuaTable table) {
        int count = 0;
        for (int i = table.nextPosition(0); i >= 0; i = table.nextPosition(i + 1)) {
            count++;
        }
        return count;
    }

    private void writeBigNumber(final String digits) {
        if (reply.isResp3()) {
            reply.buffer().putBytes(LuaString.of("(" + digits + "\r\n").bytes());
        } else {
            reply.bulk(LuaString.of(digits).bytes());
        }
    }

    private void writeVerbatim(final LuaString format, final LuaString text) {
        if (reply.isResp3()) {
            final String name = (format + "   ").substring(0, 3);
            reply.buffer().putBytes(LuaString.of("=" + (text.length() + 4) + "\r\n" + name + ":").bytes());
            reply.buffer().putBytes(text.bytes());
            reply.buffer().putBytes(LuaString.of("\r\n").bytes());
        } else {
            reply.bulk(text.bytes());
        }
    }

    private static String oneLine(final LuaString text) {
        return text.toString().replace('\r', ' ').replace('\n', ' ');
    }
}
