package org.ouzel.engine.lua;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;

/** Cuts source text into tokens, with one token of look-ahead. */
final class Lexer {
    private static final int END = -1;
    private static final Map<String, Token> RESERVED = new HashMap<>();

    static {
        for (final Token token : Token.values()) {
            if (token.isReserved()) {
                RESERVED.put(token.text(), token);
            }
        }
    }

    /** A token with its value. */
    private static final class Item {
        private Token token = Token.EOF;
        private int character;
        private double number;
        private LuaString text;
    }

    private int current;
    private int position;
    private int line = 1;
    private int lastLine = 1;
    private boolean hasAhead;
    private Item item = new Item();
    private Item ahead = new Item();
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private final byte[] source;
    private final String chunkName;

    Lexer(final byte[] source, final String chunkName) {
        this.source = source;
        this.chunkName = chunkName;
        current = source.length == 0 ? END : source[0] & 0xFF;
    }

    Token token() {
        return item.token;
    }

    /** Returns the character of a {@link Token#CHARACTER}. */
    int character() {
        return item.character;
    }

    double number() {
        return item.number;
    }

    /** Returns the value of a string, or the name. */
    LuaString text() {
        return item.text;
    }

    /** Returns the line of the current token. */
    int line() {
        return line;
    }

    /** Returns the line of the token before. */
    int lastLine() {
        return lastLine;
    }

    boolean is(final int character) {
        return item.token == Token.CHARACTER && item.character == character;
    }

    void next() {
        lastLine = line;
        if (hasAhead) {
            final Item spent = item;
            item = ahead;
            ahead = spent;
            hasAhead = false;
        } else {
            read(item);
        }
    }

    /** Returns whether the token behind the current one is this character. */
    boolean isFollowedBy(final int character) {
        if (!hasAhead) {
            read(ahead);
            hasAhead = true;
        }
        return ahead.token == Token.CHARACTER && ahead.character == character;
    }

    LuaError syntaxError(final String message) {
        return error(message, describe(item));
    }

    LuaError errorAtLine(final String message) {
        return new LuaError(chunkName + ":" + line + ": " + message);
    }

    static String describeCharacter(final int character) {
        return character < ' ' || character == 127 ? "char(" + character + ")" : String.valueOf((char) character);
    }

    private LuaError error(final String message, final String near) {
        final String text = chunkName + ":" + line + ": " + message;
        return new LuaError(near == null ? text : text + " near '" + near + "'");
    }

    private String describe(final Item shown) {
        return switch (shown.token) {
            case NAME, STRING, NUMBER -> upToZero(buffer());
            case CHARACTER -> describeCharacter(shown.character);
            default -> shown.token.text();
        };
    }

    private static String upToZero(final String text) {
        final int zero = text.indexOf('\0');
        return zero < 0 ? text : text.substring(0, zero);
    }

