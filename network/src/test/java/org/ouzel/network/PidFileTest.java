package org.ouzel.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
    @Test
    void shouldHoldTheProcessIdUntilClosed(@TempDir final Path dir) throws IOException {
        final Path path = Files.writeString(dir.resolve("ouzel.pid"), "an older and longer content");
        final PidFile file = PidFile.write(path.toString());
        assertEquals(ProcessHandle.current().pid() + "\n", Files.readString(path));
        file.close();
        assertFalse(Files.exists(path));
    }

    @Test
    void shouldFailWhenItCannotBeWritten(@TempDir final Path dir) throws IOException {
        assertThrows(IOException.class, () -> PidFile.write(dir.resolve("missing/ouzel.pid").toString()));
        PidFile.write("").close();
    }
}
