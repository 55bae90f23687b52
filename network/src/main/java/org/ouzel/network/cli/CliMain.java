package org.ouzel.network.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Terminal;
import org.ouzel.engine.Version;
import org.slf4j.Logger;
import picocli.CommandLine;

/** Entry point of {@code scripts/ouzel-cli}. */
public final class CliMain {
    private static final String PASSWORD_WARNING =
        "Warning: Using a password with '-a' or '-u' option on the command line interface may not be safe.";

    private final CliOptions options;
    private final Surroundings surroundings;

    private CliMain(final CliOptions options, final Surroundings surroundings) {
        this.options = options;
        this.surroundings = surroundings;
    }

    /** Runs the client and ends the process: 0 done, 1 failed or called wrongly. */
    public static void main(final String[] arguments) throws IOException {
        System.exit(run(arguments, Surroundings.ofProcess()));
    }

    /** Runs the client and returns the process's exit code. */
    static int run(final String[] arguments, final Surroundings surroundings) throws IOException {
        final CliOptions options = new CliOptions();
        final CommandLine commandLine = new CommandLine(options).setStopAtPositional(true)
            .setCaseInsensitiveEnumValuesAllowed(true);
        try {
            commandLine.parseArgs(Arguments.inBytes(arguments));
        } catch (final CommandLine.ParameterException e) {
            surroundings.err().println(ByteText.toUnicode(e.getMessage()) + "; --help lists the options");
            return 1;
        }
        if (options.isHelp) {
            surroundings.out().write(commandLine.getUsageMessage().getBytes(StandardCharsets.UTF_8));
            return 0;
        }
        if (options.isVersion) {
            surroundings.out().write(("ouzel-cli " + Version.OUZEL + "\n").getBytes(StandardCharsets.UTF_8));
            return 0;
        }
        try {
            return new CliMain(options, surroundings).run();
        } catch (final IllegalArgumentException e) {
            surroundings.err().println(e.getMessage());
            return 1;
        } catch (final IOException e) {
            surroundings.err().println("Error: " + (e.getMessage() == null ? e : e.getMessage()));
            return 1;
        }
    }

    private int run() throws IOException {
        refuseWhatDoesNotGo();
        final Address address = address();
        final Logger log = CliLog.open(logLevel());
        final ClientTls tls = new ClientTls(options.authority, options.authorityDirectory, options.certificate,
            options.key, options.sni, options.isInsecure);
        final Connection.ConnectSettings settings = new Connection.ConnectSettings(address, tls, protocol(),
            (int) (options.timeoutSeconds * 1000));
        final Modes modes = new Modes(options, surroundings, format());
        if (!hasCommand() && surroundings.isInputTerminal() && !modes.areWanted()) {
            return runInteractively(settings, log);
        }
        try (Connection connection = new Connection(settings, surroundings.err()::println, log)) {
            return runWith(connection, modes);
        }
    }

    private void refuseWhatDoesNotGo() {
        if (options.replication != null) {
            throw new IllegalArgumentException("--rdb, --functions-rdb and --replica aren't there: they need SYNC, "
                + "which Ouzel doesn't have. SAVE and KDB SAVE write dumps beside the server, FUNCTION DUMP returns "
                + "functions.");
        }
        if (options.isLastArgumentRead && options.readTag != null) {
            throw new IllegalArgumentException("Options -x and -X are mutually exclusive.");
        }
    }

    private boolean hasCommand() {
        return options.script != null || !options.command.isEmpty();
    }

    private int runWith(final Connection connection, final Modes modes) throws IOException {
        final CommandRunner runner = newRunner(connection, surroundings.out(), surroundings.err());
        final Shell shell = new Shell(runner, surroundings.out(), surroundings.err(), false, intervalMs());
        if (!shell.connect()) {
            return 1;
        }
        if (modes.areWanted()) {
            return modes.run(connection) ? 0 : 1;
        }
        if (!hasCommand()) {
            runLines(shell);
        } else {
            shell.repeat(options.repeatCount == null ? 1 : options.repeatCount, command());
        }
        return shell.hasFailed() ? 1 : 0;
    }

    private CommandRunner newRunner(final Connection connection, final OutputStream out, final PrintStream err) {
        return new CommandRunner(connection, format(), out, err,
            new CommandRunner.Options(options.areErrorsFailures, arePushesShown()));
    }

    private long intervalMs() {
        return (long) (options.intervalSeconds * 1000);
    }

    private int runInteractively(final Connection.ConnectSettings settings, final Logger log) throws IOException {
        try (Terminal terminal = surroundings.openTerminal()) {
            final PrintStream err = new PrintStream(terminal.output(), true, StandardCharsets.UTF_8);
            try (Connection connection = new Connection(settings, err::println, log);
                ServerNames names = new ServerNames(settings, connection::address)) {
                final CommandRunner runner = newRunner(connection, terminal.output(), err);
                final Repl repl = new Repl(terminal, runner,
                    new Shell(runner, terminal.output(), err, true, intervalMs()), names,
                    new CommandCompleter(names, !options.areKeysNotCompleted), palette(), historyFile());
                repl.readPreferences(homeFile("OUZELCLI_RCFILE", ".ouzelclirc"));
                repl.run();
                return 0;
            }
        }
    }

