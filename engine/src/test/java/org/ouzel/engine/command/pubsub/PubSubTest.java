package org.ouzel.engine.command.pubsub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.harness.EngineHarness.Client;

class PubSubTest extends CommandTest {
    @Test
    void shouldConfirmEachSubscription() {
        final Client client = engine.newClient();
        assertEquals("*3 $9 subscribe $1 a :1 *3 $9 subscribe $1 b :2 *3 $9 subscribe $1 a :2",
            client.run("SUBSCRIBE a b a"));
        assertEquals("*3 $10 psubscribe $2 a* :3", client.run("PSUBSCRIBE a*"));
        assertEquals("*3 $10 ssubscribe $1 a :1", client.run("SSUBSCRIBE a"));
        assertEquals("*3 $11 unsubscribe $1 b :2", client.run("UNSUBSCRIBE b"));
        assertEquals("*3 $11 unsubscribe $1 z :2", client.run("UNSUBSCRIBE z"));
        assertEquals("*3 $11 unsubscribe $1 a :1", client.run("UNSUBSCRIBE"));
        assertEquals("*3 $11 unsubscribe $-1 :1", client.run("UNSUBSCRIBE"));
        assertEquals("*3 $12 punsubscribe $2 a* :0", client.run("PUNSUBSCRIBE"));
        assertEquals("*3 $12 sunsubscribe $1 a :0", client.run("SUNSUBSCRIBE"));
        assertEquals("*3 $12 sunsubscribe $-1 :0", client.run("SUNSUBSCRIBE"));
    }

    @Test
    void shouldDeliverToAllWhoListenAndCountThem() {
        final Client first = engine.newClient();
        final Client second = engine.newClient();
        final Client third = engine.newClient();
        first.run("SUBSCRIBE news other");
        second.run("SUBSCRIBE news");
        second.run("PSUBSCRIBE n* *s x*");
        third.run("SSUBSCRIBE news");
        expect(":4", "PUBLISH news hello");
        assertEquals("*3 $7 message $4 news $5 hello", first.take());
        assertEquals("*3 $7 message $4 news $5 hello *4 $8 pmessage $2 *s $4 news $5 hello"
            + " *4 $8 pmessage $2 n* $4 news $5 hello", second.take());
        assertEquals("", third.take());
        expect(":1", "SPUBLISH news hi");
        assertEquals("*3 $8 smessage $4 news $2 hi", third.take());
        expect(":0", "PUBLISH quiet hello");
        expect(":1", "PUBLISH x hello");
    }

    @Test
    void shouldPushInResp3AndKeepServingCommands() {
        final Client client = engine.newClient();
        client.run("HELLO 3");
        assertEquals(">3 $9 subscribe $1 a :1", client.run("SUBSCRIBE a"));
        assertEquals("+OK $1 1 +PONG", client.pipeline("SET k 1", "GET k", "PING"));
        assertEquals(">3 $7 message $1 a $1 x :1", client.run("PUBLISH a x"));
        assertEquals(">3 $11 unsubscribe $1 a :0 >3 $11 unsubscribe _ :0",
            client.pipeline("UNSUBSCRIBE", "UNSUBSCRIBE"));
    }

    @Test
    void shouldAllowSubscribersInResp2AFewCommandsOnly() {
        final Client client = engine.newClient();
        final String refused = ": only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this"
            + " context";
        assertEquals("*3 $9 subscribe $1 a :1 -ERR Can't execute 'get'" + refused + " -ERR Can't execute 'client|id'"
            + refused + " *2 $4 pong $0  *2 $4 pong $2 hi",
            client.pipeline("SUBSCRIBE a", "GET k", "CLIENT ID", "PING", "PING hi"));
        assertEquals("*3 $11 unsubscribe $1 a :0 $-1", client.pipeline("UNSUBSCRIBE a", "GET k"));
    }

