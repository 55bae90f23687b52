package org.ouzel.network.cli;

import java.util.List;
import org.ouzel.protocol.client.Reply;

/** Replies for other programs: values as they are, with delimiters between them. */
final class RawFormat implements ReplyFormat {
    /** What stands for a reply that is a text for people already, such as that of INFO: nothing is added to it. */
    static final RawFormat TEXT = new RawFormat("\n", "");

    private final String elementDelimiter;
    private final String replyDelimiter;

    RawFormat(final String elementDelimiter, final String replyDelimiter) {
        this.elementDelimiter = elementDelimiter;
        this.replyDelimiter = replyDelimiter;
    }

    @Override
    public boolean isRaw() {
        return true;
    }

    @Override
    public String format(final Reply reply) {
        final StringBuilder out = new StringBuilder();
        append(reply, out);
        return out.append(replyDelimiter).toString();
    }

    private void append(final Reply reply, final StringBuilder out) {
        if (reply.isNull()) {
            return;
        }
        if (reply.isAggregate()) {
            final List<Reply> elements = reply.elements();
            for (int i = 0; i < elements.size(); i++) {
                final boolean isValue = reply.type() == '%' && i % 2 == 1;
                out.append(i == 0 ? "" : isValue ? " " : elementDelimiter);
                append(elements.get(i), out);
            }
            return;
        }
        switch (reply.type()) {
            case '-', '!' -> out.append(reply.text()).append('\n');
            case '#' -> out.append("t".equals(reply.text()) ? "(true)" : "(false)");
            case '=' -> out.append(reply.verbatimText());
            default -> out.append(reply.text());
        }
    }
}
