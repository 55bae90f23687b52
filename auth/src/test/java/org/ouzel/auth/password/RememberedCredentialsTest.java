package org.ouzel.auth.password;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RememberedCredentialsTest {
    private static final byte[] PASSWORD = {1, 2, 3};
    private static final byte[] OTHER = {1, 2, 4};

    private final RememberedCredentials remembered = new RememberedCredentials();

    @Test
    void shouldKnowWhatAgreedWithAHashThatIsStillThere() {
        assertFalse(remembered.isKnown("al", PASSWORD, Set.of("h")));
        remembered.remember("al", PASSWORD, "h");
        assertTrue(remembered.isKnown("al", PASSWORD, Set.of("g", "h")));
        assertFalse(remembered.isKnown("al", OTHER, Set.of("h")));
        assertFalse(remembered.isKnown("bo", PASSWORD, Set.of("h")));
        assertFalse(remembered.isKnown("al", PASSWORD, Set.of("g")));
        assertFalse(new RememberedCredentials().isKnown("al", PASSWORD, Set.of("h")));
    }

    @Test
    void shouldKeepAFewPasswordsOfAUser() {
        for (byte i = 0; i < 9; i++) {
            remembered.remember("al", new byte[] {i}, "h");
        }
        assertFalse(remembered.isKnown("al", new byte[] {0}, Set.of("h")));
        assertTrue(remembered.isKnown("al", new byte[] {1}, Set.of("h")));
        assertTrue(remembered.isKnown("al", new byte[] {8}, Set.of("h")));
    }
}
