package org.ouzel.auth.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamespaceTableTest {
    @TempDir
    private Path directory;

    private NamespaceTable open() {
        return NamespaceTable.in(directory);
    }

    private List<String> lines() throws Exception {
        return Files.readAllLines(directory.resolve(NamespaceTable.NAME));
    }

    @Test
    void shouldKeepWhoHasWhichNumber() throws Exception {
        final NamespaceTable table = open();
        table.put(table.next(), "al");
        table.put(table.next(), "bo");
        table.put(1, "owls");
        assertTrue(table.isChanged());
        table.write();
        assertFalse(table.isChanged());
        assertEquals(List.of("10", "1 owls al", "2 bo"), lines());
        final NamespaceTable again = open();
        assertEquals(1, again.numberOf("owls"));
        assertEquals(0, again.numberOf("al"));
        assertEquals("bo", again.owner(2));
        assertTrue(again.mayBelong(1, "al"));
        assertFalse(again.mayBelong(1, "bo"));
        assertTrue(again.mayBelong(3, "anybody"));
        assertEquals(11, again.next());
    }

    @Test
    void shouldKeepNoNumbersAheadAtTheEnd() throws Exception {
        final NamespaceTable table = open();
        table.put(table.next(), "al");
        table.writeAtEnd();
        assertEquals(List.of("1", "1 al"), lines());
        assertEquals(2, open().next());
    }

    @Test
    void shouldWriteNothingAfterTheEnd() throws Exception {
        final NamespaceTable table = open();
        table.put(table.next(), "al");
        table.writeAtEnd();
        Files.delete(directory.resolve(NamespaceTable.NAME));
        table.put(2, "bo");
        table.write();
        table.writeAtEnd();
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void shouldGiveNoNumberTwice() throws Exception {
        final NamespaceTable table = open();
        table.put(table.next(), "al");
        table.remove(1);
        table.writeAtEnd();
        final NamespaceTable again = open();
        assertNull(again.owner(1));
        assertEquals(2, again.next());
        again.use(7);
        assertEquals(8, again.next());
        // Whatever happens now, numbers up to this one are used up.
        assertTrue(Integer.parseInt(lines().get(0)) >= 8);
    }

    @Test
    void shouldKeepNothingUnlessTold() {
        final NamespaceTable table = NamespaceTable.unkept();
        table.put(table.next(), "al");
        assertFalse(table.isChanged());
        table.writeAtEnd();
        assertEquals(2, table.next());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1 al", "-1", "40000", "3\n1", "3\nx al", "3\n\n1 al"})
    void shouldNotGuess(final String text) throws Exception {
        Files.writeString(directory.resolve(NamespaceTable.NAME), text + "\n");
        assertThrows(IllegalStateException.class, this::open);
    }
}
