package org.ouzel.network.cli;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** JLine's editor with a hint behind the cursor; JLine's own tail tips cut words off the hints that they are given. */
final class CliReader extends LineReaderImpl {
    private static final AttributedStyle GREY = AttributedStyle.DEFAULT.foreground(AttributedStyle.BRIGHT);

    private final UnaryOperator<String> hints;

    /** @param hints gives what to show behind a line while the cursor is at its end */
    CliReader(final Terminal terminal, final UnaryOperator<String> hints) {
        super(terminal, "ouzel-cli", null);
        this.hints = hints;
    }

    @Override
    public AttributedString getDisplayedBufferWithPrompts(final List<AttributedString> secondaryPrompts) {
        // A finished line is drawn once more, without a hint; below a list of candidates there is no room for one.
        final boolean hasHint = doAutosuggestion && post == null && buf.cursor() == buf.length()
            && !terminal.getType().startsWith(Terminal.TYPE_DUMB);
        final AttributedString shown = super.getDisplayedBufferWithPrompts(secondaryPrompts);
        final int room = size.getColumns() - 1 - shown.columnLength();
        final String hint = hasHint && room > 0 ? hints.apply(buf.toString()) : "";
        if (hint.isEmpty()) {
            return shown;
        }
        return new AttributedStringBuilder().append(shown)
            .styled(GREY, hint.substring(0, Math.min(room, hint.length()))).toAttributedString();
    }
}
