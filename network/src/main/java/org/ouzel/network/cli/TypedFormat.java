package org.ouzel.network.cli;

import java.util.List;
import org.ouzel.protocol.client.Reply;

/**
 * Replies for people: each with its type, elements numbered and nested.
 *
 * <pre>
 * 1) "a"
 * 2) 1) (integer) 1
 *    2) (nil)
 * 1# "field" => "value"
 * </pre>
 */
final class TypedFormat implements ReplyFormat {
    private final Palette palette;

    TypedFormat(final Palette palette) {
        this.palette = palette;
    }

    @Override
    public String format(final Reply reply) {
        final StringBuilder out = new StringBuilder();
        append(reply, "", Palette.STRING, out);
        return out.toString();
    }

    private void append(final Reply reply, final String prefix, final String stringColour, final StringBuilder out) {
        if (reply.isNull()) {
            line(Palette.NIL, "(nil)", out);
            return;
        }
        final String text = reply.text();
        switch (reply.type()) {
            case '-', '!' -> line(Palette.ERROR, "(error) " + text, out);
            case '+' -> line(Palette.STATUS, text, out);
            case ':' -> line(Palette.NUMBER, "(integer) " + text, out);
            case ',' -> line(Palette.NUMBER, "(double) " + text, out);
            case '(' -> line(Palette.NUMBER, "(big number) " + text, out);
            case '#' -> line(Palette.NUMBER, "t".equals(text) ? "(true)" : "(false)", out);
            case '=' -> line(stringColour, reply.verbatimText(), out);
            case '$' -> {
                final StringBuilder quoted = new StringBuilder(text.length() + 2);
                QuotedText.appendEscaped(text, quoted);
                line(stringColour, quoted.toString(), out);
            }
            default -> aggregate(reply, prefix, out);
        }
    }

    private void line(final String colour, final String text, final StringBuilder out) {
        palette.append(colour, text, out);
        out.append('\n');
    }

    private void aggregate(final Reply reply, final String prefix, final StringBuilder out) {
        final List<Reply> elements = reply.elements();
        final boolean isMap = reply.type() == '%';
        if (elements.isEmpty()) {
            line(Palette.NIL, "(empty " + kind(reply.type()) + ")", out);
            return;
        }
        final int step = isMap ? 2 : 1;
        final int width = Integer.toString(elements.size() / step).length();
        final String inner = prefix + " ".repeat(width + 2);
        final char mark = isMap ? '#' : reply.type() == '~' ? '~' : ')';
        for (int i = 0; i < elements.size(); i += step) {
            // The first one stands behind the number that the caller wrote.
            final String number = Integer.toString(i / step + 1);
            out.append(i == 0 ? "" : prefix).append(" ".repeat(width - number.length())).append(number).append(mark)
                .append(' ');
            append(elements.get(i), inner, isMap ? Palette.KEY : Palette.STRING, out);
            if (isMap) {
                out.setLength(out.length() - 1);
                final Reply value = elements.get(i + 1);
                out.append(" => ").append(hasSeveralLines(value) ? "\n" + inner : "");
                append(value, inner, Palette.STRING, out);
            }
        }
    }

    private static String kind(final char type) {
        return switch (type) {
            case '%' -> "hash";
            case '~' -> "set";
            case '>' -> "push";
            default -> "array";
        };
    }

    private static boolean hasSeveralLines(final Reply reply) {
        if (!reply.isAggregate()) {
            return false;
        }
        final int count = reply.elements().size() / (reply.type() == '%' ? 2 : 1);
        return count > 1 || reply.elements().stream().anyMatch(TypedFormat::hasSeveralLines);
    }
}
