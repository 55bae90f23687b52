package org.ouzel.network.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    private static String basic(final String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldReadNameAndPassword() {
        assertEquals(new Credentials("al", "pä:ss"), Credentials.of(basic("al:pä:ss")));
        assertEquals(new Credentials("default", "secret"), Credentials.of(basic(":secret")));
        assertEquals(new Credentials("al", ""), Credentials.of(basic("al:")));
        assertEquals(new Credentials("al", "secret"), Credentials.of("bearer al:secret"));
        assertEquals(new Credentials("default", "secret"), Credentials.of("Bearer secret"));
    }

    @Test
    void shouldNotTakeAnythingElse() {
        assertNull(Credentials.of(""));
        assertNull(Credentials.of("Basic"));
        assertNull(Credentials.of("Basic !!!"));
        assertNull(Credentials.of(basic("no colon")));
        assertNull(Credentials.of("Digest username=\"al\""));
    }

    @Test
    void shouldNotShowThePassword() {
        assertFalse(new Credentials("al", "secret").toString().contains("secret"));
    }
}
