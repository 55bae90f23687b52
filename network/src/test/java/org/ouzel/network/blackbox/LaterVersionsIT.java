package org.ouzel.network.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ouzel.network.harness.EachSetup;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.Script;
import org.ouzel.protocol.client.Reply;

/** What redis-server 7.0 can't be asked: Redis 7.2's changes, and forms of 8.4 that clients already use. */
class LaterVersionsIT extends EachSetup {
    @BeforeEach
    void empty() {
        Assumptions.assumeFalse(OuzelSetup.isRedisTarget(), "redis-server 7.0 doesn't know these");
        try (RawConnection connection = tested.connect()) {
            assertEquals("+OK\r\n", connection.call("FLUSHALL"));
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
        SET k v IFEQ x|$-1|GET k|$-1
        SET k v|+OK|SET k w IFEQ v|+OK|GET k|$1,w
        SET k v|+OK|SET k w IFEQ x|$-1|GET k|$1,v
        SET k v IFNE x|+OK|SET k w IFNE v|$-1|SET k w IFNE x|+OK|GET k|$1,w
        SET k v|+OK|SET k w IFEQ x GET|$1,v|SET k w GET IFEQ v|$1,v|GET k|$1,w
        SET k v|+OK|SET k w IFEQ v EX 100|+OK|TTL k|:100|SET k x IFEQ w KEEPTTL|+OK|TTL k|:100
        SET k v IFEQ a NX|-ERR syntax error
        SET k v IFEQ|-ERR syntax error
        DIGEST missing|$-1
        SET e ``|+OK|DIGEST e|$16,2d06800538d394c2
        SET e ``|+OK|SET e x IFDEQ 2d06800538d394c2|+OK|SET e y IFDEQ 2d06800538d394c2|$-1|GET e|$1,x
        SET e ``|+OK|SET e x IFDNE 2d06800538d394c2|$-1|SET e x IFDEQ 2D06800538D394C2|+OK
        DELEX missing|:0
        SET k v|+OK|DELEX k|:1|EXISTS k|:0
        SET k v|+OK|DELEX k IFEQ x|:0|DELEX k IFNE v|:0|DELEX k IFEQ v|:1|EXISTS k|:0
        SET e ``|+OK|DELEX e IFDNE 2d06800538d394c2|:0|DELEX e IFDEQ 2d06800538d394c2|:1
        MSETEX 2 a 1 A 2 EX 100|:1|MGET a A|*2,$1,1,$1,2|TTL A|:100
        MSETEX 2 a 1 A 2 NX|:1|MSETEX 2 0 1 a 9 NX|:0|MGET a A 0|*3,$1,1,$1,2,$-1
        MSETEX 2 a 1 A 2 XX|:0|MSET a 0 A 0|+OK|MSETEX 2 a 1 A 2 XX|:1|MGET a A|*2,$1,1,$1,2
        SET a v EX 100|+OK|MSETEX 1 a 1 KEEPTTL|:1|TTL a|:100|MSETEX 1 a 1|:1|TTL a|:-1
        CLIENT NO-TOUCH ON|+OK|CLIENT NO-TOUCH OFF|+OK|CLIENT NO-TOUCH x|-ERR syntax error
        CLIENT SETINFO LIB-NAME lib|+OK|CLIENT SETINFO lib-ver 1.2|+OK
        BITCOUNT missing x y|-ERR value is not an integer or out of range
        BITPOS missing 1 x|-ERR value is not an integer or out of range
        """, delimiter = '\u0001')
    void shouldAnswerTheScript(final String script) {
        try (RawConnection connection = tested.connect()) {
            Script.run(connection, 2, script);
        }
    }

    @Test
    void shouldTakeTypedElementsAsTheirText() {
        try (RawConnection connection = tested.connect()) {
            connection.write("*3\r\n$3\r\nSET\r\n+typed\r\n:5\r\n*2\r\n+INCR\r\n$5\r\ntyped\r\n"
                + "*3\r\n$3\r\nSET\r\n$5\r\ntyped\r\n#t\r\n*2\r\n$3\r\nGET\r\n$5\r\ntyped\r\n");
            assertEquals("+OK\r\n", connection.readText());
            assertEquals(":6\r\n", connection.readText());
            assertEquals("+OK\r\n", connection.readText());
            assertEquals("$1\r\nt\r\n", connection.readText());
        }
    }

    @Test
    void shouldShowWhichLibraryAClientUses() {
        try (RawConnection connection = tested.connect()) {
            connection.call("CLIENT", "SETINFO", "LIB-NAME", "mylib");
            connection.call("CLIENT", "SETINFO", "LIB-VER", "9.8");
            final String line = connection.call("CLIENT", "INFO");
            assertTrue(line.contains(" lib-name=mylib lib-ver=9.8"), line);
            final String refusal = connection.call("CLIENT", "SETINFO", "LIB-NAME", "a b");
            assertTrue(refusal.endsWith(" cannot contain spaces, newlines or special characters.\r\n"), refusal);
        }
    }

    @Test
    void shouldDescribeEveryCommandAlikeInBothProtocols() {
        try (RawConnection resp2 = tested.connect(); RawConnection resp3 = tested.connect(3)) {
            final Reply flat = Reply.parse(resp2.call("COMMAND", "DOCS"));
            final Reply map = Reply.parse(resp3.call("COMMAND", "DOCS"));
            assertEquals('*', flat.type());
            assertEquals('%', map.type());
            assertEquals(flat.elements().size(), map.elements().size());
            for (int i = 0; i < map.elements().size(); i += 2) {
                final List<String> fields = map.elements().get(i + 1).texts();
                final String name = map.elements().get(i).text();
                assertTrue(fields.containsAll(List.of("summary", "since", "group", "complexity")), name);
            }
            assertEquals(Reply.parse(resp2.call("COMMAND", "COUNT")).asLong(), map.elements().size() / 2);
        }
    }

    @Test
    void shouldGiveEveryCommandTenFacts() {
        try (RawConnection connection = tested.connect()) {
            final Reply all = Reply.parse(connection.call("COMMAND"));
            for (final Reply command : all.elements()) {
                assertEquals(10, command.elements().size(), () -> "" + command.elements().get(0));
                assertTrue(command.elements().get(1).asLong() != 0);
            }
            final List<String> names = Reply.parse(connection.call("COMMAND", "LIST")).texts();
            assertEquals(all.elements().size(), names.stream().filter(name -> !name.contains("|")).count());
        }
    }
}
