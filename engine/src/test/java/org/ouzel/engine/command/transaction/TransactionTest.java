package org.ouzel.engine.command.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.harness.EngineHarness.Client;

class TransactionTest extends CommandTest {
    private static final String ABORTED = "-EXECABORT Transaction discarded because of previous errors.";

    @Test
    void shouldRunWhatWasQueuedAndAnswerWithAllReplies() {
        assertEquals("+OK +QUEUED +QUEUED +QUEUED *3 +OK :2 *2 $1 2 $-1",
            engine.newClient().pipeline("MULTI", "SET a 1", "INCR a", "MGET a b", "EXEC"));
        assertEquals("+OK +QUEUED *1 $1 2 $1 2", engine.newClient().pipeline("MULTI", "GET a", "EXEC", "GET a"));
        assertEquals("+OK *0", engine.newClient().pipeline("MULTI", "EXEC"));
    }

    @Test
    void shouldRunNothingBeforeExec() {
        final Client client = engine.newClient();
        client.run("MULTI");
        client.run("SET a 1");
        expect("$-1", "GET a");
        assertEquals("*1 +OK", client.run("EXEC"));
        expect("$1 1", "GET a");
    }

    @Test
    void shouldDropWhatWasQueued() {
        assertEquals("+OK +QUEUED +OK $-1", engine.newClient().pipeline("MULTI", "SET a 1", "DISCARD", "GET a"));
        expect("-ERR DISCARD without MULTI", "DISCARD");
        expect("-ERR EXEC without MULTI", "EXEC");
    }

    @Test
    void shouldRefuseToRunWhenACommandCouldNotBeQueued() {
        assertEquals("+OK -ERR unknown command 'NOSUCH', with args beginning with:  +QUEUED " + ABORTED + " $-1",
            engine.newClient().pipeline("MULTI", "NOSUCH", "SET a 1", "EXEC", "GET a"));
        assertEquals("+OK -ERR wrong number of arguments for 'get' command " + ABORTED,
            engine.newClient().pipeline("MULTI", "GET", "EXEC"));
        assertEquals("+OK -ERR Command not allowed inside a transaction " + ABORTED,
            engine.newClient().pipeline("MULTI", "SHUTDOWN", "EXEC"));
    }

    @Test
    void shouldNotMindKeysThatACommandLeavesAlone() {
        for (final String change : List.of("DEL other full k", "UNLINK full k other", "LMPOP 2 k full LEFT",
            "BLPOP k full 0", "BLMPOP 0 2 k full LEFT", "ZMPOP 2 k sorted MIN", "BZPOPMIN k sorted 0")) {
            engine.run("RPUSH full 1 2");
            engine.run("ZADD sorted 1 m");
            assertEquals("+OK", engine.run("WATCH k other"));
            assertTrue(!engine.run(change).startsWith(":0"), change);
            expect("+OK", "MULTI");
            expect("*0", "EXEC");
            assertEquals("+OK", engine.run("WATCH k full sorted"));
            engine.run("RPUSH full 1 2");
            engine.run("ZADD sorted 1 m");
            assertTrue(!engine.run(change).startsWith(":0"), change);
            expect("+OK", "MULTI");
            expect("*-1", "EXEC");
        }
    }

    @Test
    void shouldGoOnAfterNestedMultiAndWatch() {
        assertEquals("+OK -ERR MULTI calls can not be nested -ERR WATCH inside MULTI is not allowed +QUEUED *1 +OK",
            engine.newClient().pipeline("MULTI", "MULTI", "WATCH a", "SET a 1", "EXEC"));
    }

    @Test
    void shouldRunTheRestWhenACommandFails() {
        assertEquals("+OK +QUEUED +QUEUED +QUEUED *3 +OK -WRONGTYPE Operation against a key holding the wrong kind of"
            + " value $1 x", engine.newClient().pipeline("MULTI", "SET a x", "LPUSH a 1", "GET a", "EXEC"));
    }

