package org.ouzel.engine.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.harness.EngineHarness.Client;

class TrackingTest extends CommandTest {
    private Client client;

    @BeforeEach
    void connect() {
        client = engine.newClient();
        client.run("HELLO 3");
    }

    @Override
    protected String[] settings() {
        return new String[] {"tracking-table-max-keys", "30"};
    }

    @Test
    void shouldTellOnceOfAKeyThatWasRead() {
        client.run("CLIENT TRACKING ON");
        client.run("GET a");
        client.run("MGET b c");
        engine.run("SET a 1");
        engine.run("SET a 2");
        engine.run("SET z 1");
        assertEquals(">2 $10 invalidate *1 $1 a", client.take());
        engine.run("DEL b c");
        assertEquals("", client.take());
        engine.run("MSET b 1 c 1");
        assertEquals(">2 $10 invalidate *1 $1 b >2 $10 invalidate *1 $1 c", sorted(client.take()));
        assertTrue(areTablesEmpty());
    }

    @Test
    void shouldNotTellOfWhatWasOnlyWritten() {
        client.run("CLIENT TRACKING ON");
        client.run("SET a 1");
        engine.run("SET a 2");
        assertEquals("", client.take());
    }

    @Test
    void shouldTellOfExpiryAndOfFlushes() {
        client.run("CLIENT TRACKING ON");
        engine.run("SET a 1 PX 10");
        client.run("GET a");
        engine.advance(10);
        engine.tick();
        assertEquals(">2 $10 invalidate *1 $1 a", client.take());
        client.run("GET b");
        engine.run("FLUSHALL");
        assertEquals(">2 $10 invalidate _", client.take());
        engine.run("FLUSHDB");
        assertEquals(">2 $10 invalidate _", client.take());
        assertTrue(areTablesEmpty());
    }

    @Test
    void shouldTellTheOwnerOfAChangeUnlessItAsksNotTo() {
        client.run("CLIENT TRACKING ON");
        client.run("GET a");
        assertEquals(">2 $10 invalidate *1 $1 a +OK", client.run("SET a 1"));
        client.run("CLIENT TRACKING ON NOLOOP");
        client.run("GET a");
        assertEquals("+OK", client.run("SET a 1"));
        client.run("GET a");
        engine.run("SET a 1");
        assertEquals(">2 $10 invalidate *1 $1 a", client.take());
    }

    @Test
    void shouldTrackWhatTheClientChooses() {
        client.run("CLIENT TRACKING ON OPTIN");
        client.run("GET a");
        client.pipeline("CLIENT CACHING YES", "GET b", "GET c");
        engine.run("MSET a 1 b 1 c 1");
        assertEquals(">2 $10 invalidate *1 $1 b", client.take());
        client.run("CLIENT TRACKING OFF");
        client.run("CLIENT TRACKING ON OPTOUT");
        client.pipeline("GET a", "CLIENT CACHING NO", "GET b", "GET c");
        engine.run("MSET a 1 b 1 c 1");
        assertEquals(">2 $10 invalidate *1 $1 a >2 $10 invalidate *1 $1 c", sorted(client.take()));
    }

    @Test
    void shouldTrackWhatATransactionReads() {
        client.run("CLIENT TRACKING ON OPTIN");
        client.pipeline("MULTI", "GET a", "EXEC", "CLIENT CACHING YES", "MULTI", "GET b", "MGET c d", "EXEC", "GET e");
        engine.run("MSET a 1 b 1 c 1 d 1 e 1");
        assertEquals(">2 $10 invalidate *1 $1 b >2 $10 invalidate *1 $1 c >2 $10 invalidate *1 $1 d",
            sorted(client.take()));
    }

    @Test
    void shouldBroadcastByPrefix() {
        client.run("CLIENT TRACKING ON BCAST PREFIX user: PREFIX order:");
        engine.run("MSET user:1 a order:2 b other c");
        assertEquals(">2 $10 invalidate *1 $6 user:1 >2 $10 invalidate *1 $7 order:2", sorted(client.take()));
        assertEquals("-ERR Prefix 'user:1' overlaps with an existing prefix 'user:'. Prefixes for a single client must"
            + " not overlap.", client.run("CLIENT TRACKING ON BCAST PREFIX user:1"));
        assertEquals("-ERR Prefix 'x' overlaps with another provided prefix 'xy'. Prefixes for a single client must not"
            + " overlap.", client.run("CLIENT TRACKING ON BCAST PREFIX x PREFIX xy"));
        client.run("CLIENT TRACKING OFF");
        engine.run("SET user:1 b");
        assertEquals("", client.take());
        client.run("CLIENT TRACKING ON BCAST");
        engine.run("SET anything 1");
        assertEquals(">2 $10 invalidate *1 $8 anything", client.take());
    }

