package org.ouzel.engine.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

/** Blocking commands, and those who wait, when commands run inside of the slot of another one. */
@ParameterizedClass
@EnumSource(EngineSetup.class)
class NestedWaitingTest {
    @Parameter
    private EngineSetup setup;

    private EngineHarness engine;

    @BeforeEach
    void startEngine() {
        final List<CommandFamily> families = new ArrayList<>(CommandFamilies.all());
        families.add(new NestingFamily());
        engine = EngineHarness.start(setup, families);
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @Test
    void shouldAnswerAtOnceInsideOfAnotherCommand() {
        engine.expect("*-1 *-1 *-1 $-1 $-1 *-1 *-1 *-1 +PONG", "NEST.ALL BLPOP a k1 k2 0 , BRPOP a 1 ,"
            + " BLMPOP 0 2 a k1 LEFT , BLMOVE a k1 LEFT LEFT 0 , BRPOPLPUSH a a 0 , BZPOPMIN a k1 0 ,"
            + " BZMPOP 0 1 a MIN , XREAD BLOCK 0 STREAMS a k1 $ $ , PING");
        engine.expect(":2 *2 $2 k2 $1 x", "NEST.ALL RPUSH k2 x y , BLPOP a k1 k2 0");
    }

    @Test
    void shouldServeBehindTheWholeGroup() {
        final EngineHarness.Client several = engine.newClient();
        final EngineHarness.Client single = engine.newClient();
        several.run("BLPOP a k1 k2 0");
        single.run("BLPOP k1 0");
        engine.expect(":1 $1 x :0 :1 :3", "NEST.ALL RPUSH a x , LPOP a , EXISTS a , RPUSH k1 1 , RPUSH k1 2 3");
        assertEquals("*2 $2 k1 $1 1", several.take());
        assertEquals("*2 $2 k1 $1 2", single.take());
        assertEquals(List.of("MULTI; RPUSH a x; LPOP a; RPUSH k1 1; RPUSH k1 2 3; EXEC", "LPOP k1; LPOP k1"),
            engine.effects());
    }
}
