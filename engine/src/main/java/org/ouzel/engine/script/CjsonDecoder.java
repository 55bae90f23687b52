package org.ouzel.engine.script;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import org.ouzel.engine.lua.LuaError;
import org.ouzel.engine.lua.LuaString;
import org.ouzel.engine.lua.LuaTable;
import org.ouzel.engine.lua.NativeCall;
import org.ouzel.engine.lua.NumberText;

/** {@code cjson.decode}. */
final class CjsonDecoder {
    private static final int END = -1;
    private static final int HEX = 16;
    private static final String[] TOKENS = {"T_OBJ_BEGIN", "T_OBJ_END", "T_ARR_BEGIN", "T_ARR_END", "T_STRING",
        "T_NUMBER", "T_BOOLEAN", "T_NULL", "T_COLON", "T_COMMA", "T_END", ""};
    private static final int OBJECT_BEGIN = 0;
    private static final int OBJECT_END = 1;
    private static final int ARRAY_BEGIN = 2;
    private static final int ARRAY_END = 3;
    private static final int STRING = 4;
    private static final int NUMBER = 5;
    private static final int BOOLEAN = 6;
    private static final int NULL = 7;
    private static final int COLON = 8;
    private static final int COMMA = 9;
    private static final int FINISH = 10;
    /** Something that is no token; the parser complains when it comes to it. */
    private static final int WRONG = 11;

    private int position;
    private int token;
    private int tokenStart;
    private Object value;
    private int depth;
    private final byte[] text;
    private final CjsonSettings settings;
    private final NativeCall call;

    CjsonDecoder(final byte[] text, final CjsonSettings settings, final NativeCall call) {
        this.text = text;
        this.settings = settings;
        this.call = call;
    }

    Object decode() {
        if (text.length >= 2 && (text[0] == 0 || text[1] == 0)) {
            throw call.error("JSON parser does not support UTF-16 or UTF-32");
        }
        next();
        final Object decoded = read();
        next();
        if (token != FINISH) {
            throw expected("the end");
        }
        return decoded;
    }

    private Object read() {
        switch (token) {
            case STRING, NUMBER, BOOLEAN -> {
                return value;
            }
            case NULL -> {
                return CjsonLibrary.NULL;
            }
            case OBJECT_BEGIN -> {
                return object();
            }
            case ARRAY_BEGIN -> {
                return array();
            }
            default -> throw expected("value");
        }
    }

    private void descend() {
        if (++depth > settings.decodeMaxDepth) {
            throw call.error("Found too many nested data structures (" + depth + ") at character "
                + (tokenStart + 1));
        }
        call.spend(1);
    }

    private LuaTable object() {
        descend();
        final LuaTable table = new LuaTable(call.interpreter().meter());
        next();
        if (token == OBJECT_END) {
            depth--;
            return table;
        }
        for (;;) {
            if (token != STRING) {
                throw expected("object key string");
            }
            final Object key = value;
            next();
            if (token != COLON) {
                throw expected("colon");
            }
            next();
            table.set(key, read());
            next();
            if (token == OBJECT_END) {
                depth--;
                return table;
            }
            if (token != COMMA) {
                throw expected("comma or object end");
            }
            next();
        }
    }

    private LuaTable array() {
        descend();
        final LuaTable table = new LuaTable(call.interpreter().meter());
        next();
        if (token == ARRAY_END) {
            depth--;
            return table;
        }
        for (int i = 1;; i++) {
            table.setInt(i, read());
            next();
            if (token == ARRAY_END) {
                depth--;
                return table;
            }
            if (token != COMMA) {
                throw expected("comma or array end");
            }
            next();
        }
    }

    private void next() {
        while (position < text.length && " \t\n\r".indexOf(text[position]) >= 0) {
            position++;
        }
        tokenStart = position;
        final int each = position < text.length ? text[position] : END;
        switch (each) {
            case END -> token = FINISH;
            case '{' -> single(OBJECT_BEGIN);
            case '}' -> single(OBJECT_END);
            case '[' -> single(ARRAY_BEGIN);
            case ']' -> single(ARRAY_END);
            case ',' -> single(COMMA);
            case ':' -> single(COLON);
            case '"' -> string();
            default -> word(each);
        }
    }

    private void single(final int newToken) {
        token = newToken;
        position++;
    }

    private void word(final int first) {
        if (first == '-' || first >= '0' && first <= '9') {
            if (settings.decodeInvalid == CjsonSettings.INVALID_OFF && isInvalidNumber()) {
                wrong("invalid number", position);
            } else {
                number();
            }
        } else if (matches("true")) {
            token = BOOLEAN;
            value = Boolean.TRUE;
            position += 4;
        } else if (matches("false")) {
            token = BOOLEAN;
            value = Boolean.FALSE;
            position += 5;
        } else if (matches("null")) {
            token = NULL;
            position += 4;
        } else if (settings.decodeInvalid != CjsonSettings.INVALID_OFF && (first == '+' || isInvalidNumber())) {
            number();
        } else {
            wrong("invalid token", position);
        }
    }

