package org.ouzel.auth.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ouzel.engine.harness.EngineHarness;

class PermissionTest extends AclTest {
    private static final String NO_KEY = "-NOPERM No permissions to access a key";

    @Test
    void shouldRefuseCommandsThatWereNotGiven() {
        engine.run("ACL SETUSER al on >pw ~* +get +client|id");
        final EngineHarness.Client client = login("al");
        assertEquals("$-1", client.run("GET a"));
        assertEquals("-NOPERM User al has no permissions to run the 'set' command", client.run("SET a 1"));
        assertEquals("-NOPERM User al has no permissions to run the 'mget' command", client.run("MGET a b c"));
        assertEquals("-NOPERM User al has no permissions to run the 'dbsize' command", client.run("DBSIZE"));
        assertEquals("-NOPERM User al has no permissions to run the 'rename' command", client.run("RENAME a b"));
        assertEquals("-NOPERM User al has no permissions to run the 'client|info' command", client.run("CLIENT INFO"));
        assertEquals(":2", client.run("CLIENT ID"));
        assertEquals("-NOPERM User al has no permissions to run the 'acl|whoami' command", client.run("ACL WHOAMI"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "GET a1|$-1", "GET b1|-", "MGET a1 a2|*2 $-1 $-1", "MGET a1 b1|-", "DEL a1 a2|:0", "DEL a1 b1 a2|-",
        "MSET a1 1 b1 1|-", "RENAME a1 b1|-", "RENAME b1 a1|-", "COPY a1 b1|-", "COPY b1 a1|-",
        "SUNIONSTORE a1 a2 b1|-",
        "ZUNIONSTORE a1 2 a2 b1|-", "ZUNION 2 a1 a2|*0", "XREAD STREAMS a1 b1 0 0|-", "XREAD COUNT 1 STREAMS b1 0|-",
        "OBJECT ENCODING b1|-", "MEMORY USAGE b1|-", "LMPOP 1 b1 LEFT|-", "BITOP AND a1 b1|-", "SINTERCARD 1 b1|-",
        "LCS a1 b1|-", "XINFO STREAM b1|-", "PFMERGE a1 b1|-", "EVALSHA x 1 a1|?", "EXISTS a1 b1|-", "TOUCH b1|-",
        "SET a1 x|+OK"})
    void shouldCheckEveryKey(final String request, final String reply) {
        engine.run("ACL SETUSER al on >pw ~a* +@all");
        final EngineHarness.Client client = login("al");
        final String shown = client.run(request.split(" "));
        assertEquals("-".equals(reply) ? NO_KEY : "?".equals(reply) ? shown : reply, shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "GET r|$-1", "SET r 1|-", "SET w 1|+OK", "GET w|-", "SET w 1 GET|-", "COPY r w|:0", "COPY w r|-",
        "APPEND w x|:1", "INCR w|-", "GETDEL r|-", "TYPE w|+none", "TTL r|:-2", "EXPIRE r 10|-", "DEL r|-", "DEL w|:0",
        "BITFIELD r GET u8 0|*1 :0", "BITFIELD r SET u8 0 1|-", "RENAME r w|-"})
    void shouldTellReadingFromWriting(final String request, final String reply) {
        engine.run("ACL SETUSER al on >pw %R~r %W~w +@all");
        assertEquals("-".equals(reply) ? NO_KEY : reply, login("al").run(request.split(" ")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "SORT a1|*0", "SORT a1 BY nosort|*0", "SORT a1 STORE b1|-", "SORT a1 STORE b1 STORE a2|:0",
        "SORT a1 STORE a2 STORE b1|-", "SORT b1 BY nosort|-",
        "SORT a1 BY b*|-ERR BY option of SORT denied due to insufficient ACL permissions",
        "SORT a1 GET b*|-ERR GET option of SORT denied due to insufficient ACL permissions",
        "SORT a1 GET #|-ERR GET option of SORT denied due to insufficient ACL permissions",
        "SORT_RO a1 LIMIT 0 1 GET b*|-ERR GET option of SORT denied due to insufficient ACL permissions",
        "GEORADIUS a1 0 0 1 m STORE b1|-", "GEORADIUS a1 0 0 1 m STORE a2 STORE b1|-",
        "GEORADIUS a1 0 0 1 m STORE b1 STOREDIST a2|-", "GEORADIUS a1 0 0 1 m STORE a2|:0",
        "GEOSEARCHSTORE b1 a1 FROMLONLAT 0 0 BYRADIUS 1 m|-", "XREADGROUP GROUP streams c STREAMS b1 >|-"})
    void shouldCheckKeysThatHideAmongOptions(final String request, final String reply) {
        engine.run("ACL SETUSER al on >pw ~a* +@all");
        assertEquals("-".equals(reply) ? NO_KEY : reply, login("al").run(request.split(" ")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"abc|$-1", "ab|$-1", "a|-", "ABC|-", "xyz|$-1", "xyzz|-", "xy|-", "qa|-",
        "q*|$-1", "r1|$-1", "s1|-", "fooxbar|$-1", "foobar|$-1", "foo|-"})
    void shouldTellKeysByHowTheyBegin(final String key, final String reply) {
        engine.run("ACL", "SETUSER", "al", "on", ">pw", "~ab*", "~xyz", "~q\\*", "%R~r*", "%W~s*", "~foo*bar", "+get",
            "+mget", "+mset");
        assertEquals("-".equals(reply) ? NO_KEY : reply, login("al").run("GET", key));
        assertEquals("-".equals(reply) ? NO_KEY : "*3 $-1 $-1 $-1", login("al").run("MGET", "ab1", key, "xyz"));
        assertEquals("-".equals(reply) || key.startsWith("r") ? key.startsWith("s") ? "+OK" : NO_KEY : "+OK",
            login("al").run("MSET", "ab1", "v", key, "v"));
    }

    @Test
    void shouldLetSortReadWhereEveryKeyMayBeRead() {
        engine.run("ACL SETUSER al on >pw %R~* +@all");
        assertEquals("*0", login("al").run("SORT a1 BY b* GET c*".split(" ")));
        assertEquals(NO_KEY, login("al").run("SORT a1 STORE a2".split(" ")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"GET a.1|$-1", "SET a.1 x|+OK", "GET ab.1|-", "SET b.1 x|-", "DEL a.1|:0",
        "DEL a.1 b.1|-", "DEL b.1|-", "SET a.1 get|+OK", "GET r.1|$-1", "SET r.1 x|-", "DEL r.1|-", "SET w.1 get|+OK",
        "GET w.1|-", "CREATE set a|+OK", "CREATE set b|-", "CREATE set r|-"})
    void shouldCheckTheEntityOfAPart(final String request, final String reply) {
        engine.run("CONFIG SET entity-notation yes");
        engine.run("ACL SETUSER al on >pw ~a ~b.* ~ab.1 %R~r %W~w +get +set +del +create");
        assertEquals("-".equals(reply) ? NO_KEY : reply, login("al").run(request.split(" ")));
    }

    @Test
    void shouldAllowWhatAnySetOfRulesAllows() {
        engine.run("ACL SETUSER al on >pw ~a +get (~b +set) (~* +type)");
        final EngineHarness.Client client = login("al");
        assertEquals("$-1", client.run("GET a"));
        assertEquals(NO_KEY, client.run("GET b"));
        assertEquals("+OK", client.run("SET b 1"));
        assertEquals(NO_KEY, client.run("SET a 1"));
        assertEquals("+none", client.run("TYPE other"));
        assertEquals("-NOPERM User al has no permissions to run the 'del' command", client.run("DEL a"));
    }

    @Test
    void shouldAllowSingleFirstWords() {
        engine.run("ACL SETUSER al on >pw +select|1");
        final EngineHarness.Client client = login("al");
        assertEquals("+OK", client.run("SELECT 1"));
        assertEquals("-NOPERM User al has no permissions to run the 'select' command", client.run("SELECT 0"));
    }

    @Test
    void shouldTakeAwayAndGiveToThoseConnected() {
        engine.run("ACL SETUSER al on >pw ~* +@all");
        final EngineHarness.Client client = login("al");
        assertEquals("+OK", client.run("SET a 1"));
        engine.run("ACL SETUSER al -set");
        assertEquals("-NOPERM User al has no permissions to run the 'set' command", client.run("SET a 1"));
        engine.run("ACL SETUSER al resetkeys ~b");
        assertEquals(NO_KEY, client.run("GET a"));
        engine.run("ACL SETUSER al allkeys");
        assertEquals("$1 1", client.run("GET a"));
        engine.run("ACL SETUSER al off");
        assertEquals("$1 1", client.run("GET a"));
    }

    @Test
    void shouldDecideByTheRulesAtTheRequestsPlace() {
        engine.run("ACL SETUSER default -dbsize");
        assertEquals("+OK\r\n:0\r\n+OK\r\n-NOPERM User default has no permissions to run the 'dbsize' command"
            .replace("\r\n", " "),
            engine.newClient().pipeline("ACL SETUSER default +dbsize", "DBSIZE", "ACL SETUSER default -dbsize",
                "DBSIZE"));
    }

    @Test
    void shouldDisconnectDeletedUsers() {
        engine.run("ACL SETUSER al on >pw ~* +@all");
        final EngineHarness.Client client = login("al");
        final EngineHarness.Client other = login("al");
        assertEquals(":1", other.run("ACL DELUSER al"));
        assertTrue(other.isClosed());
        engine.run("PING");
        assertTrue(client.isClosed());
        engine.run("ACL SETUSER al on >pw ~* +@all");
        assertEquals("-NOPERM User al has no permissions to run the 'get' command", client.run("GET a"));
    }

    @Test
    void shouldTellWithoutRunning() {
        engine.run("ACL SETUSER al on >pw ~a +get &ch +config|get");
        expect("+OK", "ACL DRYRUN al GET a");
        expect("$53 User al has no permissions to access the 'secret' key",
            "ACL DRYRUN al GET secret");
        expect("$51 User al has no permissions to run the 'set' command", "ACL DRYRUN al SET a 1");
        expect("+OK", "ACL DRYRUN al CONFIG GET x");
        expect("$58 User al has no permissions to run the 'config|set' command", "ACL DRYRUN al CONFIG SET x y");
        expect("-ERR wrong number of arguments for 'get' command", "ACL DRYRUN al GET");
        expect("-ERR Command 'nosuch' not found", "ACL DRYRUN al nosuch");
        expect("-ERR User 'nobody' not found", "ACL DRYRUN nobody GET a");
    }

    @Test
    void shouldNotLetNamesForgeReplies() {
        engine.run("ACL", "SETUSER", "al", "on", ">pw", "~a");
        final EngineHarness.Client client = login("al");
        final String reply = client.run("GET", "x\r\n+OK\r\n");
        assertEquals("-NOPERM User al has no permissions to run the 'get' command", reply);
        assertEquals("-ERR unknown command 'a  +OK', with args beginning with: ", client.run("a\r\n+OK", "").trim()
            .replaceAll("with: .*", "with: "));
    }
}
