package org.ouzel.engine.command.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class ClientListingTest extends CommandTest {
    private static final String LINE = "id=1 addr=127.0.0.1:1 laddr=127.0.0.1:6379 fd=-1 name=me age=5 idle=0 flags=N"
        + " db=0 sub=0 psub=0 ssub=0 multi=-1 watch=0 qbuf=0 qbuf-free=0 argv-mem=0 multi-mem=0 rbs=0 rbp=0 obl=0"
        + " oll=0 omem=0 tot-mem=0 events=r cmd=client|info user=default redir=-1 resp=%d lib-name= lib-ver=\n";

    @Test
    void shouldDescribeTheConnectionItself() {
        engine.run("CLIENT SETNAME me");
        engine.advance(5500);
        final String line = String.format(LINE, 2);
        expect("$" + line.length() + " " + line, "CLIENT INFO");
        engine.run("HELLO 3");
        final String verbatim = "txt:" + String.format(LINE, 3);
        expect("=" + verbatim.length() + " " + verbatim, "CLIENT INFO");
    }

    @Test
    void shouldListAllInTheOrderInWhichTheyCame() {
        final var second = engine.newClient();
        engine.newClient();
        second.run("SELECT 7");
        final String list = engine.run("CLIENT LIST");
        assertEquals(3, list.lines().count());
        assertTrue(list.indexOf("id=1 ") < list.indexOf("id=2 ") && list.indexOf("id=2 ") < list.indexOf("id=3 "));
        assertTrue(list.contains(" db=7 ") && list.contains(" cmd=select "), list);
        assertTrue(list.contains(" cmd=NULL "), list);
        second.disconnect();
        assertFalse(engine.run("CLIENT LIST").contains("id=2 "));
    }

    @Test
    void shouldChooseByTypeAndId() {
        engine.newClient();
        assertEquals(2, engine.run("CLIENT LIST TYPE normal").lines().count());
        expect("$0 ", "CLIENT LIST TYPE replica");
        expect("$0 ", "CLIENT LIST TYPE pubsub");
        expect("-ERR Unknown client type 'junk'", "CLIENT LIST TYPE junk");
        assertTrue(engine.run("CLIENT LIST ID 2").contains("id=2 "));
        assertEquals(2, engine.run("CLIENT LIST ID 2 77 1").lines().count());
        expect("-ERR Invalid client ID", "CLIENT LIST ID two");
        expect("-ERR syntax error", "CLIENT LIST ID");
        expect("-ERR syntax error", "CLIENT LIST junk");
    }
}
