package org.ouzel.network.model;

import java.util.List;
import java.util.TreeSet;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.protocol.client.Reply;

/** A whole SCAN, HSCAN, SSCAN or ZSCAN on each server, compared as sets of elements. */
final class Iteration {
    private static final int MAX_PAGES = 10_000;

    private Iteration() {
    }

    /**
     * @param cursorIndex where the cursor stands in {@code command}
     * @param size how many children make one element: 1, or 2 for pairs
     */
    static Step step(final int cursorIndex, final int size, final Object... command) {
        final byte[][] call = Step.command(command).arguments();
        return Step.interaction((reference, tested) -> {
            final Object expected = elements(reference, call, cursorIndex, size);
            final Object actual = elements(tested, call, cursorIndex, size);
            return expected.equals(actual) ? null : "  expected " + expected + "\n  actual   " + actual;
        }, List.of(call));
    }

    private static Object elements(final RawConnection connection, final byte[][] call, final int cursorIndex,
        final int size) {
        final byte[][] arguments = call.clone();
        final boolean isScored = "ZSCAN".equalsIgnoreCase(RawConnection.text(call[0]));
        final TreeSet<String> found = new TreeSet<>();
        for (int i = 0; i < MAX_PAGES; i++) {
            final Reply reply = Reply.parse(connection.call(arguments));
            if (reply.isError()) {
                return reply;
            }
            final List<String> page = reply.elements().get(1).texts();
            for (int j = 0; j + size <= page.size(); j += size) {
                final String last = page.get(j + size - 1);
                found.add(page.get(j) + " => " + (isScored ? ReplyMatcher.number(last) : last));
            }
            final String cursor = reply.elements().get(0).text();
            if ("0".equals(cursor)) {
                return found;
            }
            arguments[cursorIndex] = RawConnection.bytes(cursor);
        }
        throw new AssertionError("the iteration doesn't come to an end");
    }
}
