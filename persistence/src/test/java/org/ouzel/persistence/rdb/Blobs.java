package org.ouzel.persistence.rdb;

import java.nio.charset.StandardCharsets;

/**
 * Redis's packed encodings and the primitives of the RDB format, made by hand from their descriptions. A character is a
 * byte.
 */
public final class Blobs {
    private Blobs() {
    }

    /** A number of so many bytes, the lowest first. */
    public static String little(final long number, final int bytes) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes; i++) {
            text.append((char) (number >>> Byte.SIZE * i & 0xFF));
        }
        return text.toString();
    }

    /** A number of so many bytes, the highest first. */
    public static String big(final long number, final int bytes) {
        return new StringBuilder(little(number, bytes)).reverse().toString();
    }

    /** A length as short as it can be. */
    public static String length(final long length) {
        if (length < 64) {
            return little(length, 1);
        }
        if (length < 16_384) {
            return big(0x4000 | length, 2);
        }
        return length <= 0xFFFFFFFFL ? "\u0080" + big(length, 4) : "\u0081" + big(length, 8);
    }

    /** A string as it is, behind its length. */
    public static String string(final String text) {
        return length(text.length()) + text;
    }

    /** Strings behind their number. */
    public static String strings(final String... texts) {
        final StringBuilder all = new StringBuilder();
        for (final String text : texts) {
            all.append(string(text));
        }
        return all.toString();
    }

    /** A double's bits. */
    public static String binary(final double number) {
        return little(Double.doubleToRawLongBits(number), Long.BYTES);
    }

    /** An intset of numbers in ascending order. */
    public static String intset(final int width, final long... numbers) {
        final StringBuilder blob = new StringBuilder(little(width, 4) + little(numbers.length, 4));
        for (final long number : numbers) {
            blob.append(little(number, width));
        }
        return blob.toString();
    }

    /** A zipmap of fields and values, each value with two unused bytes behind it. */
    public static String zipmap(final String... texts) {
        final StringBuilder blob = new StringBuilder(little(texts.length / 2, 1));
        for (int i = 0; i < texts.length; i++) {
            blob.append(texts[i].length() < 254 ? little(texts[i].length(), 1)
                : "\u00fe" + little(texts[i].length(), 4));
            blob.append(i % 2 == 1 ? "\2" + texts[i] + "??" : texts[i]);
        }
        return blob.append('\u00ff').toString();
    }

    /** A ziplist; what spells a number is stored as one. */
    public static String ziplist(final String... texts) {
        final StringBuilder body = new StringBuilder();
        int previous = 0;
        int last = 10;
        for (final String text : texts) {
            final String element = (previous < 254 ? little(previous, 1) : "\u00fe" + little(previous, 4))
                + ziplistContent(text);
            last = 10 + body.length();
            previous = element.length();
            body.append(element);
        }
        return little(10 + body.length() + 1, 4) + little(last, 4) + little(texts.length, 2) + body + '\u00ff';
    }

    private static String ziplistContent(final String text) {
        if (text.matches("0|-?[1-9]\\d{0,17}")) {
            final long number = Long.parseLong(text);
            if (number >= 0 && number <= 12) {
                return little(0xF1 + number, 1);
            }
            return number == (byte) number ? "\u00fe" + little(number, 1)
                : number == (short) number ? "\u00c0" + little(number, 2)
                : number >= -(1 << 23) && number < 1 << 23 ? "\u00f0" + little(number, 3)
                : number == (int) number ? "\u00d0" + little(number, 4) : "\u00e0" + little(number, 8);
        }
        return (text.length() < 64 ? little(text.length(), 1)
            : text.length() < 16_384 ? big(0x4000 | text.length(), 2) : "\u0080" + big(text.length(), 4)) + text;
    }

    /** A listpack; what spells a number is stored as one. */
    public static String listpack(final String... texts) {
        final StringBuilder body = new StringBuilder();
        for (final String text : texts) {
            final String element = listpackContent(text);
            body.append(element);
            int rest = element.length();
            final StringBuilder back = new StringBuilder();
            do {
                back.append((char) (rest & 0x7F | 0x80));
                rest >>>= 7;
            } while (rest > 0);
            back.setCharAt(back.length() - 1, (char) (back.charAt(back.length() - 1) & 0x7F));
            body.append(back.reverse());
        }
        return little(6 + body.length() + 1, 4) + little(texts.length, 2) + body + '\u00ff';
    }

    private static String listpackContent(final String text) {
        if (text.matches("0|-?[1-9]\\d{0,17}")) {
            final long number = Long.parseLong(text);
            return number >= 0 && number < 128 ? little(number, 1)
                : number >= -4096 && number < 4096 ? big(0xC000 | number & 0x1FFF, 2)
                : number == (short) number ? "\u00f1" + little(number, 2)
                : number >= -(1 << 23) && number < 1 << 23 ? "\u00f2" + little(number, 3)
                : number == (int) number ? "\u00f3" + little(number, 4) : "\u00f4" + little(number, 8);
        }
        return (text.length() < 64 ? little(0x80 | text.length(), 1)
            : text.length() < 4096 ? big(0xE000 | text.length(), 2) : "\u00f0" + little(text.length(), 4)) + text;
    }

    /** The bytes of a text. */
    public static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
