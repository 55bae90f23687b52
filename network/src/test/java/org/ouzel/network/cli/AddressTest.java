package org.ouzel.network.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "kv://, 127.0.0.1, 6379, false,,, 0",
        "kv://db.example, db.example, 6379, false,,, 0",
        "kv://alice:secret@db.example:7000, db.example, 7000, false, alice, secret, 0",
        "redis://alice:secret@db.example:7000/3, db.example, 7000, false, alice, secret, 3",
        "rediss://db.example, db.example, 6379, true,,, 0",
        "KVS://:p%40ss%3a%2F@db.example/2, db.example, 6379, true,, p@ss:/, 2",
        "kv://secret@db.example, db.example, 6379, false,, secret, 0",
        "kv://a%C3%A4:p+q@h:1/?x=y, h, 1, false, aä, p+q, 0",
        "kv://a:p@q@h, h, 6379, false, a, p@q, 0",
        "kv://a:b:c@h, h, 6379, false, a, b:c, 0",
        "kv://[::1]:7000, ::1, 7000, false,,, 0",
        "kv://[::1], ::1, 6379, false,,, 0",
        "redis://h:/4, h, 6379, false,,, 4"})
    void shouldReadAnAddress(final String uri, final String host, final int port, final boolean isTls,
        final String user, final String password, final int database) {
        assertEquals(new Address(host, port, null, isTls, user, password, database), Address.parse(uri));
    }

    @Test
    void shouldReadASocketFile() {
        assertEquals(new Address("127.0.0.1", 6379, "/run/o u.sock", false, "bob", "pw", 5),
            Address.parse("unix://bob:pw@/run/o%20u.sock?a=b&db=5"));
        assertEquals("/run/a", Address.parse("redis+unix:///run/a").place());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://h", "h:6379", "", "kv://h:0", "kv://h:70000", "kv://h:x", "kv://h/x", "kv://h/-1",
        "kv://%4@h", "kv://a:%zz@h", "unix://", "unix:///a?db=x"})
    void shouldRefuseWhatIsNone(final String uri) {
        assertThrows(IllegalArgumentException.class, () -> Address.parse(uri));
    }

    @Test
    void shouldNotTellItsPassword() {
        assertFalse(Address.parse("kv://alice:hidden@h").toString().contains("hidden"));
        assertEquals("[::1]:6379", Address.parse("kv://[::1]").place());
    }
}
