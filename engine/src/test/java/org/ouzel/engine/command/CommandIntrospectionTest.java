package org.ouzel.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.ReplyWriter;

class CommandIntrospectionTest {
    private static final Map<String, CommandIntrospection.Answer> ANSWERS = Map.of(
        "count", CommandIntrospection::count,
        "info", CommandIntrospection::info,
        "docs", CommandIntrospection::docs,
        "list", CommandIntrospection::list,
        "getkeys", (table, request, reply) -> CommandIntrospection.keys(table, request, reply, false),
        "getkeysandflags", (table, request, reply) -> CommandIntrospection.keys(table, request, reply, true));

    private final CommandTable table = CommandTables.all();
    private NativeBuffer buffer;

    @BeforeEach
    void allocate() {
        buffer = new NativeBuffer(64, 1 << 20);
    }

    @AfterEach
    void free() {
        buffer.close();
    }

    @Test
    void shouldCountCommandsWithoutSubcommands() {
        assertEquals(":" + table.topLevel().size() + " ", resp2("command count"));
        assertTrue(table.topLevel().size() < table.all().size());
    }

    @Test
    void shouldDescribeACommandInResp2() {
        assertEquals("*1 *10 $3 get :2 *2 +readonly +fast :1 :1 :1 *3 +@read +@string +@fast *0 *1 *6 $5 flags *2 +RO "
            + "+access $12 begin_search *4 $4 type $5 index $4 spec *2 $5 index :1 $9 find_keys *4 $4 type $5 range "
            + "$4 spec *6 $7 lastkey :0 $7 keystep :1 $5 limit :0 *0 ", resp2("command info GET"));
    }

    @Test
    void shouldDescribeACommandInResp3() {
        assertEquals("*1 *10 $5 xread :-4 ~3 +readonly +blocking +movablekeys :0 :0 :0 ~4 +@read +@stream +@slow "
            + "+@blocking ~0 ~1 %3 $5 flags ~2 +RO +access $12 begin_search %2 $4 type $7 keyword $4 spec %2 "
            + "$7 keyword $7 STREAMS $9 startfrom :1 $9 find_keys %2 $4 type $5 range $4 spec %3 $7 lastkey :-1 "
            + "$7 keystep :1 $5 limit :2 ~0 ", resp3("command info xread"));
    }

    @Test
    void shouldDescribeCountedAndUnknownKeySpecifications() {
        assertTrue(resp3("command info zunion").contains("$9 find_keys %2 $4 type $6 keynum $4 spec %3 "
            + "$9 keynumidx :0 $8 firstkey :1 $7 keystep :1 "));
        assertTrue(resp3("command info sort_ro").contains("$12 begin_search %2 $4 type $7 unknown $4 spec %0 "
            + "$9 find_keys %2 $4 type $7 unknown $4 spec %0 "));
    }

    @Test
    void shouldAnswerNullForAnUnknownCommand() {
        assertEquals("*2 $-1 $-1 ", resp2("command info nosuch config|nosuch"));
        assertEquals("*1 _ ", resp3("command info nosuch"));
    }

    @Test
    void shouldDescribeSubcommandsInsideTheirContainerAndAlone() {
        final String alone = "*10 $16 config|resetstat :2 *4 +admin +noscript +loading +stale :0 :0 :0 "
            + "*3 +@admin +@slow +@dangerous *0 *0 *0 ";
        assertEquals("*1 " + alone, resp2("command info Config|ResetStat"));
        final String container = resp2("command info config");
        assertTrue(container.startsWith("*1 *10 $6 config :-2 *0 :0 :0 :0 *1 +@slow *0 *0 *5 *10 "), container);
        assertTrue(container.contains(alone));
    }

    @Test
    void shouldDescribeAllCommandsWhenNoneIsNamed() {
        final String all = resp2("command info");
        assertTrue(all.startsWith("*" + table.topLevel().size() + " *10 $3 acl "));
        assertEquals(all, resp2("command"));
    }

