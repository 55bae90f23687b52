package org.ouzel.network.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.RedisReference;
import org.ouzel.network.harness.ServerUnderTest;

/** A person at a terminal, which here is JLine's on two pipes, with keys and signals as a real one has them. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReplIT {
    private static final String CONTROL_C = "\u0003";
    private static final String CONTROL_U = "\u0015";
    private static final String UP = "\u001bOA";
    private static final long LIMIT_MS = 60_000;

    @TempDir
    private Path dir;
    private int position;
    private String prompt;
    private Path history;
    private ServerUnderTest server;
    private PipedOutputStream keys;
    private GrowingText screen;
    private CompletableFuture<Integer> exitCode;

    enum Server { OUZEL, REDIS }

    @AfterEach
    void end() throws IOException {
        if (keys != null) {
            keys.close();
        }
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldCompleteAndHint(final Server kind) throws Exception {
        start(kind);
        type("conf\t");
        await("config ");
        await("GET|HELP|RESETSTAT|REWRITE|SET");
        type("rew\t\r");
        await("without a config file");
        await(prompt);
        type("set greeting hello\r");
        await("OK");
        await(prompt);
        type("get gre\t\r");
        await("\"hello\"");
        await(prompt);
        type("set greeting ");
        await("value");
        type("x k\t\r");
        await("OK");
        await(prompt);
        type("help @strin\t\r");
        await("GETRANGE");
        await(prompt);
        type(":set nohints\rget a");
        await(prompt);
        final int before = position;
        await("get a");
        assertFalse(screen.toString().substring(before).contains("key"), screen.toString().substring(before));
        leave();
    }

    @ParameterizedTest
    @EnumSource
    void shouldRememberLinesButNoPasswords(final Server kind) throws Exception {
        start(kind);
        type("set counter 5\r");
        await("OK");
        await(prompt);
        type("incr counter\r");
        await("(integer) 6");
        await(prompt);
        type("auth nobody secret\r");
        await("WRONGPASS");
        await(prompt);
        type(UP + "\r");
        await("(integer) 7");
        await(prompt);
        leave();
        assertEquals(List.of("set counter 5", "incr counter", "exit"), Files.readAllLines(history));
        start(kind);
        type(UP + UP + "\r");
        await("(integer) 8");
        leave();
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeInterruptedWithoutEnding(final Server kind) throws Exception {
        start(kind);
        type("subscribe news\r");
        await("Reading messages... (press Ctrl-C to quit)");
        try (RawConnection other = server.connect()) {
            assertEquals(":1\r\n", other.call("PUBLISH", "news", "breaking"));
            await("\"breaking\"");
            type(CONTROL_C);
            await(prompt);
            type("blpop none 0\r");
            awaitBlocked(other);
            type(CONTROL_C);
            await("(cancelled; the server may have carried it out)");
            await(prompt);
            type("monitor\r");
            await("OK");
            other.call("ECHO", "seen");
            await("\"seen\"");
            type(CONTROL_C);
            await(prompt);
            type("qz");
            await("q");
            // On an empty line, where it isn't until both letters have been taken, Ctrl-C would end the client.
            await("z");
            type(CONTROL_C);
            await(prompt);
            other.call("CLIENT", "KILL", "TYPE", "normal");
            type("ping\r");
            await("The connection was lost");
            await("PONG");
            await(prompt);
            type(CONTROL_C);
            assertEquals(0, exitCode.get(LIMIT_MS, TimeUnit.MILLISECONDS));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldShowTheStateInThePrompt(final Server kind) throws Exception {
        start(kind);
        final String place = prompt.substring(0, prompt.length() - 2);
        type("multi\r");
        await(place + "(TX)> ");
        type("discard\r");
        await(prompt);
        type("select 3\r");
        await(place + "[3]> ");
        type("acl setuser alice on >secret ~* +@all\r");
        await(place + "[3]> ");
        type("auth alice secret\r");
        await("alice@" + place);
        type("connect 127.0.0.1 1\r");
        await("Could not connect to 127.0.0.1:1: ");
        await("not connected> ");
        type("connect 127.0.0.1 " + server.port() + "\r");
        await(place);
        leave();
        assertFalse(Files.readString(history).contains("secret"));
    }

    private void start(final Server kind) throws Exception {
        if (server == null) {
            server = kind == Server.OUZEL ? OuzelSetup.FUSED.start() : RedisReference.start();
        }
        prompt = "127.0.0.1:" + server.port() + "> ";
        history = dir.resolve("history");
        keys = new PipedOutputStream();
        screen = new GrowingText();
        position = 0;
        final PipedInputStream typed = new PipedInputStream(keys);
        final Map<String, String> environment =
            Map.of("OUZELCLI_HISTFILE", history.toString(), "OUZELCLI_RCFILE", dir.resolve("rc").toString());
        final Surroundings surroundings = new Surroundings(new ByteArrayInputStream(new byte[0]), screen,
            new PrintStream(screen, true, StandardCharsets.UTF_8), environment, true, true, () -> terminal(typed));
        final String port = Integer.toString(server.port());
        exitCode = CompletableFuture.supplyAsync(() -> {
            try {
                return CliMain.run(new String[] {"-p", port, "--color", "never"}, surroundings);
            } catch (final IOException e) {
                throw new AssertionError(e);
            }
        });
        await(prompt);
    }

    private Terminal terminal(final PipedInputStream typed) throws IOException {
        final Terminal terminal = new ExternalTerminal("test", "xterm", typed, screen, StandardCharsets.UTF_8);
        terminal.setSize(new Size(150, 40));
        return terminal;
    }

    private void leave() throws Exception {
        type(CONTROL_U + "exit\r");
        assertEquals(0, exitCode.get(LIMIT_MS, TimeUnit.MILLISECONDS));
    }

    private void type(final String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    private void await(final String expected) throws InterruptedException {
        position = screen.await(expected, position);
    }

    private static void awaitBlocked(final RawConnection connection) {
        while (!connection.call("INFO", "clients").contains("blocked_clients:1")) {
            Thread.onSpinWait();
        }
    }
}
