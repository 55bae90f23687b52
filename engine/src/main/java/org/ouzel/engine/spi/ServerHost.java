package org.ouzel.engine.spi;

import java.io.IOException;

/**
 * The process around the engine, as far as commands need it. Callable from any engine thread.
 */
public interface ServerHost {
    /** A host for an embedded engine without sockets. */
    ServerHost EMBEDDED = new ServerHost() {
        @Override
        public void requestShutdown(final boolean shouldSave) {
            // The embedding program decides when its engine ends.
        }

        @Override
        public int port() {
            return 0;
        }

        @Override
        public String transport() {
            return "embedded";
        }
    };

    /** Asks the process to drain, end and exit with 0; returns at once. */
    void requestShutdown(boolean shouldSave);

    /** Returns the absolute path of the file that settings were read from, or an empty text. */
    default String settingsFile() {
        return "";
    }

    /**
     * Writes the settings back to {@link #settingsFile()}, keeping its comments (CONFIG REWRITE).
     *
     * @throws IOException when that can't be done; the file is as before then
     */
    default void rewriteSettings() throws IOException {
        throw new IOException("there is no settings file");
    }

    /** Returns the TCP port in use, or 0. */
    int port();

    /** Returns the name of the transport in use, as INFO's {@code multiplexing_api} shows it. */
    String transport();
}
