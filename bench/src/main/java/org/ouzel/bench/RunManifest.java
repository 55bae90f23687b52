package org.ouzel.bench;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ouzel.bench.proc.Machine;

/**
 * Where a result comes from; every result file starts with one.
 *
 * @param startedAt time of the run, ISO 8601 in UTC, whole seconds
 * @param commit the source's commit, with {@code -dirty} when files were changed since, or {@code unknown}
 * @param jvm name and version of the virtual machine that sent the load
 * @param jvmFlags its flags
 * @param machine what it ran on
 * @param arguments the command line after the verb
 */
public record RunManifest(
    String startedAt, String commit, String jvm, List<String> jvmFlags, Machine machine, List<String> arguments) {
    private static final Gson GSON =
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeSpecialFloatingPointValues().create();
    private static final long GIT_TIMEOUT_SECONDS = 10;

    /** Describes this process. */
    public static RunManifest now(final List<String> arguments) throws IOException, InterruptedException {
        return new RunManifest(
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            headCommit(),
            System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
            ManagementFactory.getRuntimeMXBean().getInputArguments(),
            Machine.here(),
            List.copyOf(arguments));
    }

    /** Writes a result as JSON, and makes the folder for it. */
    public static void write(final Path file, final Object result) throws IOException {
        final Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Files.writeString(file, GSON.toJson(result) + "\n");
    }

    private static String headCommit() throws IOException, InterruptedException {
        final String commit = git("rev-parse", "--short=12", "HEAD");
        if (commit.isEmpty()) {
            return "unknown";
        }
        return git("status", "--porcelain", "--untracked-files=no").isEmpty() ? commit : commit + "-dirty";
    }

    private static String git(final String... words) throws IOException, InterruptedException {
        final ProcessBuilder builder = new ProcessBuilder("git");
        builder.command().addAll(List.of(words));
        final Process git;
        try {
            git = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (final IOException e) {
            return ""; // no git here: the commit is unknown
        }
        final String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        final boolean hasEnded = git.waitFor(GIT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return hasEnded && git.exitValue() == 0 ? output : "";
    }
}