    @Test
    void shouldDocumentACommand() {
        assertEquals("*2 $4 ping *10 $7 summary " + text("ping") + "$5 since $5 1.0.0 $5 group $10 connection "
            + "$10 complexity $4 O(1) $9 arguments *1 *8 $4 name $7 message $4 type $6 string "
            + "$12 display_text $7 message $5 flags *1 +optional ", resp2("command docs ping"));
        assertEquals("%1 $4 ping %5 $7 summary " + text("ping") + "$5 since $5 1.0.0 $5 group $10 connection "
            + "$10 complexity $4 O(1) $9 arguments *1 %4 $4 name $7 message $4 type $6 string "
            + "$12 display_text $7 message $5 flags ~1 +optional ", resp3("command docs ping nosuch"));
    }

    @Test
    void shouldDocumentDeprecationKeysTokensAndGroups() {
        final String getset = resp3("command docs getset");
        assertTrue(getset.contains("$9 doc_flags ~1 +deprecated $16 deprecated_since $5 6.2.0 $11 replaced_by "),
            getset);
        assertTrue(getset.contains("$4 type $3 key $12 display_text $3 key $14 key_spec_index :0 "));
        final String expire = resp3("command docs expire");
        assertTrue(expire.contains("%5 $4 name $9 condition $4 type $5 oneof $5 since $5 7.0.0 $5 flags ~1 +optional "
            + "$9 arguments *4 %4 $4 name $2 nx $4 type $10 pure-token $12 display_text $2 nx $5 token $2 NX "),
            expire);
        assertTrue(resp3("command docs zcard").contains("$5 group $10 sorted-set "));
    }

    @Test
    void shouldDocumentSubcommands() {
        final String slowlog = resp3("command docs slowlog");
        assertTrue(slowlog.contains("$11 subcommands %4 $11 slowlog|get %5 "), slowlog);
        assertTrue(resp3("command docs SLOWLOG|get").startsWith("%1 $11 slowlog|get %5 "));
    }

    @Test
    void shouldDocumentNothingForAnUnknownCommand() {
        assertEquals("*0 ", resp2("command docs nosuch"));
        assertEquals("%0 ", resp3("command docs nosuch"));
    }

    @Test
    void shouldWriteWellFormedRepliesForAllCommands() {
        for (final boolean isResp3 : new boolean[] {false, true}) {
            for (final String request : new String[] {"command", "command docs", "command list"}) {
                final String[] tokens = answer(request, isResp3).split("\r\n", -1);
                assertEquals(tokens.length - 1, skip(tokens, 0), request);
            }
        }
    }

    @Test
    void shouldListNames() {
        assertTrue(resp2("command list").startsWith("*" + table.all().size() + " "));
        assertEquals("*1 $5 pfadd ", resp2("command list filterby PATTERN PFA*"));
        assertEquals("*2 $11 object|freq $11 object|help ", resp2("command list FILTERBY pattern object|[fh]*"));
        assertEquals("*5 $5 pfadd $7 pfcount $7 pfdebug $7 pfmerge $10 pfselftest ",
            resp2("command list filterby aclcat HyperLogLog"));
        assertEquals("*0 ", resp2("command list filterby aclcat nosuch"));
        assertEquals("*0 ", resp2("command list filterby module json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"command list foo", "command list filterby", "command list filterby pattern",
        "command list filterby nosuch a", "command list filterby pattern a b", "command list nosuch pattern a"})
    void shouldRefuseAnUnknownFilter(final String request) {
        assertEquals("-ERR syntax error ", resp2(request));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "get k                           | *1 $1 k",
        "MSET a 1 b 2                    | *2 $1 a $1 b",
        "eval x                          | -ERR Invalid command specified",
        "object encoding k               | *1 $1 k",
        "OBJECT Freq k                   | *1 $1 k",
        "object nosuch k                 | -ERR Invalid command specified",
        "object                          | -ERR The command has no key arguments",
        "ping                            | -ERR The command has no key arguments",
        "config get x                    | -ERR The command has no key arguments",
        "get                             | -ERR Invalid number of arguments specified for command",
        "get a b                         | -ERR Invalid number of arguments specified for command",
        "zunion 0 a                      | -ERR Invalid arguments specified for command",
        "zunion 3 a b                    | -ERR Invalid arguments specified for command",
        "xread count 1 foo bar           | -ERR Invalid arguments specified for command",
        "xread streams a b 0 0           | *2 $1 a $1 b",
        "sort a store b store c          | *2 $1 a $1 c",
    })
    void shouldExtractKeys(final String request, final String expected) {
        assertEquals(expected + ' ', resp2("command getkeys " + request));
    }

