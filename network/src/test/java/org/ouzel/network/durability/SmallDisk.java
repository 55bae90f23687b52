package org.ouzel.network.durability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ouzel.network.harness.OuzelSetup;

/**
 * Mounts a file system of 2 MB for each test, in each set-up. Its tests are skipped where the process may not mount
 * one; tests of persistence with a failing file layer stand alone.
 */
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
abstract class SmallDisk {
    @Parameter
    protected OuzelSetup setup;

    protected Path disk;

    @TempDir
    private Path parent;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        Assumptions.assumeFalse(OuzelSetup.isRedisTarget());
        disk = Files.createDirectory(parent.resolve("disk"));
        Assumptions.assumeTrue(isDone("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()),
            "no file system can be mounted here");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        isDone("umount", disk.toString());
    }

    /** Runs a command; returns whether there is one, and it succeeded. */
    static boolean isDone(final String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (final IOException e) {
            return false;
        }
    }
}
