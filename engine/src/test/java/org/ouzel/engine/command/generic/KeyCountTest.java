package org.ouzel.engine.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class KeyCountTest extends CommandTest {
    @Test
    void shouldRemoveKeysAndCountThem() {
        for (final String command : List.of("DEL", "UNLINK")) {
            expect("+OK", "MSET a 1 b 2 c 3 d 4");
            engine.effects();
            expect(":1", command + " a");
            expect(":0", command + " a");
            expect(":2", command + " a b c x b");
            expect("*4 $-1 $-1 $-1 $1 4", "MGET a b c d");
            assertEquals(List.of(command + " a", command + " a b c x b"), engine.effects());
            expect(":1", "DBSIZE");
            expect("-ERR wrong number of arguments for '" + command.toLowerCase(Locale.ROOT) + "' command",
                command);
            engine.run("FLUSHALL");
        }
    }

    @Test
    void shouldNotCountExpiredKeysAsRemoved() {
        engine.run("SET a 1 PX 100");
        engine.run("SET b 1 PX 100");
        engine.run("SET c 1");
        engine.effects();
        engine.advance(100);
        expect(":1", "DEL a b c");
        final String effect = engine.effects().get(0);
        assertEquals("DEL a b c", effect.substring(effect.lastIndexOf("; ") + 2));
        expect(":0", "DBSIZE");
    }

    @Test
    void shouldCountAKeyAsOftenAsItIsNamed() {
        engine.run("MSET a 1 b 2 c 3");
        engine.run("SET d 4 PX 100");
        engine.effects();
        expect(":1", "EXISTS a");
        expect(":6", "EXISTS a a b c d d x");
        expect(":0", "EXISTS x y z");
        engine.advance(100);
        expect(":4", "EXISTS a a b c d d x");
        expect("-ERR wrong number of arguments for 'exists' command", "EXISTS");
    }

    @Test
    void shouldNoteAUseWithTouchOnly() {
        engine.run("MSET a 1 b 2 c 3");
        engine.advance(50_000);
        expect(":2", "EXISTS a b");
        engine.run("TTL a");
        engine.run("TYPE a");
        expect(":50", "OBJECT IDLETIME a");
        expect(":3", "TOUCH a b x a");
        expect(":0", "OBJECT IDLETIME a");
        expect(":0", "OBJECT IDLETIME b");
        expect(":50", "OBJECT IDLETIME c");
        assertEquals(1, engine.effects().size());
    }

    @Test
    void shouldNoteAUseWithTouchInASessionThatAskedForNone() {
        engine.run("SET a 1");
        engine.run("CLIENT NO-TOUCH ON");
        engine.advance(50_000);
        engine.run("GET a");
        expect(":50", "OBJECT IDLETIME a");
        expect(":1", "TOUCH a");
        expect(":0", "OBJECT IDLETIME a");
    }

    @Test
    void shouldAnswerAPipelineInItsOrder() {
        assertEquals("+OK :3 :2 :1 :0", engine.newClient()
            .pipeline("MSET a 1 b 2 c 3", "EXISTS a b c", "DEL a b", "EXISTS a b c", "EXISTS a b"));
    }
}
