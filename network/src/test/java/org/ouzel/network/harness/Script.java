package org.ouzel.network.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

/**
 * Commands and the replies that they must get, by turns, "|" between them. Words are split at blanks, two backquotes
 * are an empty one; a comma ends a line of a reply, unless that is an error. Replies are written as in RESP2: in RESP3
 * their nulls are "_".
 */
public final class Script {
    private static final String EMPTY = "\u0002";

    private Script() {
    }

    /** Runs a script on a connection of a protocol version. */
    public static void run(final RawConnection connection, final int protocol, final String script) {
        final List<String> turns = List.of(script.split("\\|"));
        for (int i = 0; i < turns.size(); i += 2) {
            final String[] command = turns.get(i).trim().replace("``", EMPTY).split(" ");
            for (int j = 0; j < command.length; j++) {
                command[j] = command[j].replace(EMPTY, "");
            }
            final String turn = turns.get(i + 1);
            final String reply = (turn.startsWith("-") ? turn : turn.replace(",", "\r\n")) + "\r\n";
            final String expected = protocol == 2 ? reply : reply.replaceAll("[$*]-1\r\n", "_\r\n");
            assertEquals(expected, connection.call(command), turns.get(i));
        }
    }
}
