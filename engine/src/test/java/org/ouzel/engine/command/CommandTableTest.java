package org.ouzel.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CommandTableTest {
    private final CommandTable table = CommandTables.all();

    @Test
    void shouldFindEveryCommandByItsBytesInAnyCase() {
        for (final CommandSpec spec : table.all()) {
            for (final String name : List.of(spec.lastName(), spec.lastName().toUpperCase(Locale.ROOT),
                mixedCase(spec.lastName()))) {
                assertSame(spec, spec.parent() == null ? find(name) : findSubcommand(spec.parent(), name));
            }
        }
    }

    @Test
    void shouldNotFindWhatOnlyLooksLikeACommand() {
        for (final CommandSpec spec : table.topLevel()) {
            final String name = spec.name();
            for (int i = 0; i < name.length(); i++) {
                for (final int flipped : new int[] {0x20, 0x40, 0x80, 0x01}) {
                    final char letter = (char) (name.charAt(i) ^ flipped);
                    final String other = name.substring(0, i) + letter + name.substring(i + 1);
                    final CommandSpec found = find(other);
                    assertTrue(found == null || found.name().equals(other.toLowerCase(Locale.ROOT)), other);
                }
            }
            assertNull(find(name + '\0'));
            assertNull(find(name + "aaaaaaaa"));
        }
        assertNull(find(""));
        assertNull(find("client|kill"));
        assertNull(find("kill"));
        assertNull(findSubcommand(table.find("client"), "get"));
        assertNull(findSubcommand(table.find("get"), "kill"));
    }

    @Test
    void shouldNumberCommandsDenselyInTheOrderOfTheirNames() {
        for (int id = 0; id < table.all().size(); id++) {
            assertEquals(id, table.byId(id).id());
            assertTrue(id == 0 || table.byId(id - 1).name().compareTo(table.byId(id).name()) < 0);
        }
    }

    @Test
    void shouldGiveTheSameNumbersWhateverTheOrderOfTheParts() {
        final CommandTable forth = CommandTables.of(List.of("string", "client", "connection"));
        final CommandTable back = CommandTables.of(List.of("connection", "string", "client"));
        for (final CommandSpec spec : forth.all()) {
            assertEquals(spec.id(), back.find(spec.name()).id());
        }
    }

    @Test
    void shouldFindByTextInAnyCase() {
        assertEquals("client|kill", table.find("CLIENT|Kill").name());
        assertEquals("get", table.find("GET").name());
        assertNull(table.find("nosuch"));
    }

    @Test
    void shouldTieSubcommandsToTheirContainer() {
        final CommandSpec client = table.find("client");
        final CommandSpec kill = table.find("client|kill");
        assertTrue(client.isContainer());
        assertFalse(kill.isContainer());
        assertSame(client, kill.parent());
        assertSame(kill, client.subcommands().get("kill"));
        assertEquals("kill", kill.lastName());
        assertFalse(table.topLevel().contains(kill));
    }

    @Test
    void shouldReadTheFactsOfACommand() {
        final CommandSpec set = table.find("set");
        assertEquals(-3, set.arity());
        assertTrue(set.isWrite());
        assertTrue(set.isDenyOom());
        assertFalse(set.isReadonly());
        assertFalse(set.isFast());
        assertEquals(Routing.FIRST_KEY, set.routing());
        assertEquals("string", set.group());
        assertTrue(set.hasPlainKeys());
        assertEquals("1.0.0", set.since());
        assertTrue(table.find("getset").docs().docFlags().contains("deprecated"));
        assertEquals("6.2.0", table.find("getset").deprecatedSince());
    }

    @Test
    void shouldDeriveCategoriesFromFlags() {
        final CommandSpec set = table.find("set");
        assertEquals(AclCategory.WRITE.bit() | AclCategory.STRING.bit() | AclCategory.SLOW.bit(),
            set.aclCategories());
        assertEquals(AclCategory.ADMIN.bit() | AclCategory.DANGEROUS.bit() | AclCategory.SLOW.bit(),
            table.find("config|get").aclCategories());
        assertEquals(AclCategory.READ.bit() | AclCategory.STRING.bit() | AclCategory.FAST.bit(),
            table.find("get").aclCategories());
        assertTrue(table.find("blpop").isIn(AclCategory.BLOCKING));
        for (final CommandSpec spec : table.all()) {
            assertTrue(spec.isIn(AclCategory.FAST) != spec.isIn(AclCategory.SLOW), spec.name());
        }
    }

    @Test
    void shouldDecideByArityWhetherARequestIsComplete() {
        final CommandSpec get = table.find("get");
        assertFalse(get.isArgCountAllowed(1));
        assertTrue(get.isArgCountAllowed(2));
        assertFalse(get.isArgCountAllowed(3));
        final CommandSpec set = table.find("set");
        assertFalse(set.isArgCountAllowed(2));
        assertTrue(set.isArgCountAllowed(3));
        assertTrue(set.isArgCountAllowed(9));
    }

    @Test
    void shouldJoinKeySpecificationsForOldClients() {
        assertRange("get", 1, 1, 1);
        assertRange("mset", 1, -1, 2);
        assertRange("blpop", 1, -2, 1);
        assertRange("bitop", 2, -1, 1);
        assertRange("rename", 1, 2, 1);
        assertRange("object|encoding", 2, 2, 1);
        assertRange("sort", 1, 1, 1);
        assertRange("zunionstore", 1, 1, 1);
        assertRange("xread", 0, 0, 0);
        assertRange("ping", 0, 0, 0);
        assertTrue(table.find("sort").has(CommandFlag.MOVABLEKEYS));
        assertTrue(table.find("xread").has(CommandFlag.MOVABLEKEYS));
        assertFalse(table.find("set").has(CommandFlag.MOVABLEKEYS));
        assertFalse(table.find("rename").has(CommandFlag.MOVABLEKEYS));
    }

    @Test
    void shouldRouteByKeysOnlyWhatHasKeys() {
        for (final CommandSpec spec : table.all()) {
            final boolean isByKeys = spec.routing() == Routing.FIRST_KEY || spec.routing() == Routing.SPLIT_KEYS
                || spec.routing() == Routing.RENDEZVOUS_KEYS;
            assertFalse(isByKeys && spec.keySpecCount() == 0, spec.name());
            assertFalse(spec.routing() == Routing.SESSION && (spec.isWrite() || spec.keySpecCount() > 0),
                spec.name());
            assertFalse(spec.routing() == Routing.FIRST_KEY && spec.firstKey() == 0, spec.name());
            assertFalse(spec.routing() == Routing.SPLIT_KEYS && !spec.hasPlainKeys(), spec.name());
        }
    }

    @Test
    void shouldRefuseACommandWithoutHandler() {
        final IllegalStateException e = assertThrows(IllegalStateException.class,
            () -> CommandTable.of(List.of(family(List.of("bitmap"), "setbit"))));
        assertTrue(e.getMessage().contains("getbit"), e.getMessage());
    }

    @Test
    void shouldRefuseAHandlerWithoutCommand() {
        final IllegalStateException e = assertThrows(IllegalStateException.class,
            () -> CommandTable.of(List.of(family(List.of("sort"), "sort", "sort_ro", "nosuch"))));
        assertTrue(e.getMessage().contains("withoutCommand=[nosuch]"), e.getMessage());
    }

    @Test
    void shouldRefuseTwoHandlersForOneCommand() {
        assertThrows(IllegalStateException.class,
            () -> CommandTable.of(List.of(family(List.of("sort"), "sort", "sort_ro"), family(List.of(), "sort"))));
    }

    @Test
    void shouldRefuseTwoRowsOfOneName() {
        final List<CommandRow> rows = CommandTable.readRows("sort");
        assertThrows(IllegalStateException.class,
            () -> CommandTable.of(List.of(rows.get(0), rows.get(0)), new HandlerBindings()));
    }

    @Test
    void shouldLetFamiliesShareAPart() {
        final CommandTable shared = CommandTable.of(List.of(family(List.of("sort"), "sort"),
            family(List.of("sort"), "sort_ro")));
        assertEquals(2, shared.all().size());
        assertNotNull(shared.find("sort").handler());
    }

    @Test
    void shouldAllowAContainerWithoutHandler() {
        final CommandTable built = CommandTable.of(List.of(family(List.of("slowlog"), "slowlog|get", "slowlog|help",
            "slowlog|len", "slowlog|reset")));
        assertNull(built.find("slowlog").handler());
    }

    @Test
    void shouldRefuseAnUnknownPart() {
        assertThrows(IllegalStateException.class, () -> CommandTable.readRows("nosuch"));
    }

    private void assertRange(final String name, final int first, final int last, final int step) {
        final CommandSpec spec = table.find(name);
        assertEquals(List.of(first, last, step), List.of(spec.firstKey(), spec.lastKey(), spec.keyStep()), name);
    }

    private CommandSpec find(final String name) {
        try (NativeArguments arguments = NativeArguments.of(name)) {
            return table.find(arguments.argAddress(0), arguments.argLength(0));
        }
    }

    private CommandSpec findSubcommand(final CommandSpec container, final String name) {
        try (NativeArguments arguments = NativeArguments.of(name)) {
            return table.findSubcommand(container, arguments.argAddress(0), arguments.argLength(0));
        }
    }

    private static String mixedCase(final String name) {
        final StringBuilder mixed = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            mixed.append(i % 2 == 0 ? name.charAt(i) : Character.toUpperCase(name.charAt(i)));
        }
        return mixed.toString();
    }

    private static CommandFamily family(final List<String> tables, final String... names) {
        return new CommandFamily() {
            @Override
            public List<String> tables() {
                return tables;
            }

            @Override
            public void bind(final HandlerBindings bindings) {
                for (final String name : names) {
                    bindings.bind(name, context -> { });
                }
            }
        };
    }
}
