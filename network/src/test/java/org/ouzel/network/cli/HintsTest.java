package org.ouzel.network.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HintsTest {
    private static final String CONDITION =
        "[NX|XX|IFEQ ifeq-value|IFNE ifne-value|IFDEQ ifdeq-digest|IFDNE ifdne-digest]";
    private static final CommandDocs DOCS = RecordedDocs.resp3();

    @ParameterizedTest
    @CsvSource(delimiter = ';', ignoreLeadingAndTrailingWhitespace = false, value = {
        "get; key",
        "GET ;key",
        "get a;''",
        "get 'a b' ;''",
        "get 'a;''",
        "nosuch ;''",
        "5 get ;key",
        "set a b; " + CONDITION + " [GET] [EX seconds|PX milliseconds"
            + "|EXAT unix-time-seconds|PXAT unix-time-milliseconds|KEEPTTL]",
        "set a b ex ;seconds " + CONDITION + " [GET]",
        "set a b EX 5 get; " + CONDITION,
        "set a b nosuch;''",
        "config ;GET|HELP|RESETSTAT|REWRITE|SET",
        "config get; parameter [parameter ...]",
        "config set a 1; [parameter value ...]",
        "config set a 1 b; value [parameter value ...]",
        "bitcount k; [start end [BYTE|BIT]]",
        "bitcount k 0; end [BYTE|BIT]",
        "bitcount k 0 1 ;[BYTE|BIT]",
        "zadd z; [NX|XX] [GT|LT] [CH] [INCR] score member [score member ...]",
        "zadd z ch; [NX|XX] [GT|LT] [INCR] score member [score member ...]",
        "zadd z nx 1 a; [score member ...]",
        "zadd z nx 1 a 2; member [score member ...]",
        "xadd s maxlen ;[=|~] threshold [LIMIT count] [NOMKSTREAM] *|id field value [field value ...]",
        "xadd s maxlen ~ 5 ;[LIMIT count] [NOMKSTREAM] *|id field value [field value ...]",
        "xadd s * f; value [field value ...]",
        "sort k by p get x get; pattern [GET pattern ...] [LIMIT offset count] [ASC|DESC] [ALPHA] [STORE destination]",
        "blpop; key [key ...] timeout",
        "xread count 1 streams ;key [key ...] id [id ...]",
        "eval s 1 ;[key [key ...]] [arg [arg ...]]"})
    void shouldShowWhatMayFollow(final String line, final String hint) {
        assertEquals(hint, Hints.hint(DOCS, line));
        assertEquals(hint, Hints.hint(RecordedDocs.resp2(), line));
    }

    @Test
    void shouldSayNothingWithoutDocumentation() {
        assertEquals("", Hints.hint(CommandDocs.NONE, "get "));
        assertEquals("", Hints.hint(DOCS, ""));
        assertEquals("", Hints.hint(DOCS, "  "));
    }

    @Test
    void shouldDescribeCommandsAndGroups() {
        final String help = Help.text(DOCS, List.of("CONFIG", "set"), Palette.NONE);
        assertEquals("\n  CONFIG SET parameter value [parameter value ...]\n  summary: ",
            help.substring(0, help.indexOf("summary: ") + 9));
        final String group = Help.text(DOCS, List.of("@string"), Palette.NONE);
        assertEquals(List.of("  GET key", "  SET key value"), group.lines().filter(line -> line.matches("  [GS]ET .*"))
            .map(line -> line.replaceFirst(" \\[.*", "")).toList());
        assertEquals("No help for \"nosuch\"; the server's commands are completed by TAB\n",
            Help.text(DOCS, List.of("nosuch"), Palette.NONE));
    }
}
