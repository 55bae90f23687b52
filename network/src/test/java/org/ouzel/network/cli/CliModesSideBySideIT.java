package org.ouzel.network.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.network.harness.RedisReference;
import org.ouzel.network.harness.ServerProcess;

/** Does with options and files what redis-cli does beside the same redis-server: output, errors and exit code. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CliModesSideBySideIT {
    private static ServerProcess redis;

    @TempDir
    private Path dir;

    @BeforeAll
    static void start() throws Exception {
        // Use counts every time, and is never forgotten: counters stand still between the two clients.
        redis = RedisReference.start("--maxmemory-policy", "allkeys-lfu", "--lfu-log-factor", "0", "--lfu-decay-time",
            "0");
        final StringBuilder lines = new StringBuilder("SET \"quo\\\"ted\\n\" 1\n");
        for (int i = 0; i < 40; i++) {
            lines.append("SET key:").append(i).append(' ').append("x".repeat(i * 10)).append('\n');
            lines.append("RPUSH list:").append(i % 4).append(" a b c\n");
            lines.append(("GET key:" + i + "\n").repeat(i % 23));
        }
        lines.append("HSET hash f v g w\nSADD set 1 2 3\nZADD zset 1 a\nXADD stream 1-1 f v\n");
        CliRun.of(lines.toString(), "-p", Integer.toString(redis.port()));
    }

    @AfterAll
    static void end() {
        redis.close();
    }

    @BeforeEach
    void writeScripts() throws IOException {
        Files.writeString(dir.resolve("show.lua"), "return {#KEYS, #ARGV, KEYS[1] or '-', ARGV[1] or '-', ARGV[2]}\n");
        Files.writeString(dir.resolve("wrong.lua"), "retur 1");
        Files.writeString(dir.resolve("bytes.lua"), "return '\u00e4'", StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--eval @show.lua", "--eval @show.lua k1 k2 , a1 a2", "--eval @show.lua k1 ,",
        "--eval @show.lua , a , b", "--eval @show.lua k,", "--no-raw --eval @show.lua k , a b", "--eval @wrong.lua",
        "-e --eval @wrong.lua", "--eval @missing.lua", "-r 2 --eval @show.lua k", "--csv --eval @show.lua k , a",
        "--json --eval @show.lua k , a", "--eval @bytes.lua", "-3 --no-raw --eval @show.lua k"})
    void shouldRunScriptsFromFiles(final String options) throws Exception {
        assertAlike("", words(options));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-X tag SET tag tag", "-X tag SET k tagged", "-X tag -x SET k tag", "-X tag ECHO tag",
        "-X tag", "-x ECHO", "-r 2 -x ECHO", "-X \"a --quoted-input ECHO \"\\x22a\"",
        "-X tag --eval @show.lua k , tag"})
    void shouldTakeOneArgumentFromItsInput(final String options) throws Exception {
        assertAlike("typed\nin", words(options));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--memkeys", "--memkeys-samples 0", "--memkeys --memkeys-samples 2", "--bigkeys",
        "--memkeys --pattern list*", "--bigkeys --quoted-pattern \"quo\\x22*\"", "--hotkeys",
        "--hotkeys --pattern key:1*", "--scan --quoted-pattern \"quo\\x22*\"",
        "--scan --quoted-pattern \"quo", "--scan --pattern key:?"})
    void shouldLookAtAllKeys(final String options) throws Exception {
        assertAlike("", words(options));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--hotkeys"})
    void shouldSayWhenUseIsNotCounted(final String options) throws Exception {
        try (ServerProcess other = RedisReference.start()) {
            CliRun.of("SET a 1\n", "-p", Integer.toString(other.port()));
            final List<String> arguments = List.of("-p", Integer.toString(other.port()), options);
            assertEquals(redisCli("", arguments), CliRun.of("", arguments.toArray(String[]::new)));
        }
    }

    private List<String> words(final String options) {
        return Arrays.stream(options.split(" "))
            .map(word -> word.startsWith("@") ? dir.resolve(word.substring(1)).toString() : word).toList();
    }

    private void assertAlike(final String input, final List<String> options) throws Exception {
        final List<String> arguments = new ArrayList<>(List.of("-p", Integer.toString(redis.port())));
        arguments.addAll(options);
        final CliRun expected = redisCli(input, arguments);
        final CliRun run = CliRun.of(input, arguments.toArray(String[]::new));
        assertEquals(sorted(expected), sorted(run));
    }

    /** The summary of types comes in an order that redis-cli draws anew at each start. */
    private static CliRun sorted(final CliRun run) {
        final int summary = run.out().indexOf("-------- summary");
        if (summary < 0) {
            return run;
        }
        return new CliRun(run.exitCode(), run.out().substring(0, summary)
            + String.join("\n", run.out().substring(summary).lines().sorted().toList()), run.err());
    }

    private CliRun redisCli(final String input, final List<String> arguments) throws Exception {
        final Path typed = dir.resolve("input");
        final Path errors = dir.resolve("errors");
        Files.writeString(typed, input, StandardCharsets.ISO_8859_1);
        final List<String> command = new ArrayList<>(List.of("redis-cli"));
        command.addAll(arguments);
        final Process process = new ProcessBuilder(command).redirectInput(typed.toFile())
            .redirectError(errors.toFile()).start();
        final String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        return new CliRun(process.waitFor(), out, Files.readString(errors));
    }
}
