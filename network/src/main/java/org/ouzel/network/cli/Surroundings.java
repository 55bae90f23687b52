package org.ouzel.network.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * What the process is given by whoever starts it.
 *
 * @param in               standard input
 * @param out              standard output, flushed after each reply
 * @param err              standard error
 * @param environment      the variables
 * @param isInputTerminal  whether a person types
 * @param isOutputTerminal whether a person reads
 * @param terminal         opens the terminal to edit lines on
 */
record Surroundings(InputStream in, OutputStream out, PrintStream err, Map<String, String> environment,
    boolean isInputTerminal, boolean isOutputTerminal, TerminalSource terminal) {
    /** Set by {@code scripts/ouzel-cli}, since the JDK can't tell: holds "i" and "o" for what is a terminal. */
    private static final String TERMINALS = "ouzel.cli.terminals";

    /** What opens a terminal, when one is needed. */
    @FunctionalInterface
    interface TerminalSource {
        Terminal open() throws IOException;
    }

    Terminal openTerminal() throws IOException {
        return terminal.open();
    }

    private static Terminal openSystemTerminal() throws IOException {
        return TerminalBuilder.builder().name("ouzel-cli").system(true).provider("jni").dumb(true).build();
    }

    static Surroundings ofProcess() {
        final String guess = System.console() == null ? "" : "io";
        final String terminals = System.getProperty(TERMINALS, guess);
        return new Surroundings(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out),
            System.err, System.getenv(), terminals.contains("i"), terminals.contains("o"),
            Surroundings::openSystemTerminal);
    }
}
