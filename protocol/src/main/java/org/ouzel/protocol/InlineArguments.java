package org.ouzel.protocol;

/**
 * Splits an inline request into arguments, with Redis's quoting, and removes quotes and escapes in place.
 *
 * <p>Blanks separate arguments. In double quotes {@code \n \r \t \b \a}, {@code \xHH} and a backslash before any other
 * byte (which then stands for itself) are escapes; in single quotes only {@code \'} is. A quote may begin inside an
 * argument; a closing one must end it. Unlike in Redis, whose strings end there, a zero byte is a byte like others.
 */
final class InlineArguments {
    private static final int UNBALANCED = -1;

    private final DecodedRequests requests;
    private long line;
    private int length;
    private int read;
    private int write;

    InlineArguments(final DecodedRequests requests) {
        this.requests = requests;
    }

    /**
     * Splits a line, adds its arguments behind the header of the record that is being built.
     *
     * @return the number of arguments, or -1 when quotes are unbalanced
     */
    int split(final long lineAddress, final int lineLength) {
        line = lineAddress;
        length = lineLength;
        read = 0;
        int count = 0;
        while (true) {
            while (read < length && isBlank(at(read))) {
                read++;
            }
            if (read == length) {
                return count;
            }
            final int start = read;
            write = read;
            if (!readArgument()) {
                return UNBALANCED;
            }
            final int pair = requests.end + DecodedRequests.HEADER_LENGTH + 2 * count;
            final int[] values = requests.ensureLength(pair + 2);
            values[pair] = start;
            values[pair + 1] = write - start;
            count++;
        }
    }

    private boolean readArgument() {
        while (read < length) {
            final byte value = at(read++);
            switch (value) {
                case ' ', '\n', '\r', '\t' -> {
                    return true;
                }
                case '"' -> {
                    return readDoubleQuoted();
                }
                case '\'' -> {
                    return readSingleQuoted();
                }
                default -> put(value);
            }
        }
        return true;
    }

    private boolean readDoubleQuoted() {
        while (read < length) {
            final byte value = at(read++);
            if (value == '"') {
                return isAtEndOfArgument();
            }
            if (value == '\\' && read < length) {
                putEscaped();
            } else {
                put(value);
            }
        }
        return false;
    }

    private void putEscaped() {
        if (at(read) == 'x' && length - read > 2) {
            final int high = Character.digit(at(read + 1), 16);
            final int low = Character.digit(at(read + 2), 16);
            if (high >= 0 && low >= 0) {
                put((byte) (high << 4 | low));
                read += 3;
                return;
            }
        }
        final byte value = at(read++);
        put(switch (value) {
            case 'n' -> (byte) '\n';
            case 'r' -> (byte) '\r';
            case 't' -> (byte) '\t';
            case 'b' -> (byte) '\b';
            case 'a' -> (byte) 7;
            default -> value;
        });
    }

    private boolean readSingleQuoted() {
        while (read < length) {
            final byte value = at(read++);
            if (value == '\'') {
                return isAtEndOfArgument();
            }
            if (value == '\\' && read < length && at(read) == '\'') {
                put((byte) '\'');
                read++;
            } else {
                put(value);
            }
        }
        return false;
    }

    private boolean isAtEndOfArgument() {
        return read == length || isBlank(at(read));
    }

    private byte at(final int position) {
        return NativeMemory.getByte(line + position);
    }

    /** Never overtakes the reading position: an argument gets shorter or stays as it is. */
    private void put(final byte value) {
        NativeMemory.putByte(line + write, value);
        write++;
    }

    private static boolean isBlank(final byte value) {
        return value == ' ' || value >= '\t' && value <= '\r';
    }
}