    @Test
    void shouldDoNothingWhenAWatchedKeyHasChanged() {
        final Client client = engine.newClient();
        assertEquals("+OK +OK +QUEUED", client.pipeline("WATCH a b c", "MULTI", "SET d 1"));
        expect("+OK", "SET b 1");
        assertEquals("*-1", client.run("EXEC"));
        expect("$-1", "GET d");
        assertEquals("+OK +QUEUED *1 +OK", client.pipeline("MULTI", "SET d 1", "EXEC"));
    }

    @Test
    void shouldRunWhenOnlyOtherKeysHaveChanged() {
        final Client client = engine.newClient();
        client.pipeline("WATCH a b", "MULTI", "SET d 1");
        engine.run("SET c 1");
        engine.run("GET a");
        engine.run("SELECT 1");
        engine.run("SET a 1");
        assertEquals("*1 +OK", client.run("EXEC"));
    }

    @Test
    void shouldSeeEachKindOfChange() {
        for (final String change : List.of("SET k 2", "APPEND k x", "DEL k", "EXPIRE k 10", "RENAME k m",
            "MSET x 1 k 2",
            "RENAME o k", "FLUSHDB", "FLUSHALL", "SWAPDB 0 1", "MOVE k 1", "COPY o k REPLACE",
            "LPUSH n 1 ; RENAME n k")) {
            engine.run("FLUSHALL");
            engine.run("MSET k 1 o 1");
            final Client client = engine.newClient();
            client.run("WATCH k");
            for (final String each : change.split(" ; ")) {
                engine.run(each);
            }
            assertEquals("+OK *-1", client.pipeline("MULTI", "EXEC"), change);
        }
    }

    @Test
    void shouldNotTakeAFlushOfOtherKeysForAChange() {
        final Client client = engine.newClient();
        engine.run("SET other 1");
        client.run("WATCH missing");
        engine.run("FLUSHALL");
        engine.run("SWAPDB 0 1");
        assertEquals("+OK *0", client.pipeline("MULTI", "EXEC"));
    }

    @Test
    void shouldSeeAChangeThatReachesAnotherDatabase() {
        for (final String change : List.of("MOVE k 1", "COPY k k DB 1")) {
            engine.run("FLUSHALL");
            engine.run("SET k 1");
            final Client client = engine.newClient();
            client.pipeline("SELECT 1", "WATCH k");
            engine.run(change);
            assertEquals("+OK *-1", client.pipeline("MULTI", "EXEC"), change);
        }
    }

    @Test
    void shouldTakeExpiryForAChangeWhetherFoundOrNot() {
        for (final String look : List.of("PING", "GET k")) {
            engine.run("SET k 1 PX 10");
            final Client client = engine.newClient();
            client.run("WATCH k");
            engine.advance(10);
            engine.run(look);
            assertEquals("+OK *-1", client.pipeline("MULTI", "EXEC"), look);
        }
        engine.run("SET k 1 PX 10");
        final Client client = engine.newClient();
        client.run("WATCH k");
        engine.advance(10);
        engine.tick();
        assertEquals("+OK *-1", client.pipeline("MULTI", "EXEC"));
    }

    @Test
    void shouldNotTakeAKeyForChangedThatHadExpiredBefore() {
        final Client client = engine.newClient();
        engine.run("SET k 1 PX 10");
        engine.advance(10);
        client.run("WATCH k");
        engine.run("GET k");
        engine.tick();
        assertEquals("+OK *0", client.pipeline("MULTI", "EXEC"));
    }

    @Test
    void shouldForgetWhatIsWatched() {
        for (final String end : List.of("UNWATCH", "MULTI ; DISCARD", "MULTI ; EXEC", "RESET")) {
            final Client client = engine.newClient();
            client.run("WATCH k");
            for (final String each : end.split(" ; ")) {
                client.run(each);
            }
            engine.run("INCR k");
            assertEquals("+OK *0", client.pipeline("MULTI", "EXEC"), end);
            assertTrue(isNothingWatched(), end);
        }
    }

    @Test
    void shouldForgetAClientThatGoesInsideMulti() {
        final Client client = engine.newClient();
        client.pipeline("WATCH a b c", "MULTI", "SET a 1");
        client.disconnect();
        engine.run("PING");
        assertTrue(isNothingWatched());
        expect("$-1", "GET a");
    }

