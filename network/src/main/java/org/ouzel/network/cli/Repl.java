package org.ouzel.network.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;
import org.ouzel.protocol.QuotedWords;

/** The client at a terminal: reads lines with completion, hints and history, and runs them until the user leaves. */
final class Repl {
    /** What may stand behind {@code :set}. */
    static final List<String> PREFERENCES = List.of("hints", "nohints", "keys", "nokeys");

    private static final int HISTORY_LINES = 1_000;

    private volatile boolean isRunning;
    private volatile boolean areHintsShown = true;
    private final Terminal terminal;
    private final OutputStream out;
    private final CommandRunner runner;
    private final Shell shell;
    private final ServerNames names;
    private final CommandCompleter completer;
    private final Palette palette;
    private final LineReader reader;

    /**
     * @param terminal    what the user sits at; left open
     * @param shell       runs lines through the runner
     * @param names       for completion
     * @param completer   of lines
     * @param palette     for help
     * @param historyFile null for none
     */
    Repl(final Terminal terminal, final CommandRunner runner, final Shell shell, final ServerNames names,
        final CommandCompleter completer, final Palette palette, final Path historyFile) {
        this.terminal = terminal;
        this.out = terminal.output();
        this.runner = runner;
        this.shell = shell;
        this.names = names;
        this.completer = completer;
        this.palette = palette;
        this.reader = newReader(historyFile);
    }

    /** Takes over preferences from a file of {@code :set} lines, if it is there. */
    void readPreferences(final Path file) throws IOException {
        if (Files.isReadable(file)) {
            for (final String line : Files.readAllLines(file)) {
                final List<String> words = QuotedWords.split(line);
                if (words != null && words.size() == 2 && ":set".equals(words.get(0))) {
                    setPreference(words.get(1));
                }
            }
        }
    }

    /** Reads and runs lines until the last one. */
    void run() throws IOException {
        terminal.handle(Terminal.Signal.INT, signal -> interrupt());
        isRunning = true;
        shell.connect();
        isRunning = false;
        while (true) {
            if (names.knownDocs() == CommandDocs.NONE && runner.connection().isOpen()) {
                fetchDocs();
            }
            final String line;
            try {
                line = reader.readLine(prompt());
            } catch (final UserInterruptException e) {
                if (e.getPartialLine().isEmpty()) {
                    return;
                }
                continue;
            } catch (final EndOfFileException e) {
                return;
            }
            isRunning = true;
            try {
                if (!runLine(line)) {
                    return;
                }
            } finally {
                isRunning = false;
            }
        }
    }

    /** Returns what stands before a line: where one is, as whom, and in what state. */
    String prompt() {
        final Connection connection = runner.connection();
        if (!connection.isOpen()) {
            return "not connected> ";
        }
        final Address address = connection.address();
        return (address.user() == null ? "" : address.user() + "@") + address.place()
            + (address.database() == 0 ? "" : "[" + address.database() + "]")
            + (runner.isInTransaction() ? "(TX)" : "") + "> ";
    }

    private LineReader newReader(final Path historyFile) {
        final CliReader editor = new CliReader(terminal,
            line -> areHintsShown ? Hints.hint(names.knownDocs(), line) : "");
        editor.setParser(new CliParser());
        editor.setCompleter(completer);
        editor.setHistory(new CliHistory());
        editor.setVariable(LineReader.HISTORY_SIZE, HISTORY_LINES);
        editor.setVariable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES);
        // Candidates are those that begin with what was typed, not those that look like it.
        editor.setVariable(LineReader.ERRORS, 0);
        editor.option(LineReader.Option.CASE_INSENSITIVE, true);
        editor.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
        editor.option(LineReader.Option.HISTORY_TIMESTAMPED, false);
        if (historyFile != null) {
            CliHistory.prepare(historyFile);
            editor.setVariable(LineReader.HISTORY_FILE, historyFile);
        }
        editor.getHistory().attach(editor);
        return editor;
    }

    private boolean runLine(final String line) throws IOException {
        final List<String> words = QuotedWords.split(line);
        if (words == null || words.isEmpty()) {
            return shell.runLine(ByteText.toBytes(line));
        }
        switch (words.get(0).toLowerCase(Locale.ROOT)) {
            case "help", "?" -> print(Help.text(names.docs(), words.subList(1, words.size()), palette));
            case "clear" -> {
                terminal.puts(Capability.clear_screen);
                terminal.flush();
            }
            case ":set" -> {
                if (words.size() != 2 || !setPreference(words.get(1))) {
                    print("Use: :set " + String.join("|", PREFERENCES) + "\n");
                }
            }
            default -> {
                final boolean isGoingOn = shell.runLine(ByteText.toBytes(line));
                if ("connect".equalsIgnoreCase(words.get(0))) {
                    names.forget();
                }
                return isGoingOn;
            }
        }
        return true;
    }

    private boolean setPreference(final String preference) {
        switch (preference.toLowerCase(Locale.ROOT)) {
            case "hints", "nohints" -> areHintsShown = "hints".equalsIgnoreCase(preference);
            case "keys", "nokeys" -> completer.setKeysCompleted("keys".equalsIgnoreCase(preference));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Asks for the commands without keeping the user waiting. */
    private void fetchDocs() {
        final Thread thread = new Thread(names::docs, "docs");
        thread.setDaemon(true);
        thread.start();
    }

    private void interrupt() {
        if (isRunning) {
            runner.connection().abort();
        }
    }

    private void print(final String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
