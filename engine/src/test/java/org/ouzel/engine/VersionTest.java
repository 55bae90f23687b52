package org.ouzel.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    void shouldBeTheVersionOfTheProject() throws IOException {
        final String pom = Files.readString(Path.of("..", "pom.xml"));
        assertTrue(pom.contains("<artifactId>ouzel</artifactId>\n    <version>" + Version.OUZEL + "</version>"));
    }
}
