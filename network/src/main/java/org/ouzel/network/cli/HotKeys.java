package org.ouzel.network.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ouzel.protocol.client.Reply;

/** {@code --hotkeys}: looks at every key, and tells those that are used most often. */
final class HotKeys {
    private static final int MOST_COUNT = 16;

    /** The one used most often first; of several used alike, the one found first. */
    private final List<Hot> hottest = new ArrayList<>();
    private final Connection connection;
    private final PrintStream out;
    private final PrintStream err;

    HotKeys(final Connection connection, final PrintStream out, final PrintStream err) {
        this.connection = connection;
        this.out = out;
        this.err = err;
    }

    private record Hot(String key, long frequency) {
    }

    /** Scans to the end and prints; returns false if the server doesn't know how often keys are used. */
    boolean run(final KeyScan scan) throws IOException {
        final KeySurvey survey = new KeySurvey(connection, scan, out, "hot");
        for (List<String> keys = survey.next(); keys != null; keys = survey.next()) {
            if (!look(keys, survey)) {
                out.flush();
                return false;
            }
        }
        survey.summarize();
        for (final Hot each : hottest) {
            out.printf(Locale.ROOT, "hot key found with counter: %d\tkeyname: %s%n", each.frequency, each.key);
        }
        out.flush();
        return true;
    }

    private boolean look(final List<String> keys, final KeySurvey survey) throws IOException {
        for (final String key : keys) {
            connection.append(List.of("OBJECT", "FREQ", key));
        }
        connection.flush();
        for (final String key : keys) {
            final Reply frequency = connection.readReply();
            if (frequency.isError()) {
                err.println("Error: " + ByteText.toUnicode(frequency.text()));
                return false;
            }
            survey.count();
            // No number: gone by now.
            note(key, frequency.isNull() ? 0 : frequency.asLong(), survey.percent());
        }
        return true;
    }

    private void note(final String key, final long frequency, final double percent) {
        int place = hottest.size();
        while (place > 0 && hottest.get(place - 1).frequency < frequency) {
            place--;
        }
        if (frequency == 0 || place == MOST_COUNT) {
            return;
        }
        final String quoted = QuotedText.quoted(key);
        hottest.add(place, new Hot(quoted, frequency));
        if (hottest.size() > MOST_COUNT) {
            hottest.remove(MOST_COUNT);
        }
        out.printf(Locale.ROOT, "[%05.2f%%] Hot key '%s' found so far with counter %d%n", percent, quoted, frequency);
    }
}
