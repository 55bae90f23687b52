package org.ouzel.engine.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Run with {@code -Douzel.settingsPage=write} to write {@code network/SETTINGS.md} anew. */
class SettingsPageTest {
    private static final Path PAGE = Path.of("..", "network", "SETTINGS.md");

    @Test
    void shouldAgreeWithThePageThatIsCheckedIn() throws IOException {
        if ("write".equals(System.getProperty("ouzel.settingsPage"))) {
            Files.writeString(PAGE, SettingsPage.markdown());
        }
        assertEquals(Files.readString(PAGE), SettingsPage.markdown(),
            "run: mvn -pl engine -am test -Dtest=SettingsPageTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Douzel.settingsPage=write");
    }
}
