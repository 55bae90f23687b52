package org.ouzel.auth.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.EngineHarness;

/** What a user may do is asked again when a client that waits could be served. */
class WaitingUserTest extends AclTest {
    @Test
    void shouldRefuseWhoMayNoLongerDoWhatItWaitsFor() {
        engine.run("ACL SETUSER al on nopass ~* +@all");
        engine.run("ACL SETUSER bo on nopass ~* +@all");
        final EngineHarness.Client first = engine.newClient();
        final EngineHarness.Client second = engine.newClient();
        final EngineHarness.Client third = engine.newClient();
        first.run("AUTH al x");
        second.run("AUTH bo x");
        first.run("BLPOP a k1 k2 0");
        second.run("BLPOP k1 0");
        third.run("BLPOP k1 0");
        engine.run("ACL SETUSER al -blpop");
        engine.run("ACL SETUSER bo resetkeys ~other");
        assertEquals("", first.take());
        expect(":2", "RPUSH k1 x y");
        assertEquals("-NOPERM User al has no permissions to run the 'blpop' command", first.take());
        assertEquals("-NOPERM No permissions to access a key", second.take());
        assertEquals("*2 $2 k1 $1 x", third.take());
        expect("*1 $1 y", "LRANGE k1 0 -1");
    }
}
