package org.ouzel.network.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandCompleterTest {
    private final List<String> asked = new ArrayList<>();
    private final CommandCompleter completer = new CommandCompleter(new Names(), true);

    @ParameterizedTest
    @CsvSource(delimiter = ';', ignoreLeadingAndTrailingWhitespace = false, value = {
        "config ;GET HELP RESETSTAT REWRITE SET",
        "config s;get help resetstat rewrite set",
        "SET a b ;EX EXAT GET IFDEQ IFDNE IFEQ IFNE KEEPTTL NX PX PXAT XX",
        "set a b e;ex exat get ifdeq ifdne ifeq ifne keepttl nx px pxat xx",
        "set a b ex 5 g;get ifdeq ifdne ifeq ifne nx xx",
        "3 set a b nx g;ex exat get keepttl px pxat",
        "set a;keys:a",
        "set a b ex ;''",
        "bitcount k 0 1 ;BIT BYTE",
        "get a b;''",
        "config get max;settings:max",
        "config set maxmemory ;''",
        "config set maxmemory 1 max;settings:max",
        "acl setuser a;users",
        "acl deluser a;users",
        "nosuch a;''",
        ":set no;hints keys nohints nokeys",
        "help config g;get help resetstat rewrite set"})
    void shouldOfferWhatFits(final String line, final String expected) {
        assertEquals(expected, String.join(" ", new TreeSet<>(candidates(line))));
    }

    @Test
    void shouldOfferCommandsInTheCaseTheyAreTypedIn() {
        assertTrue(candidates("ge").containsAll(List.of("get", "geosearch", "help", ":set")));
        assertTrue(candidates("GE").containsAll(List.of("GET", "GEOSEARCH")));
        assertTrue(candidates("help @").containsAll(List.of("@string", "@server", "acl")));
    }

    @Test
    void shouldNotAskForKeysWhenThatIsOff() {
        completer.setKeysCompleted(false);
        assertEquals(List.of(), List.copyOf(candidates("get a")));
        assertEquals(List.of(), asked);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', ignoreLeadingAndTrailingWhitespace = false, quoteCharacter = '`', value = {
        "get a;a;1;abc;abc;abc",
        "get \"a ;a ;3;a b c;\"a b c\";\"a b c",
        "get ;;0;it's;\"it's\";\"it's",
        "GET 'it;it;3;it\"s;\"it\\\"s\";\"it\\\"s"})
    void shouldQuoteWhereThatIsNeeded(final String line, final String word, final int rawLength, final String candidate,
        final String whole, final String part) {
        final CompletingParsedLine parsed =
            (CompletingParsedLine) new CliParser().parse(line + " behind", line.length(), ParseContext.COMPLETE);
        assertEquals(word == null ? "" : word, parsed.word());
        assertEquals(rawLength, parsed.rawWordLength());
        assertEquals(rawLength, parsed.rawWordCursor());
        assertEquals(whole, parsed.escape(candidate, true));
        assertEquals(part, parsed.escape(candidate, false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"get a;true", "auth secret;false", "3 AUTH secret;false", "acl list;true",
        "ACL SETUSER a '>b;false", "config set requirepass x;false", "x ''y;true", " ;false"})
    void shouldKeepNoPasswordsInTheHistory(final String line, final boolean isKept) {
        assertEquals(isKept, CliHistory.isKept(line == null ? "" : line));
    }

    private Collection<String> candidates(final String line) {
        return completer.candidates(new CliParser().parse(line, line.length(), ParseContext.COMPLETE).words());
    }

    /** A server without a connection. */
    private final class Names implements CompletionNames {
        @Override
        public CommandDocs docs() {
            return RecordedDocs.resp3();
        }

        @Override
        public List<String> keys(final String prefix) {
            asked.add(prefix);
            return List.of("keys:" + prefix);
        }

        @Override
        public List<String> settings(final String prefix) {
            return List.of("settings:" + prefix);
        }

        @Override
        public List<String> list(final String... command) {
            return List.of("users");
        }
    }
}
