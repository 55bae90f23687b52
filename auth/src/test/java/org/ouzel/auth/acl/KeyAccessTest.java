package org.ouzel.auth.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.KeyFlag;
import org.ouzel.engine.harness.EngineHarness;

/** Tries every key of every command that takes keys, by Redis's own account of where they are. */
class KeyAccessTest extends AclTest {
    private static final String NO_KEY = "-NOPERM No permissions to access a key";
    private static final String SECRET = "s3cr3t";
    private static final String CALL = "return redis.pcall(unpack(ARGV))";

    @BeforeEach
    void addUsers() {
        final String others = " on >pw ~ok ~" + KeyCommand.FILLER + " &* +@all";
        engine.run("ACL SETUSER nobody" + others);
        engine.run("ACL SETUSER reader %R~" + SECRET + others);
        engine.run("ACL SETUSER writer %W~" + SECRET + others);
        engine.run("SET " + SECRET + " 17");
    }

    private List<KeyCommand> commands() {
        final List<KeyCommand> commands = new ArrayList<>();
        for (final KeyCommand each : KeyCommand.all()) {
            if (spec(each) != null && each.request().keys().values().stream().noneMatch("NOT_KEY"::equals)) {
                commands.add(each);
            }
        }
        assertTrue(commands.size() > 170, () -> "commands=" + commands.size());
        return commands;
    }

    private CommandSpec spec(final KeyCommand command) {
        return engine.server().commandTable().find(command.name().replace(' ', '|'));
    }

    private String run(final String user, final String... request) {
        final EngineHarness.Client client = login(user);
        final String reply = client.run(request);
        client.disconnect();
        return reply;
    }

    private String digest() {
        final String digest = engine.run("DEBUG DIGEST");
        assertTrue(digest.startsWith("+"), digest);
        return digest;
    }

    private static boolean isAny(final String flags, final String... wanted) {
        return Set.of(wanted).stream().anyMatch(Set.of(flags.split("\\+"))::contains);
    }

    @Test
    void shouldRefuseEachKeyByItself() {
        for (final KeyCommand command : commands()) {
            final KeyCommand.Request request = command.request();
            assertFalse(run("nobody", request.with(-1, "", "ok")).startsWith("-NOPERM"), command.name());
            final String digest = digest();
            for (final int argument : request.keys().keySet()) {
                final String[] words = request.with(argument, SECRET, "ok");
                assertEquals(NO_KEY, run("nobody", words), () -> String.join(" ", words));
                final EngineHarness.Client client = login("nobody");
                final String replies = client.pipeline("MULTI", String.join(" ", words), "EXEC");
                assertTrue(replies.startsWith("+OK " + NO_KEY + " -EXECABORT"),
                    () -> String.join(" ", words) + replies);
                client.disconnect();
                final List<String> script = new ArrayList<>(List.of("EVAL", CALL, "0"));
                script.addAll(List.of(words));
                final String reply = run("nobody", script.toArray(String[]::new));
                assertTrue(reply.startsWith("-"), () -> String.join(" ", words) + " -> " + reply);
            }
            assertEquals(digest, digest(), command.name());
        }
    }

    @Test
    void shouldTellReadingFromWritingEachKey() {
        for (final KeyCommand command : commands()) {
            final KeyCommand.Request request = command.request();
            request.keys().forEach((argument, flags) -> {
                if (!isAny(flags, "VARIABLE_FLAGS")) {
                    final String[] words = request.with(argument, SECRET, "ok");
                    assertEquals(isAny(flags, "UPDATE", "INSERT", "DELETE"), NO_KEY.equals(run("reader", words)),
                        () -> "reader: " + String.join(" ", words));
                    assertEquals(isAny(flags, "ACCESS"), NO_KEY.equals(run("writer", words)),
                        () -> "writer: " + String.join(" ", words));
                }
            });
        }
    }

    @Test
    void shouldHaveTriedAllCommands() {
        final Set<String> known = new TreeSet<>();
        KeyCommand.all().forEach(each -> known.add(each.name().replace(' ', '|').toLowerCase(Locale.ROOT)));
        final Set<String> untried = new TreeSet<>();
        for (final CommandSpec spec : engine.server().commandTable().all()) {
            for (int i = 0; i < spec.keySpecCount(); i++) {
                if (!known.contains(spec.name()) && !spec.keySpec(i).has(KeyFlag.NOT_KEY)) {
                    untried.add(spec.name());
                }
            }
        }
        assertEquals(Set.of(), untried);
    }
}
