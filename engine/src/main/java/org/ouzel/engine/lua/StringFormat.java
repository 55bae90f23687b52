package org.ouzel.engine.lua;

import java.nio.charset.StandardCharsets;

/** {@code string.format}. */
final class StringFormat {
    private static final String FLAGS = "-+ #0";
    private static final int UNFORMATTED_LENGTH = 100;
    private static final int DEFAULT_PRECISION = 6;

    private int width;
    private int precision;
    private String flags;
    private int position;
    private final NativeCall call;
    private final byte[] format;
    private final MeteredOutput out;

    private StringFormat(final NativeCall call) {
        this.call = call;
        this.out = new MeteredOutput(call.interpreter().meter());
        this.format = call.string(1).bytes();
    }

    static void format(final NativeCall call) {
        final StringFormat work = new StringFormat(call);
        work.run();
        call.result(work.out.toByteArray());
    }

    private void run() {
        int argument = 1;
        while (position < format.length) {
            final int each = format[position++];
            if (each != '%') {
                out.write(each);
            } else if (position < format.length && format[position] == '%') {
                out.write('%');
                position++;
            } else {
                readSpecification();
                argument++;
                if (argument > call.count()) {
                    throw call.argumentError(argument, "no value");
                }
                convert(position < format.length ? format[position++] & 0xFF : 0, argument);
            }
        }
    }

    private void readSpecification() {
        final int start = position;
        while (position < format.length && FLAGS.indexOf(format[position]) >= 0) {
            position++;
        }
        if (position - start > FLAGS.length()) {
            throw call.error("invalid format (repeated flags)");
        }
        flags = new String(format, start, position - start, StandardCharsets.ISO_8859_1);
        width = digits();
        precision = -1;
        if (position < format.length && format[position] == '.') {
            position++;
            precision = Math.max(0, digits());
        }
        if (position < format.length && format[position] >= '0' && format[position] <= '9') {
            throw call.error("invalid format (width or precision too long)");
        }
    }

    /** Reads at most two digits; -1 if there are none. */
    private int digits() {
        int value = -1;
        for (int i = 0; i < 2 && position < format.length && format[position] >= '0' && format[position] <= '9'; i++) {
            value = Math.max(0, value) * 10 + format[position++] - '0';
        }
        return value;
    }

    private void convert(final int conversion, final int argument) {
        switch (conversion) {
            case 'c' -> pad(String.valueOf((char) (call.integer(argument) & 0xFF)), false);
            case 'd', 'i' -> integer(Long.toString(call.integer(argument)), true);
            case 'u' -> integer(Long.toUnsignedString(unsigned(argument)), false);
            case 'o' -> {
                final String digits = Long.toOctalString(unsigned(argument));
                integer(flags.indexOf('#') >= 0 && !digits.startsWith("0") ? "0" + digits : digits, false);
            }
            case 'x' -> hexadecimal(argument, "0x", false);
            case 'X' -> hexadecimal(argument, "0X", true);
            case 'e', 'E', 'f', 'g', 'G' -> real(conversion, call.number(argument));
            case 'q' -> quoted(call.string(argument).bytes());
            case 's' -> string(call.string(argument));
            default -> throw call.error("invalid option '%" + (conversion == 0 ? "" : (char) conversion)
                + "' to 'format'");
        }
    }

    private long unsigned(final int argument) {
        final double number = call.number(argument);
        return number >= 0x1p63 ? (long) (number - 0x1p63) + Long.MIN_VALUE : (long) number;
    }

    private void hexadecimal(final int argument, final String prefix, final boolean isUpper) {
        final long value = unsigned(argument);
        final String digits = Long.toHexString(value);
        final String shown = isUpper ? digits.toUpperCase(java.util.Locale.ROOT) : digits;
        if (flags.indexOf('#') < 0 || value == 0) {
            integer(shown, false);
            return;
        }
        if (flags.indexOf('0') >= 0 && flags.indexOf('-') < 0 && precision < 0) {
            precision = Math.max(1, width - 2);
        }
        pad(prefix + zeros(shown), false);
    }

    private String zeros(final String digits) {
        return precision > digits.length() ? "0".repeat(precision - digits.length()) + digits : digits;
    }

    private void integer(final String text, final boolean isSigned) {
        final boolean isNegative = text.charAt(0) == '-';
        String digits = isNegative ? text.substring(1) : text;
        digits = precision == 0 && digits.equals("0") ? "" : zeros(digits);
        signed(isNegative, digits, isSigned, precision < 0);
    }

    private void real(final int conversion, final double value) {
        final int wanted = precision < 0 ? DEFAULT_PRECISION : precision;
        final boolean keepsPoint = flags.indexOf('#') >= 0;
        String text = switch (conversion) {
            case 'e', 'E' -> NumberText.exponential(value, wanted);
            case 'f' -> NumberText.fixed(value, wanted);
            default -> NumberText.general(value, wanted, keepsPoint);
        };
        if (conversion == 'E' || conversion == 'G') {
            text = text.toUpperCase(java.util.Locale.ROOT);
        }
        if (keepsPoint && text.indexOf('.') < 0 && !Double.isNaN(value) && !Double.isInfinite(value)) {
            final int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
            text = exponent < 0 ? text + "." : text.substring(0, exponent) + "." + text.substring(exponent);
        }
        final boolean isNegative = text.charAt(0) == '-';
        signed(isNegative, isNegative ? text.substring(1) : text, true,
            !Double.isNaN(value) && !Double.isInfinite(value));
    }

    private void signed(final boolean isNegative, final String digits, final boolean isSigned,
        final boolean mayFillZeros) {
        String sign = "";
        if (isNegative) {
            sign = "-";
        } else if (isSigned) {
            sign = flags.indexOf('+') >= 0 ? "+" : flags.indexOf(' ') >= 0 ? " " : "";
        }
        if (mayFillZeros && flags.indexOf('0') >= 0 && flags.indexOf('-') < 0) {
            final int missing = width - sign.length() - digits.length();
            pad(sign + (missing > 0 ? "0".repeat(missing) : "") + digits, false);
        } else {
            pad(sign + digits, false);
        }
    }

    private void string(final LuaString value) {
        if (precision < 0 && value.length() >= UNFORMATTED_LENGTH) {
            out.writeBytes(value.bytes());
            return;
        }
        final String text = value.toString();
        final int zero = text.indexOf('\0');
        final String visible = zero < 0 ? text : text.substring(0, zero);
        pad(precision >= 0 && precision < visible.length() ? visible.substring(0, precision) : visible, true);
    }

    private void pad(final String text, final boolean isText) {
        final int missing = width - text.length();
        final String filled = missing <= 0 ? text
            : flags.indexOf('-') >= 0 ? text + " ".repeat(missing) : " ".repeat(missing) + text;
        out.writeBytes(filled.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void quoted(final byte[] bytes) {
        out.write('"');
        for (final byte each : bytes) {
            switch (each) {
                case '"', '\\', '\n' -> {
                    out.write('\\');
                    out.write(each);
                }
                case '\r' -> out.writeBytes(new byte[] {'\\', 'r'});
                case 0 -> out.writeBytes(new byte[] {'\\', '0', '0', '0'});
                default -> out.write(each);
            }
        }
        out.write('"');
    }
}