    @Test
    void shouldTellWhoListens() {
        final Client first = engine.newClient();
        final Client second = engine.newClient();
        first.run("SUBSCRIBE a b c");
        second.run("SUBSCRIBE a");
        second.run("PSUBSCRIBE p* q*");
        first.run("PSUBSCRIBE p*");
        first.run("SSUBSCRIBE s");
        expect("*8 $1 a :2 $1 b :1 $1 z :0 $1 s :0", "PUBSUB NUMSUB a b z s");
        expect("*0", "PUBSUB NUMSUB");
        expect(":2", "PUBSUB NUMPAT");
        expect("*2 $1 s :1", "PUBSUB SHARDNUMSUB s");
        expect("*1 $1 s", "PUBSUB SHARDCHANNELS");
        expect("*1 $1 b", "PUBSUB CHANNELS b*");
        assertTrue(engine.run("PUBSUB CHANNELS").startsWith("*3 "));
        final String info = engine.run("INFO stats");
        assertTrue(info.contains("pubsub_channels:3 pubsub_patterns:2 pubsubshard_channels:1 "), info);
        expect("-ERR unknown subcommand or wrong number of arguments for 'CHANNELS'. Try PUBSUB HELP.",
            "PUBSUB CHANNELS a b");
    }

    @Test
    void shouldForgetAClientThatGoesOrResets() {
        final Client first = engine.newClient();
        final Client second = engine.newClient();
        for (final Client each : List.of(first, second)) {
            each.run("SUBSCRIBE a b c d e");
            each.run("PSUBSCRIBE a*");
            each.run("SSUBSCRIBE a b c d e");
        }
        expect(":4", "PUBLISH a x");
        first.take();
        first.disconnect();
        expect(":2", "PUBLISH a x");
        assertEquals("", first.take());
        second.take();
        assertEquals("+RESET $-1", second.pipeline("RESET", "GET k"));
        expect(":0", "PUBLISH a x");
        expect(":0", "SPUBLISH a x");
        assertEquals("", second.take());
        expect("*0", "PUBSUB CHANNELS");
        expect("*0", "PUBSUB SHARDCHANNELS");
        expect(":0", "PUBSUB NUMPAT");
        for (int i = 0; i < engine.server().shardCount(); i++) {
            assertTrue(engine.server().shard(i).channels().isEmpty());
        }
    }

    @Test
    void shouldSubscribeAndPublishInATransaction() {
        final Client client = engine.newClient();
        assertEquals("+OK +QUEUED +QUEUED +QUEUED +QUEUED *4 *3 $9 subscribe $1 a :1 :1 *2 $4 pong $0 "
            + " *3 $11 unsubscribe $1 a :0 $-1", client.pipeline("MULTI", "SUBSCRIBE a", "PUBLISH a x", "PING",
                "UNSUBSCRIBE a", "EXEC", "GET k").replace("*3 $7 message $1 a $1 x ", ""));
        final Client listener = engine.newClient();
        listener.run("SUBSCRIBE a b");
        assertEquals("+OK +QUEUED +QUEUED +QUEUED *3 :1 :1 :0",
            client.pipeline("MULTI", "PUBLISH a 1", "PUBLISH b 2", "PUBLISH c 3", "EXEC"));
        assertEquals("*3 $7 message $1 a $1 1 *3 $7 message $1 b $1 2", listener.take());
    }

    @Test
    void shouldDeliverInTheOrderOfPublication() {
        final Client listener = engine.newClient();
        listener.run("PSUBSCRIBE *");
        final List<String> requests = new ArrayList<>();
        final StringBuilder expected = new StringBuilder();
        for (int i = 100; i < 400; i++) {
            requests.add("PUBLISH ch" + i + " " + i);
            expected.append("*4 $8 pmessage $1 * $5 ch").append(i).append(" $3 ").append(i).append(' ');
        }
        engine.newClient().pipeline(requests.toArray(String[]::new));
        assertEquals(expected.toString().trim(), listener.take());
    }

    @Test
    void shouldPushWhateverClientReplySays() {
        final Client client = engine.newClient();
        client.run("HELLO 3");
        assertEquals("", client.run("CLIENT REPLY OFF"));
        assertEquals(">3 $9 subscribe $1 a :1", client.run("SUBSCRIBE a"));
        expect(":1", "PUBLISH a x");
        assertEquals(">3 $7 message $1 a $1 x", client.take());
        assertEquals("+RESET", client.run("RESET"));
    }

    @Test
    void shouldShowSubscribersInTheListOfClients() {
        final Client client = engine.newClient();
        client.run("SUBSCRIBE a b");
        client.run("PSUBSCRIBE c");
        client.run("SSUBSCRIBE d e f");
        final String list = engine.run("CLIENT LIST TYPE pubsub");
        assertTrue(list.contains(" flags=P db=0 sub=2 psub=1 ssub=3 "), list);
        assertTrue(engine.run("CLIENT LIST TYPE normal").contains(" sub=0 "));
        expect(":1", "CLIENT KILL TYPE pubsub");
        assertTrue(client.isClosed());
    }
}
