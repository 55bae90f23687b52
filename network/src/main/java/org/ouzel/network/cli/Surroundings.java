package org.ouzel.network.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * What the process is given by whoever starts it.
 *
 * @param in               standard input
 * @param out              standard output, flushed after each reply
 * @param err              standard error
 * @param environment      the variables
 * @param isInputTerminal  whether a person types
 * @param isOutputTerminal whether a person reads
 */
record Surroundings(InputStream in, OutputStream out, PrintStream err, Map<String, String> environment,
    boolean isInputTerminal, boolean isOutputTerminal) {
    /** Set by {@code scripts/ouzel-cli}, since the JDK can't tell: holds "i" and "o" for what is a terminal. */
    private static final String TERMINALS = "ouzel.cli.terminals";

    static Surroundings ofProcess() {
        final String guess = System.console() == null ? "" : "io";
        final String terminals = System.getProperty(TERMINALS, guess);
        return new Surroundings(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out),
            System.err, System.getenv(), terminals.contains("i"), terminals.contains("o"));
    }
}