    private boolean matches(final String word) {
        if (text.length - position < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (text[position + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether what follows is a number to C, but not to JSON: hexadecimal, infinite, or with a leading zero. */
    private boolean isInvalidNumber() {
        int p = position;
        if (at(p) == '-' || at(p) == '+') {
            p++;
        }
        if (at(p) == '0') {
            final int next = at(p + 1);
            return (next | 0x20) == 'x' || next >= '0' && next <= '9';
        }
        if (at(p) > '0' && at(p) <= '9') {
            return false;
        }
        final String start = new String(text, p, Math.min(3, text.length - p),
            java.nio.charset.StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        return start.equals("inf") || start.equals("nan");
    }

    private int at(final int index) {
        return index < text.length ? text[index] : 0;
    }

    private void number() {
        int end = position;
        if (at(end) == '-' || at(end) == '+') {
            end++;
        }
        if (at(end) == '0' && (at(end + 1) | 0x20) == 'x') {
            end += 2;
            while (Character.digit(at(end), HEX) >= 0 || at(end) == '.') {
                end++;
            }
        } else if ((at(end) | 0x20) == 'i' || (at(end) | 0x20) == 'n') {
            final boolean isLong = text.length - end >= 8
                && new String(text, end, 8, java.nio.charset.StandardCharsets.ISO_8859_1).equalsIgnoreCase("infinity");
            final boolean isNan = (at(end) | 0x20) == 'n';
            end += isLong ? 8 : 3;
            token = NUMBER;
            value = isNan ? Double.NaN : at(position) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            position = end;
            return;
        } else {
            end = decimalEnd(end);
        }
        final double number = NumberText.parse(text, position, end);
        if (Double.isNaN(number)) {
            wrong("invalid number", position);
            return;
        }
        token = NUMBER;
        value = number;
        position = end;
    }

    private int decimalEnd(final int start) {
        int end = digitsEnd(start);
        if (at(end) == '.') {
            end = digitsEnd(end + 1);
        }
        if ((at(end) | 0x20) == 'e') {
            int exponent = end + 1;
            if (at(exponent) == '-' || at(exponent) == '+') {
                exponent++;
            }
            final int exponentEnd = digitsEnd(exponent);
            if (exponentEnd > exponent) {
                end = exponentEnd;
            }
        }
        return end;
    }

    private int digitsEnd(final int start) {
        int end = start;
        while (at(end) >= '0' && at(end) <= '9') {
            end++;
        }
        return end;
    }

    private void string() {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        position++;
        for (;;) {
            if (position >= text.length) {
                wrong("unexpected end of string", position);
                return;
            }
            final int each = text[position];
            if (each == '"') {
                position++;
                break;
            }
            if (each == '\\') {
                if (!escape(bytes)) {
                    return;
                }
            } else {
                bytes.write(each);
                position++;
            }
        }
        call.interpreter().meter().charge(bytes.size());
        token = STRING;
        value = new LuaString(bytes.toByteArray());
    }

    /** Reads an escaped character; false if it is none. */
    private boolean escape(final ByteArrayOutputStream bytes) {
        final int next = at(position + 1);
        if (next == 'u') {
            return unicode(bytes);
        }
        final int index = "\"\\/bfnrt".indexOf(next);
        if (index < 0 || next == 0) {
            return wrong("invalid escape code", position);
        }
        bytes.write("\"\\/\b\f\n\r\t".charAt(index));
        position += 2;
        return true;
    }

    private boolean unicode(final ByteArrayOutputStream bytes) {
        int point = hex(position + 2);
        int length = 6;
        if (point >= 0xD800 && point < 0xE000) {
            final int low = point < 0xDC00 && at(position + 6) == '\\' && at(position + 7) == 'u'
                ? hex(position + 8) : -1;
            if (low < 0xDC00 || low >= 0xE000) {
                return wrong("invalid unicode escape code", position);
            }
            point = 0x10000 + (point - 0xD800 << 10) + low - 0xDC00;
            length = 12;
        }
        if (point < 0) {
            return wrong("invalid unicode escape code", position);
        }
        bytes.writeBytes(new String(Character.toChars(point)).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        position += length;
        return true;
    }

    private boolean wrong(final String what, final int at) {
        token = WRONG;
        tokenStart = at;
        value = what;
        return false;
    }

    private int hex(final int start) {
        int result = 0;
        for (int i = start; i < start + 4; i++) {
            final int digit = i < text.length ? Character.digit(text[i], HEX) : -1;
            if (digit < 0) {
                return -1;
            }
            result = result * HEX + digit;
        }
        return result;
    }

    private LuaError expected(final String what) {
        return call.error("Expected " + what + " but found " + (token == WRONG ? value : TOKENS[token])
            + " at character " + (tokenStart + 1));
    }
}