    @Test
    void shouldSeeOwnChangesBeforeMulti() {
        assertEquals("+OK +OK +OK *-1", engine.newClient().pipeline("WATCH a", "SET a 1", "MULTI", "EXEC"));
    }

    @Test
    void shouldSeveralWatchTheSameKey() {
        final Client first = engine.newClient();
        final Client second = engine.newClient();
        final Client third = engine.newClient();
        first.run("WATCH a");
        second.run("WATCH a a b");
        third.run("WATCH a");
        second.run("UNWATCH");
        engine.run("SET a 1");
        assertEquals("+OK *-1", first.pipeline("MULTI", "EXEC"));
        assertEquals("+OK *0", second.pipeline("MULTI", "EXEC"));
        assertEquals("+OK *-1", third.pipeline("MULTI", "EXEC"));
        assertTrue(isNothingWatched());
    }

    @Test
    void shouldRunCommandsThatChangeTheSession() {
        assertEquals("+OK +QUEUED +QUEUED +QUEUED +QUEUED *4 +OK +OK +PONG +OK $1 5 $1 x",
            engine.newClient().pipeline("MULTI", "SELECT 3", "SET a 5", "PING", "CLIENT SETNAME x", "EXEC", "GET a",
                "CLIENT GETNAME"));
        expect("$-1", "GET a");
        assertEquals("+OK +QUEUED +QUEUED *2 *-1 :1 :1",
            engine.newClient().pipeline("MULTI", "BLPOP l 0", "LPUSH l x", "EXEC", "LLEN l"));
    }

    @Test
    void shouldSwitchTheProtocolWithinATransaction() {
        final Client client = engine.newClient();
        client.pipeline("MULTI", "GET a", "HELLO 3", "GET a");
        final String reply = client.run("EXEC");
        assertTrue(reply.startsWith("*3 $-1 %8 ") && reply.endsWith(" _"), reply);
        assertEquals("+OK _", client.pipeline("MULTI", "DISCARD", "GET a").replace("+OK +OK", "+OK"));
    }

    @Test
    void shouldQuitAndResetAtOnce() {
        final Client client = engine.newClient();
        assertEquals("+OK +QUEUED +RESET $-1", client.pipeline("MULTI", "SET a 1", "RESET", "GET a"));
        assertEquals("+OK +OK", client.pipeline("MULTI", "QUIT"));
        assertTrue(client.isClosed());
    }

    @Test
    void shouldJournalATransactionAsOne() {
        engine.newClient().pipeline("MULTI", "SET a 1", "GET a", "SETEX b 10 x", "EXEC");
        assertEquals(List.of("MULTI; SET a 1; SET b x PXAT 1700000010000; EXEC"), engine.effects());
        engine.newClient().pipeline("MULTI", "GET a", "EXEC");
        assertEquals(List.of(), engine.effects());
    }

    @Test
    void shouldCountTheCommandsOfATransaction() {
        engine.newClient().pipeline("MULTI", "SET a 1", "SET b 1", "EXEC");
        final String info = engine.run("INFO commandstats");
        assertTrue(info.contains("cmdstat_set:calls=2,"), info);
        assertTrue(info.contains("cmdstat_exec:calls=1,"), info);
    }

    @Test
    void shouldKeepLargeTransactions() {
        final Client client = engine.newClient();
        client.run("MULTI");
        final String value = "v".repeat(40_000);
        for (int i = 0; i < 300; i++) {
            client.run("SET", "k" + i, value);
        }
        final String reply = client.run("EXEC");
        assertEquals("*300" + " +OK".repeat(300), reply);
        expect(":300", "DBSIZE");
        assertEquals("+OK +QUEUED *1 :40000", client.pipeline("MULTI", "STRLEN k7", "EXEC"));
    }

    private boolean isNothingWatched() {
        for (int i = 0; i < engine.server().shardCount(); i++) {
            if (!engine.server().shard(i).observers().watches().isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
