package org.ouzel.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashSeedFileTest {
    @TempDir
    private Path dir;

    @Test
    void shouldKeepTheSeedOfTheFirstStart() throws IOException {
        final long seed = HashSeedFile.in(dir).readOrDraw();
        assertEquals(seed, HashSeedFile.in(dir).readOrDraw());
        assertEquals(List.of(HashSeedFile.NAME), names());
        assertEquals("rw-------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(HashSeedFile.NAME))));
    }

    @Test
    void shouldDrawAnotherSeedForAnotherDirectory(@TempDir final Path other) {
        assertNotEquals(HashSeedFile.in(dir).readOrDraw(), HashSeedFile.in(other).readOrDraw());
    }

    @Test
    void shouldReadSeedsWithTheHighestBit() throws IOException {
        Files.writeString(dir.resolve(HashSeedFile.NAME), "fedcba9876543210\n");
        assertEquals(0xFEDCBA9876543210L, HashSeedFile.in(dir).readOrDraw());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "123", "0123456789abcdefg", "zzzzzzzzzzzzzzzz"})
    void shouldLeaveAFileAloneThatHoldsSomethingElse(final String content) throws IOException {
        final Path file = Files.writeString(dir.resolve(HashSeedFile.NAME), content);
        assertNotEquals(HashSeedFile.in(dir).readOrDraw(), HashSeedFile.in(dir).readOrDraw());
        assertEquals(content, Files.readString(file));
    }

    @Test
    void shouldDrawASeedForOneStartWhereNoneCanBeKept() {
        final HashSeedFile missing = HashSeedFile.in(dir.resolve("missing"));
        assertNotEquals(missing.readOrDraw(), missing.readOrDraw());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
