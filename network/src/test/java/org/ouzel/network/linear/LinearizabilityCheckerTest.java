package org.ouzel.network.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinearizabilityCheckerTest {
    @Test
    void shouldAcceptASequentialHistory() {
        assertTrue(check(List.of(op("SET a 1", "+OK\r\n", 1, 2), op("GET a", "$1\r\n1\r\n", 3, 4))));
    }

    @Test
    void shouldAcceptEitherOrderOfOverlappingOperations() {
        final List<Operation> writer = List.of(op("SET a 1", "+OK\r\n", 1, 10));
        assertTrue(check(writer, List.of(op("GET a", "$-1\r\n", 2, 3), op("GET a", "$1\r\n1\r\n", 4, 5))));
        assertTrue(check(writer, List.of(op("GET a", "$1\r\n1\r\n", 2, 3))));
    }

    @Test
    void shouldRejectAStaleRead() {
        assertFalse(check(List.of(op("SET a 1", "+OK\r\n", 1, 2)), List.of(op("GET a", "$-1\r\n", 3, 4))));
    }

    @Test
    void shouldRejectAValueThatVanishesAgain() {
        assertFalse(check(List.of(op("SET a 1", "+OK\r\n", 1, 10)),
            List.of(op("GET a", "$1\r\n1\r\n", 2, 3), op("GET a", "$-1\r\n", 4, 5))));
    }

    @Test
    void shouldRejectATornMset() {
        final List<Operation> writer = List.of(op("MSET a 1 b 1", "+OK\r\n", 1, 10));
        assertFalse(check(writer, List.of(op("MGET a b", "*2\r\n$1\r\n1\r\n$-1\r\n", 2, 9))));
        assertTrue(check(writer, List.of(op("MGET a b", "*2\r\n$1\r\n1\r\n$1\r\n1\r\n", 2, 9))));
    }

    @Test
    void shouldRejectARenameSeenHalfDone() {
        final List<Operation> renaming = List.of(op("SET a 1", "+OK\r\n", 1, 2), op("RENAME a b", "+OK\r\n", 3, 10));
        assertFalse(check(renaming, List.of(op("MGET a b", "*2\r\n$-1\r\n$-1\r\n", 4, 9))));
        assertFalse(check(renaming, List.of(op("MGET a b", "*2\r\n$1\r\n1\r\n$1\r\n1\r\n", 4, 9))));
        assertTrue(check(renaming, List.of(op("MGET a b", "*2\r\n$-1\r\n$1\r\n1\r\n", 4, 9))));
    }

    @Test
    void shouldRejectAScriptSeenHalfDone() {
        final List<Operation> swapping = List.of(op("MSET a 1 b 2", "+OK\r\n", 1, 2),
            op("SWAP a b", "$3\r\n1,2\r\n", 3, 10));
        assertFalse(check(swapping, List.of(op("MGET a b", "*2\r\n$1\r\n2\r\n$1\r\n2\r\n", 4, 9))));
        assertTrue(check(swapping, List.of(op("MGET a b", "*2\r\n$1\r\n2\r\n$1\r\n1\r\n", 4, 9))));
        assertTrue(check(swapping, List.of(op("MGET a b", "*2\r\n$1\r\n1\r\n$1\r\n2\r\n", 4, 9))));
    }

    /** Its place is between the other client's two writes, though it would change nothing before both either. */
    @Test
    void shouldFindThePlaceOfAWriteThatSeemsToChangeNothing() {
        final List<Operation> writing = List.of(op("SET a 1", "+OK\r\n", 1, 2), op("SET a 2", "+OK\r\n", 3, 30));
        assertTrue(check(writing, List.of(op("SET a 1", "+OK\r\n", 4, 20), op("GET a", "$1\r\n1\r\n", 31, 32))));
    }

    @Test
    void shouldRejectTwoSuccessesOfOneComparison() {
        final List<Operation> first = List.of(op("REPLACE a none 1", ":1\r\n", 1, 10));
        assertFalse(check(first, List.of(op("REPLACE a none 2", ":1\r\n", 2, 9))));
        assertTrue(check(first, List.of(op("REPLACE a none 2", ":0\r\n", 2, 9))));
        assertFalse(check(first, List.of(op("GET a", "$1\r\n1\r\n", 2, 3), op("REPLACE a none 2", ":1\r\n", 4, 9))));
    }

    @Test
    void shouldShowHowFarAnExplanationWent() {
        final LinearizabilityChecker checker = new LinearizabilityChecker(List.of(
            List.of(op("SET a 1", "+OK\r\n", 1, 2), op("GET a", "$1\r\n2\r\n", 3, 4))));
        assertFalse(checker.isLinearizable());
        assertEquals(1, checker.deepest().size());
    }

    private static boolean check(final List<Operation> client) {
        return check(client, List.of());
    }

    private static boolean check(final List<Operation> client, final List<Operation> other) {
        return new LinearizabilityChecker(List.of(client, other)).isLinearizable();
    }

    private static Operation op(final String command, final String reply, final long from, final long to) {
        return new Operation(List.of(command.split(" ")), reply, from, to);
    }
}
