package org.ouzel.network.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian's redis-server, the server whose replies Ouzel's are compared with. */
public final class RedisReference {
    private static final Path BINARY = Path.of(System.getProperty("ouzel.it.redis", "/usr/bin/redis-server"));

    private RedisReference() {
    }

    /** Starts redis-server on a free loopback port, without persistence; {@code options} as on its command line. */
    public static ServerProcess start(final String... options) {
        if (!Files.isExecutable(BINARY)) {
            throw new AssertionError(BINARY + " is missing: install the package redis-server"
                + " (apt-get install redis-server), or name another one with -Douzel.it.redis=<path>");
        }
        final int port = ServerProcess.freePort();
        final List<String> command = new ArrayList<>(List.of(BINARY.toString(), "--port", Integer.toString(port),
            "--bind", ServerUnderTest.HOST, "--save", "", "--appendonly", "no"));
        command.addAll(List.of(options));
        return ServerProcess.start(command, port);
    }
}
