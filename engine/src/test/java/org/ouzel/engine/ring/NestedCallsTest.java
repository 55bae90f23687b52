package org.ouzel.engine.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.engine.command.CommandFamilies;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.harness.EngineHarness;
import org.ouzel.engine.harness.EngineSetup;

@ParameterizedClass
@EnumSource(EngineSetup.class)
class NestedCallsTest {
    @Parameter
    private EngineSetup setup;

    private EngineHarness engine;

    @BeforeEach
    void startEngine() {
        final List<CommandFamily> families = new ArrayList<>(CommandFamilies.all());
        families.add(new NestingFamily());
        families.add(new FailingFamily());
        engine = EngineHarness.start(setup, families);
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @Test
    void shouldRunEachKindOfCommandInsideASlot() {
        engine.expect("+OK :4 $-1 *3 $1 3 $1 4 $-1 +OK :3 :3 +PONG", "NEST.ALL MSET b 2 c 7 , INCRBY b 2 ,"
            + " SET a 3 GET , MGET a b z , RENAME c d , EXISTS a b d , DBSIZE , PING");
        engine.expect("*4 $1 3 $1 4 $-1 $1 7", "MGET a b c d");
    }

    @Test
    void shouldJournalWhatTheCallsChangedAsOneGroup() {
        engine.run("NEST.ALL SET a 1 , SETEX b 10 x , GET a , DEL a c , PING");
        assertEquals(List.of("MULTI; SET a 1; SET b x PXAT 1700000010000; DEL a c; EXEC"), engine.effects());
        engine.run("NEST.ALL GET a , PING , DEL a");
        assertEquals(List.of(), engine.effects());
    }

    @Test
    void shouldJournalWhichDatabaseACallWorkedOn() {
        engine.run("NEST.ALL SET a 1 , SELECT 3 , GET a , SET b 1 , SET c 1 , SELECT 5 , GET c , SELECT 0 , SET d 1");
        assertEquals(List.of("MULTI; SET a 1; SELECT 3; SET b 1; SET c 1; SELECT 0; SET d 1; EXEC"), engine.effects());
        engine.run("NEST.ALL SELECT 2 , SET b 1");
        assertEquals(List.of("MULTI; SELECT 2; SET b 1; SELECT 0; EXEC"), engine.effects());
        engine.expect(":2", "DBSIZE");
    }

    @Test
    void shouldJournalKeysThatExpireInsideAGroup() {
        engine.run("SET a 1 PX 5");
        engine.run("SET e 1 PX 5");
        engine.effects();
        engine.advance(5);
        engine.expect("$-1 +OK :0", "NEST.ALL GET a , SET b 1 , EXISTS a e");
        assertEquals(List.of("MULTI; DEL a; SET b 1; DEL e; EXEC"), engine.effects());
    }

    @Test
    void shouldGoOnAfterACallThatFails() {
        final String failure = "-ERR internal error, the command was not completed";
        engine.expect("+OK " + failure + " " + failure + " :2",
            "NEST.ALL SET a 1 , FAIL.ONE a , FAIL.SPLIT a b bad c d , INCR a");
    }

    @Test
    void shouldFollowTheSlotsDatabaseAndProtocol() {
        engine.run("SELECT", "4");
        engine.run("HELLO", "3");
        engine.expect("_ +OK", "NEST.ALL GET a , SET a 1");
        engine.expect("$1 1", "GET a");
        engine.run("SELECT", "0");
        engine.expect("_", "GET a");
    }

    @Test
    void shouldRunInsideOfACommandThatIsNestedItself() {
        engine.run("NEST.ALL", "SET", "a", "1", ",", "NEST.KEY", "a", "INCR", "a");
        engine.expect("$1 2", "GET a");
        assertEquals(List.of("MULTI; SET a 1; INCR a; EXEC"), engine.effects());
    }

    @Test
    void shouldFindNothingInsteadOfWaiting() {
        engine.expect("*-1 $-1 +OK", "NEST.ALL BLPOP l m 0 , BLMOVE l m LEFT LEFT 0 , SET a 1");
    }

    @Test
    void shouldRefuseAKeyOfAShardThatIsNotAtTheSlot() {
        assumeTrue(setup.shardCount() > 1, "one shard owns all keys");
        engine.expect("+OK -ERR Script attempted to access a key of another shard than those that it declared",
            "NEST.KEY {k}1 SET {k}2 1 , SET foo bar");
        engine.expect("$-1", "GET foo");
    }
}
