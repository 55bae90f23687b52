package org.ouzel.network;

import java.io.IOException;
import org.ouzel.engine.settings.Settings;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.network.logging.ServerLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's process: reads the command line, runs a server, and ends with 0 after a clean shutdown. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {
    }

    /** Runs until SIGTERM, SIGINT or SHUTDOWN. Exit code 1 with one line on standard error when it can't start. */
    public static void main(final String[] arguments) {
        final ServerCommandLine commandLine = ServerCommandLine.parse(System.getenv(), arguments);
        if (commandLine.hasEnded()) {
            (commandLine.exitCode() == 0 ? System.out : System.err).print(commandLine.output());
            System.exit(commandLine.exitCode());
        }
        try {
            run(commandLine);
            System.exit(0);
        } catch (final IOException | IllegalStateException e) {
            LOG.debug("start failed", e);
            System.err.println("*** FATAL: " + e.getMessage());
            System.exit(1);
        } catch (final InterruptedException e) {
            System.exit(1);
        }
    }

    private static void run(final ServerCommandLine commandLine) throws IOException, InterruptedException {
        final Settings settings = commandLine.settings();
        ServerLog.configure(settings);
        try (PidFile pidFile = PidFile.write(settings.getText(SettingsTable.PIDFILE));
            OuzelServer server = OuzelServer.create(settings, commandLine)) {
            // A virtual machine that is told to end by a signal answers 128 + its number; a drained server answers 0.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> endBySignal(server, pidFile), "ouzel-shutdown"));
            if (server.open()) {
                // What the start has made is copied once, now, and not while clients wait.
                System.gc();
                LOG.info(server.readyLine());
            } else {
                LOG.info("Loading was broken off");
            }
            server.awaitShutdownRequest();
            if (server.isClosed()) {
                return; // by a signal, whose hook sees to the rest
            }
            LOG.info("Shutting down: a client asked for it");
        }
        LOG.info("Ouzel is now ready to exit, bye bye...");
    }

    private static void endBySignal(final OuzelServer server, final PidFile pidFile) {
        if (server.isClosed()) {
            return;
        }
        LOG.info("Shutting down: received a signal");
        server.close();
        try {
            pidFile.close();
        } catch (final IOException e) {
            LOG.warn("pid file not removed", e);
        }
        LOG.info("Ouzel is now ready to exit, bye bye...");
        Runtime.getRuntime().halt(0);
    }
}
