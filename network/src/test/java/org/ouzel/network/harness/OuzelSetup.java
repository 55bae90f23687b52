package org.ouzel.network.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The set-ups in which every test of behaviour runs. {@code -Douzel.it.target=redis} puts a second redis-server in
 * Ouzel's place, which shows that a test is right about Redis; {@code -Douzel.it.setups=FUSED,…} picks set-ups.
 */
public enum OuzelSetup {
    FUSED("--threading", "fused"),
    DEDICATED_1("--threading", "dedicated", "--shards", "1"),
    DEDICATED_3("--threading", "dedicated", "--shards", "3");

    private static final String TARGET = System.getProperty("ouzel.it.target", "ouzel");

    /** Maven runs a module's tests in the module's directory. */
    private static final Path SCRIPTS = Path.of("..", "scripts").toAbsolutePath().normalize();

    private final List<String> options;

    OuzelSetup(final String... options) {
        this.options = List.of(options);
    }

    public static boolean isRedisTarget() {
        return "redis".equals(TARGET);
    }

    /** The set-ups of this run; only one when Redis stands in, since they would all be the same. */
    public static Stream<OuzelSetup> selected() {
        if (isRedisTarget()) {
            return Stream.of(FUSED);
        }
        final String names = System.getProperty("ouzel.it.setups", "");
        return names.isEmpty() ? Stream.of(values()) : Arrays.stream(names.split(",")).map(OuzelSetup::valueOf);
    }

    /** The command-line options that choose this set-up. */
    public List<String> options() {
        return options;
    }

    /** Starts a server of this set-up on a free loopback port; {@code more} as on the command line. */
    public ServerUnderTest start(final String... more) {
        if (isRedisTarget()) {
            return RedisReference.start(more);
        }
        return InProcessServer.start(options, more);
    }

    /** Starts a server of this set-up as a process of its own. */
    public ServerProcess startProcess(final String... more) {
        if (isRedisTarget()) {
            return RedisReference.start(more);
        }
        final int port = ServerProcess.freePort();
        return ServerProcess.start(command(port, more), port);
    }

    /** Begins to start Ouzel in this set-up as a process of its own, and doesn't wait for it. */
    public Process launch(final int port, final String... more) throws IOException {
        return new ProcessBuilder(command(port, more)).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }

    private List<String> command(final int port, final String... more) {
        final List<String> command = new ArrayList<>(List.of(SCRIPTS.resolve("ouzel-server").toString(),
            "--port", Integer.toString(port), "--bind", ServerUnderTest.HOST, "--save", ""));
        command.addAll(options);
        command.addAll(List.of(more));
        return command;
    }
}
