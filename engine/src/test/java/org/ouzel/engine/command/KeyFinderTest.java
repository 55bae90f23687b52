package org.ouzel.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFinderTest {
    private final CommandTable table = CommandTables.all();
    private final KeyList keys = new KeyList();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "get k                                        | k",
        "mget a b c                                   | a b c",
        "mset a 1 b 2                                 | a b",
        "mset a 1 b                                   | a b",
        "rename a b                                   | a b",
        "lcs a b LEN                                  | a b",
        "bitop and d a b                              | d a b",
        "blpop a b 0                                  | a b",
        "blmpop 0 2 a b LEFT COUNT 3                  | a b",
        "msetex 2 a 1 b 2 EX 10                       | a b",
        "zunionstore d 2 a b WEIGHTS 1 2              | d a b",
        "sintercard 2 a b LIMIT 1                     | a b",
        "xread COUNT 1 streams a b 0 0                | a b",
        "xread STREAMS a b 0                          | a",
        "xreadgroup GROUP g c NOACK STREAMS s >       | s",
        "sort a BY w_* GET # STORE x store y          | a y",
        "sort a BY store GET STORE LIMIT store 1      | a",
        "sort a STORE                                 | a",
        "sort_ro a BY w_* LIMIT 0 1                   | a",
        "georadius k 1 2 3 m STORE x STOREDIST y      | k x y",
        "georadius k 1 2 3 m                          | k",
        "georadiusbymember k m 3 km count 1 storedist y | k y",
    })
    void shouldFindKeys(final String request, final String expected) {
        assertEquals(expected, find(request));
    }

    @ParameterizedTest
    @CsvSource({"zunion 0 a", "zunion x a", "zunion 3 a b", "zunion -1 a", "zunion 99999999999999999999 a",
        "zunion 4294967297 a", "zunion", "get", "blpop a", "blmpop 0"})
    void shouldRefuseACountThatIsNotThere(final String request) {
        try (NativeArguments arguments = NativeArguments.split(request)) {
            keys.add(1, 0);
            assertFalse(KeyFinder.find(spec(request), arguments, keys));
            assertEquals(0, keys.size());
        }
    }

    @Test
    void shouldFindNothingWithoutKeys() {
        assertEquals("", find("ping"));
        assertEquals("", find("xread COUNT 1 a b"));
    }

    @Test
    void shouldFindManyKeys() {
        final StringBuilder request = new StringBuilder("del");
        for (int i = 0; i < 1000; i++) {
            request.append(" k").append(i);
        }
        assertEquals(request.substring(4), find(request.toString()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "set k v                       | OW update",
        "set k v nx ex 5               | OW update",
        "set k get                     | OW update",
        "set k v GET                   | RW access update",
        "set k v ifeq x                | RW access update",
        "set k v IFDNE 0123            | RW access update",
        "bitfield k                    | RO access",
        "bitfield k get u8 0 GET u4 8  | RO access",
        "bitfield k overflow sat       | RO access",
        "bitfield k get u8 0 set u8 0 1 | RW access update",
        "bitfield k get u8             | RW access update",
        "delex k                       | RM delete",
        "delex k IFEQ v                | RW delete",
        "get k                         | RO access",
        "getdel k                      | RW access delete",
    })
    void shouldTellWhatIsDoneWithAKey(final String request, final String expected) {
        try (NativeArguments arguments = NativeArguments.split(request)) {
            assertTrue(KeyFinder.findWithExactFlags(spec(request), arguments, keys));
            assertEquals(1, keys.size());
            final StringBuilder flags = new StringBuilder();
            for (final KeyFlag flag : KeyFlag.values()) {
                if ((keys.flags(0) & flag.bit()) != 0) {
                    flags.append(flags.isEmpty() ? "" : " ").append(flag.text());
                }
            }
            assertEquals(expected, flags.toString());
        }
    }

    @Test
    void shouldAgreeWithTheShortcutForPlainKeys() {
        for (final String request : new String[] {"get k", "mget a b c", "mset a 1 b 2", "blpop a b 0", "lcs a b"}) {
            try (NativeArguments arguments = NativeArguments.split(request)) {
                final CommandSpec spec = spec(request);
                assertTrue(spec.hasPlainKeys(), request);
                assertTrue(KeyFinder.find(spec, arguments, keys));
                int position = 0;
                final int last = KeyFinder.lastIndex(spec, arguments.argCount());
                for (int i = spec.firstKey(); i <= last; i += spec.keyStep()) {
                    assertEquals(i, keys.index(position++), request);
                }
                assertEquals(keys.size(), position, request);
            }
        }
        assertFalse(table.find("xread").hasPlainKeys());
        assertFalse(table.find("bitop").hasPlainKeys());
    }

    private String find(final String request) {
        try (NativeArguments arguments = NativeArguments.split(request)) {
            assertTrue(KeyFinder.find(spec(request), arguments, keys), request);
            final StringBuilder found = new StringBuilder();
            for (int i = 0; i < keys.size(); i++) {
                found.append(i == 0 ? "" : " ").append(arguments.text(keys.index(i)));
            }
            return found.toString();
        }
    }

    private CommandSpec spec(final String request) {
        return table.find(request.split(" ")[0]);
    }
}
