package org.ouzel.network.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostRuleTest {
    private final HostRule strict = new HostRule(() -> true);

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:80", "127.0.0.1", "127.0.0.1:8080", "[::1]", "[::1]:8080",
        "a.localhost:1", ""})
    void shouldTakeAddresses(final String host) {
        assertTrue(strict.isAllowed(host));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example",
        "127.0.0.1:80:evil", "[evil]", "evil]:80", "::1.evil"})
    void shouldRefuseNames(final String host) {
        assertFalse(strict.isAllowed(host));
    }

    @Test
    void shouldTakeNamesWhereAPasswordIsNeeded() {
        assertTrue(new HostRule(() -> false).isAllowed("cache.example:80"));
    }
}
