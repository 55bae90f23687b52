package org.ouzel.network.cli;

import java.util.List;
import org.ouzel.protocol.client.Reply;

/** Replies as one line of comma-separated values each; nesting is lost. */
final class CsvFormat implements ReplyFormat {
    @Override
    public String format(final Reply reply) {
        final StringBuilder out = new StringBuilder();
        append(reply, out);
        return out.append('\n').toString();
    }

    private static void append(final Reply reply, final StringBuilder out) {
        if (reply.isNull()) {
            out.append("NULL");
            return;
        }
        if (reply.isAggregate()) {
            final List<Reply> elements = reply.elements();
            for (int i = 0; i < elements.size(); i++) {
                out.append(i == 0 ? "" : ",");
                append(elements.get(i), out);
            }
            return;
        }
        switch (reply.type()) {
            case '-', '!' -> {
                out.append("ERROR,");
                QuotedText.appendEscaped(reply.text(), out);
            }
            case ':', ',', '(' -> out.append(reply.text());
            case '#' -> out.append("t".equals(reply.text()));
            case '=' -> QuotedText.appendEscaped(reply.verbatimText(), out);
            default -> QuotedText.appendEscaped(reply.text(), out);
        }
    }
}