    @Test
    void shouldRedirectToASubscriberInResp2() {
        final Client reader = engine.newClient();
        final Client target = engine.newClient();
        target.run("SUBSCRIBE __redis__:invalidate");
        reader.run("CLIENT TRACKING ON REDIRECT " + target.session().id());
        assertEquals(":" + target.session().id(), reader.run("CLIENT GETREDIR"));
        reader.run("GET a");
        engine.run("SET a 1");
        assertEquals("*3 $7 message $20 __redis__:invalidate *1 $1 a", target.take());
        engine.run("FLUSHALL");
        assertEquals("*3 $7 message $20 __redis__:invalidate *-1", target.take());
        assertEquals("", reader.take());
    }

    @Test
    void shouldTellThatARedirectionIsBroken() {
        final Client target = engine.newClient();
        target.run("HELLO 3");
        client.run("CLIENT TRACKING ON REDIRECT " + target.session().id());
        client.run("GET a");
        final long id = target.session().id();
        target.disconnect();
        engine.run("SET a 1");
        assertEquals(">2 $21 tracking-redir-broken :" + id, client.take());
        assertEquals("%3 $5 flags ~2 $2 on $15 broken_redirect $8 redirect :" + id + " $8 prefixes *0",
            client.run("CLIENT TRACKINGINFO"));
    }

    @Test
    void shouldForgetAClientThatGoesResetsOrStops() {
        for (final String end : new String[] {"RESET", "CLIENT TRACKING OFF", ""}) {
            final Client each = engine.newClient();
            each.run("HELLO 3");
            each.run("CLIENT TRACKING ON BCAST PREFIX p");
            if (end.isEmpty()) {
                each.disconnect();
            } else {
                each.run(end);
            }
            engine.run("SET p1 1");
            assertEquals("", each.take(), end);
            assertTrue(areTablesEmpty(), end);
        }
    }

    @Test
    void shouldKeepTheTableWithinItsBound() {
        client.run("CLIENT TRACKING ON");
        for (int i = 0; i < 1000; i++) {
            client.run("GET key:" + i);
        }
        long count = 0;
        for (int i = 0; i < setup.shardCount(); i++) {
            count += engine.server().shard(i).observers().tracking().keyCount();
        }
        assertEquals(30, count);
        assertTrue(engine.run("INFO stats").contains("tracking_total_keys:30 tracking_total_items:30 "));
    }

    @Test
    void shouldDescribeHowItTracks() {
        assertEquals("%3 $5 flags ~1 $3 off $8 redirect :-1 $8 prefixes *0", client.run("CLIENT TRACKINGINFO"));
        client.run("CLIENT TRACKING ON OPTIN NOLOOP");
        client.run("CLIENT CACHING YES");
        assertEquals("%3 $5 flags ~4 $2 on $5 optin $11 caching-yes $6 noloop $8 redirect :0 $8 prefixes *0",
            client.run("CLIENT TRACKINGINFO"));
        assertTrue(client.run("CLIENT INFO").contains(" flags=t "), client.run("CLIENT INFO"));
        assertEquals(":0", client.run("CLIENT GETREDIR"));
        expect(":-1", "CLIENT GETREDIR");
    }

    @Test
    void shouldRefuseWhatContradictsItself() {
        expect("-ERR PREFIX option requires BCAST mode to be enabled", "CLIENT TRACKING ON PREFIX a");
        expect("-ERR OPTIN and OPTOUT are not compatible with BCAST", "CLIENT TRACKING ON BCAST OPTIN");
        expect("-ERR You can't specify both OPTIN mode and OPTOUT mode", "CLIENT TRACKING ON OPTIN OPTOUT");
        expect("-ERR The client ID you want redirect to does not exist", "CLIENT TRACKING ON REDIRECT 999");
        expect("-ERR syntax error", "CLIENT TRACKING maybe");
        expect("-ERR syntax error", "CLIENT TRACKING ON what");
        expect("-ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT mode"
            + " enabled", "CLIENT CACHING YES");
        expect("+OK", "CLIENT TRACKING ON OPTIN");
        expect("-ERR CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode.", "CLIENT CACHING NO");
        expect("-ERR You can't switch BCAST mode on/off before disabling tracking for this client, and then re-enabling"
            + " it with a different mode.", "CLIENT TRACKING ON BCAST");
        expect("-ERR You can't switch OPTIN/OPTOUT mode before disabling tracking for this client, and then re-enabling"
            + " it with a different mode.", "CLIENT TRACKING ON OPTOUT");
    }

    private boolean areTablesEmpty() {
        for (int i = 0; i < setup.shardCount(); i++) {
            if (!engine.server().shard(i).observers().tracking().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Invalidations of several shards come in the order of the shards. */
    private static String sorted(final String pushes) {
        final String[] each = pushes.split(" (?=>)");
        Arrays.sort(each);
        return String.join(" ", each);
    }
}
