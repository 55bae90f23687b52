package org.ouzel.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsCiphersTest {
    @ParameterizedTest
    @CsvSource({"ECDHE-RSA-AES256-GCM-SHA384, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "ECDHE-ECDSA-AES128-SHA256, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
        "AES128-SHA, TLS_RSA_WITH_AES_128_CBC_SHA", "DHE-RSA-AES256-SHA, TLS_DHE_RSA_WITH_AES_256_CBC_SHA",
        "ECDHE-RSA-CHACHA20-POLY1305, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "junk, junk"})
    void shouldKnowTheJdksNames(final String name, final String expected) {
        assertEquals(expected, TlsCiphers.jdkName(name));
    }

    @Test
    void shouldLeaveTheChoiceOfTheOtherProtocolsToTheJdk() throws Exception {
        final List<String> newer = TlsCiphers.forJdk(List.of(), List.of("TLS_AES_128_GCM_SHA256"));
        assertTrue(newer.contains("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"), newer.toString());
        assertTrue(newer.contains("TLS_AES_128_GCM_SHA256"), newer.toString());
        assertFalse(newer.contains("TLS_AES_256_GCM_SHA384"), newer.toString());
        final List<String> older = TlsCiphers.forJdk(List.of("ECDHE-RSA-AES256-GCM-SHA384"), List.of());
        assertTrue(older.contains("TLS_AES_256_GCM_SHA384"), older.toString());
        assertFalse(older.contains("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"), older.toString());
    }
}
