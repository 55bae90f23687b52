package org.ouzel.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandDocsTest {
    private final CommandTable table = CommandTables.all();

    @Test
    void shouldReadTheSyntaxOfEveryCommand() {
        for (final CommandSpec spec : table.all()) {
            final CommandDocs docs = spec.docs();
            assertTrue(docs.summary().endsWith("."), spec.name());
            assertFalse(docs.complexity().isEmpty(), spec.name());
            requireSound(spec, docs.arguments());
        }
    }

    @Test
    void shouldTakeAtLeastAsManyArgumentsAsTheArityAsksFor() {
        for (final CommandSpec spec : table.all()) {
            if (!spec.isContainer()) {
                final int nameCount = spec.parent() == null ? 1 : 2;
                final int required = nameCount + requiredCount(spec.docs().arguments());
                final int arity = Math.abs(spec.arity());
                // Of SHUTDOWN's kind: no less than the arity; DELEX' kind: the arity isn't stricter than the syntax.
                assertTrue(required <= arity, spec.name() + " requires " + required);
                assertTrue(spec.arity() < 0 || required == arity, spec.name() + " requires " + required);
            }
        }
    }

    @Test
    void shouldDescribeOptionsOfSet() {
        final List<ArgumentDoc> arguments = table.find("set").docs().arguments();
        assertEquals(List.of("key", "value", "condition", "get", "expiration"),
            arguments.stream().map(ArgumentDoc::name).toList());
        final ArgumentDoc key = arguments.get(0);
        assertEquals(ArgumentDoc.Type.KEY, key.type());
        assertEquals(0, key.keySpecIndex());
        assertEquals("key", key.displayText());
        final ArgumentDoc condition = arguments.get(2);
        assertEquals(ArgumentDoc.Type.ONEOF, condition.type());
        assertTrue(condition.isOptional());
        assertNull(condition.displayText());
        final ArgumentDoc nx = condition.arguments().get(0);
        assertEquals(ArgumentDoc.Type.PURE_TOKEN, nx.type());
        assertEquals("nx", nx.name());
        assertEquals("NX", nx.token());
        assertEquals("2.6.12", nx.since());
        assertFalse(nx.isOptional());
        final ArgumentDoc ifeq = condition.arguments().get(2);
        assertEquals("IFEQ", ifeq.token());
        assertEquals(ArgumentDoc.Type.STRING, ifeq.type());
        final ArgumentDoc exat = arguments.get(4).arguments().get(2);
        assertEquals(ArgumentDoc.Type.UNIX_TIME, exat.type());
        assertEquals("unix-time", exat.type().text());
        assertEquals("EXAT", exat.token());
        assertEquals("6.2.0", exat.since());
    }

    @Test
    void shouldTieTokensToGroupsAndRepeatThem() {
        final List<ArgumentDoc> sort = table.find("sort").docs().arguments();
        final ArgumentDoc limit = sort.get(2);
        assertEquals("LIMIT", limit.token());
        assertEquals(ArgumentDoc.Type.BLOCK, limit.type());
        assertEquals(2, limit.arguments().size());
        final ArgumentDoc get = sort.get(3);
        assertEquals("GET", get.token());
        assertTrue(get.isMultiple() && get.isMultipleToken() && get.isOptional());
        assertEquals(ArgumentDoc.Type.PATTERN, get.type());
        assertEquals(1, get.keySpecIndex());
        assertEquals("pattern", get.displayText());
        assertEquals(2, sort.get(6).keySpecIndex());
        final ArgumentDoc streams = table.find("xread").docs().arguments().get(2);
        assertEquals("STREAMS", streams.token());
        assertFalse(streams.isMultiple());
        assertTrue(streams.arguments().get(0).isMultiple());
        assertFalse(streams.arguments().get(0).isMultipleToken());
    }

    @Test
    void shouldCountKeysBySpecification() {
        final List<ArgumentDoc> rename = table.find("rename").docs().arguments();
        assertEquals(List.of(0, 1), rename.stream().map(ArgumentDoc::keySpecIndex).toList());
        final List<ArgumentDoc> lcs = table.find("lcs").docs().arguments();
        assertEquals(List.of(0, 0), lcs.subList(0, 2).stream().map(ArgumentDoc::keySpecIndex).toList());
    }

    @Test
    void shouldShowUsage() {
        assertEquals("key", table.find("get").docs().usage());
        assertEquals("key [key ...]", table.find("del").docs().usage());
        assertEquals("key value [key value ...]", table.find("mset").docs().usage());
        assertEquals("source destination [DB destination-db] [REPLACE]", table.find("copy").docs().usage());
        assertEquals("key seconds [NX | XX | GT | LT]", table.find("expire").docs().usage());
        assertEquals("[message]", table.find("ping").docs().usage());
        assertEquals("key [BY pattern] [LIMIT offset count] [GET pattern [GET pattern ...]] [ASC | DESC] [ALPHA] "
            + "[STORE destination]", table.find("sort").docs().usage());
        assertEquals("<ON | OFF | SKIP>", table.find("client|reply").docs().usage());
        assertEquals("<AND | OR | XOR | NOT | DIFF | DIFF1 | ANDOR | ONE> destkey key [key ...]",
            table.find("bitop").docs().usage());
        assertEquals("timeout numkeys key [key ...] <LEFT | RIGHT> [COUNT count]",
            table.find("blmpop").docs().usage());
        assertEquals("[ID client-id [client-id ...]]", table.find("client|list").docs().arguments().get(1).usage());
        assertTrue(table.find("client|kill").docs().usage().startsWith("<ip:port | <[ID client-id] | "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a b", "a)", "[a b]", "(a | b c)=x", "( | a)=x", "a:nosuch", "a=b=c", "'a", "TOKEN 'x'",
        "(NX | XX)"})
    void shouldRefuseMalformedSyntax(final String syntax) {
        assertThrows(IllegalArgumentException.class, () -> SyntaxParser.parse(syntax));
    }

    private static void requireSound(final CommandSpec spec, final List<ArgumentDoc> arguments) {
        for (final ArgumentDoc argument : arguments) {
            assertTrue(argument.keySpecIndex() < spec.keySpecCount(), spec.name() + ' ' + argument.name());
            assertEquals(argument.type().isGroup(), !argument.arguments().isEmpty(), spec.name());
            assertEquals(argument.type().isGroup(), argument.displayText() == null, spec.name());
            assertFalse(argument.isMultipleToken() && argument.token() == null, spec.name());
            requireSound(spec, argument.arguments());
        }
    }

    private static int requiredCount(final List<ArgumentDoc> arguments) {
        int count = 0;
        for (final ArgumentDoc argument : arguments) {
            if (!argument.isOptional()) {
                count += requiredCount(argument);
            }
        }
        return count;
    }

    private static int requiredCount(final ArgumentDoc argument) {
        switch (argument.type()) {
            case ONEOF:
                return (argument.token() == null ? 0 : 1)
                    + argument.arguments().stream().mapToInt(CommandDocsTest::requiredCount).min().orElse(0);
            case BLOCK:
                return (argument.token() == null ? 0 : 1) + requiredCount(argument.arguments());
            case PURE_TOKEN:
                return 1;
            default:
                return argument.token() == null ? 1 : 2;
        }
    }
}