    private Path historyFile() {
        final Path file = homeFile("OUZELCLI_HISTFILE", ".ouzelcli_history");
        return file.equals(Path.of("/dev/null")) ? null : file;
    }

    private Path homeFile(final String variable, final String name) {
        final String given = surroundings.environment().get(variable);
        return given != null && !given.isEmpty() ? Path.of(given) : Path.of(System.getProperty("user.home"), name);
    }

    private List<String> command() throws IOException {
        if (options.script != null) {
            return EvalCommand.of(options.script, options.command);
        }
        final List<String> command = new ArrayList<>();
        for (final String word : options.command) {
            command.add(options.areArgumentsQuoted ? QuotedText.unquoted(word, "argument: " + word) : word);
        }
        if (options.isLastArgumentRead) {
            command.add(readInput());
        } else if (options.readTag != null) {
            final int place = command.indexOf(options.readTag);
            if (place < 0) {
                throw new IllegalArgumentException("Using -X option but stdin tag not match.");
            }
            command.set(place, readInput());
        }
        return command;
    }

    private String readInput() throws IOException {
        return new String(surroundings.in().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private void runLines(final Shell shell) throws IOException {
        final InputStream in = new BufferedInputStream(surroundings.in());
        String line = readLine(in);
        while (line != null && shell.runLine(line)) {
            line = readLine(in);
        }
    }

    /** Returns the next line, a character a byte, or null when there is none. */
    private static String readLine(final InputStream in) throws IOException {
        final ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            line.write(next);
            next = in.read();
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private Address address() {
        Address address = options.uri == null ? Address.DEFAULT : Address.parse(ByteText.toUnicode(options.uri));
        if (options.host != null) {
            address = address.withHost(options.host);
        }
        if (options.port != null) {
            address = address.withPort(Address.port(options.port));
        }
        if (options.socket != null) {
            address = address.withSocket(ByteText.toUnicode(options.socket));
        }
        if (options.isTls) {
            address = address.withTls();
        }
        if (options.database != null) {
            address = address.withDatabase(options.database);
        }
        final boolean isPasswordVisible = options.password != null || address.password() != null;
        if (isPasswordVisible && !options.isAuthWarningOff) {
            surroundings.err().println(PASSWORD_WARNING);
        }
        final String user = options.user != null ? ByteText.toUnicode(options.user) : address.user();
        return address.withLogin(user, password(address));
    }

    private String password(final Address address) {
        if (options.isAskingForPassword) {
            final Console console = System.console();
            final char[] typed = console == null ? null : console.readPassword("Please input password: ");
            if (typed == null) {
                throw new IllegalArgumentException("--askpass needs a terminal");
            }
            return new String(typed);
        }
        if (options.password != null) {
            return ByteText.toUnicode(options.password);
        }
        if (address.password() != null) {
            return address.password();
        }
        final String own = surroundings.environment().get("OUZELCLI_AUTH");
        return own != null ? own : surroundings.environment().get("REDISCLI_AUTH");
    }

    private CliOptions.LogLevel logLevel() {
        if (options.logLevel != null) {
            return options.logLevel;
        }
        return switch (options.verbosity.length) {
            case 0 -> CliOptions.LogLevel.WARN;
            case 1 -> CliOptions.LogLevel.DEBUG;
            default -> CliOptions.LogLevel.TRACE;
        };
    }

    private int protocol() {
        if (options.isResp2 || options.isResp3) {
            return options.isResp2 ? 2 : 3;
        }
        // Plain values are for scripts, which expect the lines that redis-cli gives them.
        return format().isRaw() || options.isCsv ? 2 : Connection.PREFER_RESP3;
    }

    private boolean arePushesShown() {
        return options.arePushesShown == null ? surroundings.isOutputTerminal()
            : options.arePushesShown == CliOptions.YesNo.YES;
    }

    private ReplyFormat format() {
        if (options.isJson || options.isQuotedJson) {
            return new JsonFormat(options.isQuotedJson);
        }
        if (options.isCsv) {
            return new CsvFormat();
        }
        if (options.isTyped || surroundings.isOutputTerminal() && !options.isRaw) {
            return new TypedFormat(palette());
        }
        return new RawFormat(options.elementDelimiter, options.replyDelimiter);
    }

    private Palette palette() {
        final boolean isAuto = surroundings.isOutputTerminal() && !surroundings.environment().containsKey("NO_COLOR");
        return switch (options.colouring) {
            case ALWAYS -> Palette.ANSI;
            case NEVER -> Palette.NONE;
            default -> isAuto ? Palette.ANSI : Palette.NONE;
        };
    }
}