    @Test
    void shouldTellWhatIsDoneWithEachKey() {
        assertEquals("*1 *2 $1 a *3 +RW +access +update ", resp2("command getkeysandflags set a b get"));
        assertEquals("*1 *2 $1 a ~3 +RW +access +update ", resp3("command getkeysandflags set a b get"));
        assertEquals("*1 *2 $1 a ~2 +OW +update ", resp3("command getkeysandflags set a b"));
        assertEquals("*2 *2 $1 a ~3 +RW +access +delete *2 $1 b ~2 +OW +update ",
            resp3("command getkeysandflags rename a b"));
        assertEquals("-ERR The command has no key arguments ", resp3("command getkeysandflags ping"));
    }

    @Test
    void shouldExtractKeysWithAnyBytes() {
        final String key = "\0\r\n\u00ff";
        try (NativeArguments arguments = NativeArguments.of("command", "getkeys", "get", key)) {
            CommandIntrospection.keys(table, arguments, new ReplyWriter().wrap(buffer, false), false);
            assertEquals("*1\r\n$4\r\n" + key + "\r\n", new String(buffer.toArray(), StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void shouldWriteHelpFromTheTable() {
        final ReplyWriter reply = new ReplyWriter().wrap(buffer, true);
        SubcommandHelp.write(table.find("slowlog"), reply);
        final List<String> lines = List.of(new String(buffer.toArray(), StandardCharsets.ISO_8859_1).split("\r\n"));
        assertEquals("*" + (lines.size() - 1), lines.get(0));
        assertTrue(lines.contains("+SLOWLOG <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"));
        assertTrue(lines.contains("+GET [count]"));
        assertTrue(lines.contains("+    " + table.find("slowlog|len").docs().summary()));
        assertEquals("+    Prints this help.", lines.get(lines.size() - 1));
        assertEquals(1, lines.stream().filter("+HELP"::equals).count());
    }

    @Test
    void shouldBindEveryCommandOfItsPart() {
        final CommandTable own = CommandTable.of(List.of(new CommandIntrospection()));
        assertEquals(Set.of("count", "docs", "getkeys", "getkeysandflags", "help", "info", "list"),
            own.find("command").subcommands().keySet());
        assertFalse(own.all().stream().anyMatch(spec -> spec.handler() == null));
    }

    private String text(final String command) {
        final String summary = table.find(command).docs().summary();
        return "$" + summary.length() + ' ' + summary + ' ';
    }

    private String resp2(final String request) {
        return answer(request, false).replace("\r\n", " ");
    }

    private String resp3(final String request) {
        return answer(request, true).replace("\r\n", " ");
    }

    private String answer(final String request, final boolean isResp3) {
        buffer.reset();
        try (NativeArguments arguments = NativeArguments.split(request)) {
            final String subcommand = arguments.argCount() == 1 ? "info" : arguments.text(1);
            ANSWERS.get(subcommand).write(table, arguments, new ReplyWriter().wrap(buffer, isResp3));
        }
        return new String(buffer.toArray(), StandardCharsets.UTF_8);
    }

    /** Walks over one RESP value and returns the position behind it. */
    private static int skip(final String[] tokens, final int at) {
        final String token = tokens[at];
        final String rest = token.substring(1);
        switch (token.charAt(0)) {
            case '*':
            case '~':
                return skipAll(tokens, at + 1, Integer.parseInt(rest));
            case '%':
                return skipAll(tokens, at + 1, 2 * Integer.parseInt(rest));
            case '$':
                assertEquals(Integer.parseInt(rest), tokens[at + 1].getBytes(StandardCharsets.UTF_8).length);
                return at + 2;
            default:
                assertTrue(token.charAt(0) == '+' || token.charAt(0) == ':', token);
                return at + 1;
        }
    }

    private static int skipAll(final String[] tokens, final int from, final int count) {
        int at = from;
        for (int i = 0; i < count; i++) {
            at = skip(tokens, at);
        }
        return at;
    }
}
