package org.ouzel.auth.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.EngineHarness;

/** A script may do what its user may. */
class ScriptAccessTest extends AclTest {
    private EngineHarness.Client limited() {
        engine.run("ACL SETUSER al on >pw ~a* resetchannels +eval +fcall +get +set +publish namespace=default");
        return login("al");
    }

    @Test
    void shouldRefuseWhatTheUserMayNot() {
        final EngineHarness.Client al = limited();
        assertEquals("+OK", al.run("EVAL", "return redis.call('SET', 'a', 1)", "0"));
        assertEquals("-NOPERM ACL failure in script: User al has no permissions to run the 'del' command",
            al.run("EVAL", "return redis.pcall('DEL', 'a')", "0"));
        assertEquals("-NOPERM ACL failure in script: No permissions to access a key",
            al.run("EVAL", "return redis.pcall('GET', 'b')", "0"));
        assertEquals("-NOPERM ACL failure in script: No permissions to access a channel",
            al.run("EVAL", "return redis.pcall('PUBLISH', 'ch', 'x')", "0"));
        final String log = engine.run("ACL LOG");
        assertTrue(log.contains("$6 reason $7 channel $7 context $3 lua $6 object $2 ch"), log);
        assertTrue(log.contains("$6 reason $3 key $7 context $3 lua $6 object $1 b"), log);
        assertTrue(log.contains("$6 reason $7 command $7 context $3 lua $6 object $3 del"), log);
    }

    @Test
    void shouldSayOfTransactionsThatTheyAreTransactions() {
        final EngineHarness.Client al = limited();
        assertEquals("+OK", engine.run("ACL SETUSER al +multi +exec"));
        assertEquals("+OK +QUEUED", al.pipeline("MULTI", "GET a"));
        engine.run("ACL SETUSER al -get");
        assertEquals("*1 -NOPERM User al has no permissions to run the 'get' command", al.run("EXEC"));
        assertTrue(engine.run("ACL LOG").contains("$6 reason $7 command $7 context $5 multi $6 object $3 get"));
    }

    @Test
    void shouldTellScriptsWhatTheirUserMay() {
        final EngineHarness.Client al = limited();
        assertEquals("*4 :1 $-1 $-1 :1", al.run("EVAL", "return {redis.acl_check_cmd('GET', 'a'), "
            + "redis.acl_check_cmd('GET', 'b'), redis.acl_check_cmd('DEL', 'a'), redis.acl_check_cmd('SET', 'a', 'b')}",
            "0"));
        assertTrue(al.run("EVAL", "return redis.acl_check_cmd('nosuch')", "0")
            .startsWith("-ERR Invalid command passed to redis.acl_check_cmd()"));
    }

    @Test
    void shouldRunFunctionsWithTheRightsOfWhoCalls() {
        engine.run("FUNCTION", "LOAD", "#!lua name=lib\nredis.register_function('get', function(keys, arguments) "
            + "return redis.pcall('GET', arguments[1]) end)");
        final EngineHarness.Client al = limited();
        assertEquals("$-1", al.run("FCALL", "get", "0", "a"));
        assertEquals("-NOPERM ACL failure in script: No permissions to access a key", al.run("FCALL", "get", "0", "b"));
        assertEquals("$-1", engine.run("FCALL", "get", "0", "b"));
        assertEquals("-NOPERM User al has no permissions to run the 'function|list' command", al.run("FUNCTION LIST"));
        assertEquals("-NOPERM No permissions to access a key", al.run("FCALL", "get", "1", "b", "a"));
    }
}
