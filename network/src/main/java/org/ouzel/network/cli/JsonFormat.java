package org.ouzel.network.cli;

import java.util.List;
import org.ouzel.protocol.client.Reply;

/**
 * Replies as one line of JSON each. As in redis-cli, an error is {@code error:"text"}, which is no JSON, infinities are
 * written as {@code inf}, and bytes that aren't UTF-8 stay as they are unless texts are to be ASCII.
 */
final class JsonFormat implements ReplyFormat {
    private final boolean isAscii;

    /** @param isAscii whether each byte beyond ASCII becomes an escape within the string: {@code \\xff} */
    JsonFormat(final boolean isAscii) {
        this.isAscii = isAscii;
    }

    @Override
    public String format(final Reply reply) {
        final StringBuilder out = new StringBuilder();
        append(reply, out);
        return out.append('\n').toString();
    }

    private void append(final Reply reply, final StringBuilder out) {
        if (reply.isNull()) {
            out.append("null");
            return;
        }
        if (reply.isAggregate()) {
            aggregate(reply, out);
            return;
        }
        switch (reply.type()) {
            case '-', '!' -> {
                out.append("error:");
                text(reply.text(), out);
            }
            case ':', ',', '(' -> out.append(reply.text());
            case '#' -> out.append("t".equals(reply.text()));
            case '=' -> text(reply.verbatimText(), out);
            default -> text(reply.text(), out);
        }
    }

    private void aggregate(final Reply reply, final StringBuilder out) {
        final boolean isMap = reply.type() == '%';
        final List<Reply> elements = reply.elements();
        out.append(isMap ? '{' : '[');
        for (int i = 0; i < elements.size(); i++) {
            final Reply element = elements.get(i);
            final boolean isKey = isMap && i % 2 == 0;
            out.append(i == 0 ? "" : isMap && !isKey ? ":" : ",");
            if (isKey && element.text() != null && "+$=".indexOf(element.type()) < 0) {
                text(element.text(), out);
            } else {
                append(element, out);
            }
        }
        out.append(isMap ? '}' : ']');
    }

    private void text(final String text, final StringBuilder out) {
        if (!isAscii) {
            QuotedText.appendJson(text, out);
            return;
        }
        final StringBuilder escaped = new StringBuilder();
        QuotedText.appendEscaped(text, escaped);
        QuotedText.appendJson(escaped.substring(1, escaped.length() - 1), out);
    }
}
