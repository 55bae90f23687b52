package org.ouzel.network.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandRequestTest {
    private static CommandRequest read(final String json) {
        return CommandRequest.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldReadCommands() {
        final CommandRequest request =
            read("{\"commands\":[[\"SET\",\"ä\",{\"base64\":\"AP8=\"},12],[\"PING\"]],\"database\":3}");
        assertEquals(3, request.database());
        assertFalse(request.isOfConsole());
        assertEquals(2, request.commands().size());
        assertArrayEquals("ä".getBytes(StandardCharsets.UTF_8), request.commands().get(0).get(1));
        assertArrayEquals(new byte[] {0, (byte) 0xff}, request.commands().get(0).get(2));
        assertArrayEquals(new byte[] {'1', '2'}, request.commands().get(0).get(3));
        assertTrue(read("{\"commands\":[[\"PING\"]],\"console\":true}").isOfConsole());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "1", "{}", "{\"commands\":1}", "{\"commands\":[]}", "{\"commands\":[[]]}",
        "{\"commands\":[\"PING\"]}", "{\"commands\":[[null]]}", "{\"commands\":[[[1]]]}", "{\"commands\":[[{}]]}",
        "{\"commands\":[[{\"base64\":\"!\"}]]}", "{\"commands\":[[\"PING\"]],\"database\":-1}",
        "{\"commands\":[[\"PING\"]],\"database\":\"x\"}", "{\"commands\":[[\"PING\"]],\"database\":{}}",
        "{\"commands\":[[\"PING\"]],\"console\":[]}"})
    void shouldRefuseAnythingElse(final String json) {
        assertThrows(IllegalArgumentException.class, () -> read(json));
    }

    @Test
    void shouldRefuseTooMany() {
        final String some = "[\"PING\"],".repeat(999) + "[\"PING\"]";
        assertEquals(1000, read("{\"commands\":[" + some + "]}").commands().size());
        assertThrows(IllegalArgumentException.class, () -> read("{\"commands\":[" + some + ",[\"PING\"]]}"));
        assertThrows(IllegalArgumentException.class, () -> read("[".repeat(100_000)));
    }

    @Test
    void shouldKnowWhatHasNoAnswerHere() {
        assertNotNull(CommandRules.refusal(CommandClient.command("subscribe", "a"), true));
        assertNotNull(CommandRules.refusal(CommandClient.command("Monitor"), true));
        assertNotNull(CommandRules.refusal(CommandClient.command("client", "reply", "off"), true));
        assertNull(CommandRules.refusal(CommandClient.command("client", "list"), true));
        assertNull(CommandRules.refusal(CommandClient.command("multi"), true));
        assertNotNull(CommandRules.refusal(CommandClient.command("multi"), false));
        assertNotNull(CommandRules.refusal(CommandClient.command("SELECT", "1"), false));
        assertNull(CommandRules.refusal(CommandClient.command("GET", "multi"), false));
    }
}
