package org.ouzel.auth.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    private static final String SALT_AND_HASH = "$c29tZXNhbHRzb21lc2FsdA$WmB0BHJh5bTeQm2jcWw9Q1M1pwFTBpzgRvnbeW2v0Rc";

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldHashAsRedisAndRustyKvDo() {
        assertEquals("30c952fab122c3f9759f02a6d95c3758b246b4fee239957b2d4fee46e26170c4", PasswordHash.sha256("pw"));
        assertEquals("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
            PasswordHash.keccak256(new byte[0]));
        final String legacy = PasswordHash.ofRustyKv(PasswordHash.keccak256(bytes("pässword")));
        assertTrue(PasswordHash.isWellFormed(legacy));
        assertTrue(PasswordHash.matches(legacy, bytes("pässword")));
        assertFalse(PasswordHash.matches(legacy, bytes("password")));
        assertFalse(PasswordHash.isSlow(legacy));
    }

    @Test
    void shouldSaltSlowHashes() {
        final String hash = PasswordHash.slow(bytes("pw"));
        assertTrue(hash.startsWith("$argon2id$v=19$m=7168,t=5,p=1$"), hash);
        assertNotEquals(hash, PasswordHash.slow(bytes("pw")));
        assertTrue(PasswordHash.isSlow(hash));
        assertTrue(PasswordHash.isWellFormed(hash));
        assertTrue(PasswordHash.matches(hash, bytes("pw")));
        assertFalse(PasswordHash.matches(hash, bytes("pW")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "$keccak256$abc", "$argon2id$", "$argon2i$v=19$m=64,t=1,p=1" + SALT_AND_HASH,
        "$argon2id$v=19$m=9999999,t=1,p=1" + SALT_AND_HASH, "$argon2id$v=19$m=64,t=100,p=1" + SALT_AND_HASH,
        "$argon2id$v=19$m=64,t=0,p=1" + SALT_AND_HASH, "$argon2id$v=19$m=64,t=1,p=99" + SALT_AND_HASH,
        "30C952FAB122C3F9759F02A6D95C3758B246B4FEE239957B2D4FEE46E26170C4"})
    void shouldRefuseWhatIsNoHashOrAsksForTooMuch(final String text) {
        assertFalse(PasswordHash.isWellFormed(text), text);
        assertFalse(PasswordHash.matches(text, bytes("pw")));
    }

    @Test
    void shouldTakeOtherParametersThanItsOwn() {
        assertTrue(PasswordHash.isWellFormed("$argon2id$v=19$m=64,t=1,p=2" + SALT_AND_HASH));
        assertFalse(PasswordHash.matches("$argon2id$v=19$m=64,t=1,p=2" + SALT_AND_HASH, bytes("pw")));
    }

    @Test
    void shouldMatchPublishedArgon2() {
        // The example of the Argon2 command line tool's documentation, with the id variant's parameters.
        assertTrue(PasswordHash.matches(
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            bytes("password")));
    }
}