    private String buffer() {
        return buffer.toString(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private void advance() {
        position++;
        current = position < source.length ? source[position] & 0xFF : END;
    }

    private void save() {
        buffer.write(current);
        advance();
    }

    private void newLine() {
        final int old = current;
        advance();
        if ((current == '\n' || current == '\r') && current != old) {
            advance();
        }
        line++;
    }

    private void read(final Item target) {
        buffer.reset();
        for (;;) {
            switch (current) {
                case '\n', '\r' -> newLine();
                case ' ', '\t', 11, '\f' -> advance();
                case '-' -> {
                    advance();
                    if (current != '-') {
                        character(target, '-');
                        return;
                    }
                    skipComment();
                }
                default -> {
                    readToken(target);
                    return;
                }
            }
        }
    }

    private void skipComment() {
        advance();
        if (current == '[') {
            final int level = skipSeparator();
            buffer.reset();
            if (level >= 0) {
                readLongString(null, level);
                buffer.reset();
                return;
            }
        }
        while (current != '\n' && current != '\r' && current != END) {
            advance();
        }
    }

    private void readToken(final Item target) {
        switch (current) {
            case END -> target.token = Token.EOF;
            case '[' -> {
                final int level = skipSeparator();
                if (level >= 0) {
                    readLongString(target, level);
                } else if (level == -1) {
                    character(target, '[');
                } else {
                    throw error("invalid long string delimiter", upToZero(buffer()));
                }
            }
            case '=' -> pair(target, '=', Token.EQ);
            case '<' -> pair(target, '<', Token.LE);
            case '>' -> pair(target, '>', Token.GE);
            case '~' -> pair(target, '~', Token.NE);
            case '"', '\'' -> readString(target, current);
            case '.' -> readDots(target);
            default -> readOther(target);
        }
    }

    private void readDots(final Item target) {
        save();
        if (current == '.') {
            save();
            if (current == '.') {
                save();
                target.token = Token.DOTS;
            } else {
                target.token = Token.CONCAT;
            }
        } else if (isDigit(current)) {
            readNumber(target);
        } else {
            character(target, '.');
        }
    }

    private void readOther(final Item target) {
        if (isDigit(current)) {
            readNumber(target);
        } else if (isNameStart(current)) {
            do {
                save();
            } while (isNameStart(current) || isDigit(current));
            target.text = new LuaString(buffer.toByteArray());
            target.token = RESERVED.getOrDefault(target.text.toString(), Token.NAME);
        } else {
            final int single = current;
            advance();
            character(target, single);
        }
    }

    private static void character(final Item target, final int character) {
        target.token = Token.CHARACTER;
        target.character = character;
    }

    private void pair(final Item target, final int first, final Token whole) {
        advance();
        if (current == '=') {
            advance();
            target.token = whole;
        } else {
            character(target, first);
        }
    }

    private void readNumber(final Item target) {
        do {
            save();
        } while (isDigit(current) || current == '.');
        final byte[] sofar = buffer.toByteArray();
        final int last = sofar[sofar.length - 1];
        if ((current == 'e' || current == 'E') && last != 'e') {
            save();
            if (current == '+' || current == '-') {
                save();
            }
        }
        while (isNameStart(current) || isDigit(current)) {
            save();
        }
        final byte[] digits = buffer.toByteArray();
        final double number = NumberText.parse(digits, 0, digits.length);
        if (Double.isNaN(number)) {
            throw error("malformed number", upToZero(buffer()));
        }
        target.token = Token.NUMBER;
        target.number = number;
    }

    /** Reads {@code [==[} or the like: the number of {@code =}; -1 for a lone bracket, less for a broken delimiter. */
    private int skipSeparator() {
        final int bracket = current;
        int count = 0;
        save();
        while (current == '=') {
            save();
            count++;
        }
        return current == bracket ? count : -count - 1;
    }

    private void readLongString(final Item target, final int level) {
        final int start = level + 2;
        save();
        if (current == '\n' || current == '\r') {
            newLine();
        }
        for (;;) {
            switch (current) {
                case END -> throw error(target != null ? "unfinished long string" : "unfinished long comment",
                    Token.EOF.text());
                case ']' -> {
                    if (skipSeparator() == level) {
                        save();
                        finishLongString(target, start);
                        return;
                    }
                }
                case '\n', '\r' -> {
                    buffer.write('\n');
                    newLine();
                    if (target == null) {
                        buffer.reset();
                    }
                }
                default -> {
                    if (target != null) {
                        save();
                    } else {
                        advance();
                    }
                }
            }
        }
    }

    private void finishLongString(final Item target, final int delimiterLength) {
        if (target != null) {
            final byte[] all = buffer.toByteArray();
            target.token = Token.STRING;
            target.text = new LuaString(java.util.Arrays.copyOfRange(all, delimiterLength,
                all.length - delimiterLength));
        }
    }

    private void readString(final Item target, final int delimiter) {
        save();
        while (current != delimiter) {
            switch (current) {
                case END -> throw error("unfinished string", Token.EOF.text());
                case '\n', '\r' -> throw error("unfinished string", upToZero(buffer()));
                case '\\' -> readEscape();
                default -> save();
            }
        }
        save();
        final byte[] all = buffer.toByteArray();
        target.token = Token.STRING;
        target.text = new LuaString(java.util.Arrays.copyOfRange(all, 1, all.length - 1));
    }

    private void readEscape() {
        advance();
        switch (current) {
            case 'a' -> escaped(7);
            case 'b' -> escaped('\b');
            case 'f' -> escaped('\f');
            case 'n' -> escaped('\n');
            case 'r' -> escaped('\r');
            case 't' -> escaped('\t');
            case 'v' -> escaped(11);
            case '\n', '\r' -> {
                buffer.write('\n');
                newLine();
            }
            case END -> { }
            default -> {
                if (!isDigit(current)) {
                    save();
                    return;
                }
                int value = 0;
                for (int i = 0; i < 3 && isDigit(current); i++) {
                    value = 10 * value + current - '0';
                    advance();
                }
                if (value > 255) {
                    throw error("escape sequence too large", upToZero(buffer()));
                }
                buffer.write(value);
            }
        }
    }

    private void escaped(final int character) {
        buffer.write(character);
        advance();
    }

    private static boolean isDigit(final int character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isNameStart(final int character) {
        return character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z' || character == '_';
    }
}
