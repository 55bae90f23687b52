package org.ouzel.network.model;

import java.util.List;
import org.ouzel.network.harness.RawConnection;

/**
 * The group connection, without what ends or pauses the connection. Left out, since Redis 7.0 and 7.2 differ: a bad
 * option of HELLO after SETNAME (7.0 has set the name by then), COMMAND GETKEYS with one argument (its arity).
 */
final class ConnectionCommands extends RecipeGenerator {
    /** Ouzel adds its own version to the facts that Redis gives. */
    private static final ReplyMatcher HELLO = ReplyMatcher.without("version", "id", "modules", "ouzel_version");

    ConnectionCommands() {
        super("connection", "hello");
        addBasics();
        addHello();
        addClient();
        addReplyModes();
    }

    /** Because of AUTH. */
    @Override
    public int slowness() {
        return 6;
    }

    private void addBasics() {
        add(5, dice -> Step.command(dice.anyCase("PING"), dice.maybe(50, dice.value())));
        add(5, dice -> Step.command(dice.anyCase("ECHO"), dice.value()));
        add(4, dice -> Step.command("SELECT", dice.oneOf("0", "1", "9", "15", "16", "-1", "abc", "", "1.0",
            "9223372036854775808")));
        add(2, dice -> Step.command("DBSIZE"));
        add(3, dice -> Step.command("SET", dice.key(), dice.word()));
        add(3, dice -> Step.command("GET", dice.key()));
        add(2, dice -> Step.command("RESET").fixed());
        // Rare, since every password is checked by a hash that is meant to be slow.
        add(1, dice -> dice.chance(85) ? Step.command("PING") : Step.command("AUTH", dice.maybe(50, "default"),
            dice.times(0, 2, dice::word)).fixed());
        add(2, dice -> Step.command("COMMAND", "GETKEYS", dice.oneOf("SET", "GET", "MSET", "DEL", "BITOP", "PING",
            "junk"), dice.keys(1, 4)).fixed());
    }

    private void addHello() {
        add(3, dice -> Step.command("HELLO", dice.oneOf("2", "3"), dice.maybe(40, dice.anyCase("SETNAME"),
            dice.word())).fixed().matching(HELLO));
        add(1, dice -> Step.command("HELLO").fixed().matching(HELLO));
        add(2, dice -> Step.command("HELLO", dice.oneOf("1", "4", "abc", "", "-1", "3.0", "9223372036854775808"))
            .fixed().matching(HELLO));
        add(2, dice -> Step.command("HELLO", dice.oneOf("2", "3"), dice.oneOf(List.of("junk"), List.of("SETNAME"),
            List.of("SETNAME", "a b"), List.of("SETNAME", "a\n"), List.of("AUTH", "a"),
            dice.chance(85) ? List.of() : List.of("AUTH", "a", "b", dice.maybe(50, "SETNAME", "c")))).fixed()
            .matching(HELLO));
    }

    private void addClient() {
        add(3, dice -> Step.command("CLIENT", dice.anyCase("SETNAME"), dice.oneOf(dice.word(), "", "a b", "a\nb",
            "é", "~!")).fixed());
        add(4, dice -> Step.command("CLIENT", dice.anyCase("GETNAME")));
        add(1, dice -> Step.command("CLIENT", "ID").fixed().matching(ReplyMatcher.SAME_TYPE));
        add(1, dice -> Step.command("CLIENT", "INFO").fixed().matching(ReplyMatcher.SAME_TYPE));
        add(2, dice -> Step.command("CLIENT", "NO-EVICT", dice.oneOf("ON", "OFF", "off", "junk")).fixed());
        add(2, dice -> Step.command("CLIENT", dice.oneOf(List.of("LIST", "TYPE", "junk"), List.of("LIST", "junk"),
            List.of("LIST", "ID"), List.of("LIST", "ID", "abc"), List.of("LIST", "TYPE"), List.of("LIST", "ID", "-1"),
            List.of("LIST", "TYPE", "replica"), List.of("LIST", "ID", "987654321"))).fixed());
        add(2, dice -> Step.command("CLIENT", "KILL", dice.oneOf(List.of("1.2.3.4:5"), List.of("ID", "abc"),
            List.of("ID", "0"), List.of("ID", "987654321"), List.of("junk", "x"), List.of("TYPE", "junk"),
            List.of("ADDR", "1.2.3.4:5"), List.of("LADDR", "1.2.3.4:5"), List.of("SKIPME", "junk"),
            List.of("USER", "nobody"), List.of("ID", "987654321", "SKIPME"), List.of("TYPE", "pubsub"))).fixed());
        add(2, dice -> Step.command("CLIENT", "UNBLOCK", dice.oneOf("987654321", "abc", "-1"), dice.maybe(50,
            dice.oneOf("TIMEOUT", "ERROR", "junk"))).fixed());
        add(1, dice -> Step.command("CLIENT", dice.oneOf(List.of("PAUSE", "abc"), List.of("PAUSE", "-1"),
            List.of("PAUSE"), List.of("PAUSE", "0", "junk"), List.of("UNPAUSE"), List.of("UNPAUSE", "x"))).fixed());
        add(2, dice -> Step.command("CLIENT", dice.oneOf(List.of("junk"), List.of("SETNAME"), List.of("GETNAME", "x"),
            List.of("REPLY"), List.of("REPLY", "junk"), List.of("REPLY", "ON"), List.of("NO-EVICT"),
            List.of("ID", "x"), List.of("INFO", "x"), List.of("KILL"), List.of("UNBLOCK"), List.of())).fixed());
    }

    private void addReplyModes() {
        add(1, dice -> unanswered("CLIENT REPLY SKIP, PING, PING again", List.of(
            List.of("CLIENT", "REPLY", "SKIP"), List.of("PING", "skipped")), 1));
        add(1, dice -> unanswered("CLIENT REPLY OFF, SET, SKIP, GET, ON", List.of(
            List.of("CLIENT", "REPLY", "OFF"), List.of("SET", "a", dice.word()), List.of("junk"),
            List.of("CLIENT", "REPLY", "SKIP"), List.of("GET", "a"), List.of("CLIENT", "REPLY", "ON")), 2));
        add(1, dice -> unanswered("CLIENT REPLY SKIP twice", List.of(List.of("CLIENT", "REPLY", "SKIP"),
            List.of("CLIENT", "REPLY", "SKIP"), List.of("PING", "skipped"), List.of("GET", "a")), 2));
        add(1, dice -> unanswered("CLIENT REPLY OFF, RESET", List.of(List.of("CLIENT", "REPLY", "OFF"),
            List.of("PING"), List.of("RESET")), 2));
    }

    /** Sends the commands and a last ECHO, and compares as many replies as are due. */
    private static Step unanswered(final String description, final List<List<Object>> commands, final int replies) {
        return Step.interaction((reference, tested) -> {
            for (final RawConnection connection : List.of(reference, tested)) {
                commands.forEach(command -> connection.add(Step.command(command).arguments()));
                connection.add("ECHO", "last").flush();
            }
            for (int i = 0; i < replies; i++) {
                final String expected = reference.readText();
                final String actual = tested.readText();
                if (!expected.equals(actual)) {
                    return "  reply " + i + " expected " + expected + "  actual " + actual;
                }
            }
            return reference.hasUnreadBytes() || tested.hasUnreadBytes() ? "  more replies than due" : null;
        }, description);
    }
}
