package org.ouzel.network.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ouzel.protocol.client.Reply;

/**
 * HRANDFIELD, SRANDMEMBER, ZRANDMEMBER and SPOP: the tested server's choice must be possible, judged by what the
 * reference holds, and the shape of the reply must be the reference's.
 */
final class RandomPick {
    private RandomPick() {
    }

    /**
     * @param everything the command that shows all elements of the key, in pairs if {@code isPaired}
     * @param count the count argument, or {@code null} for none
     */
    static Step of(final String command, final List<Object> everything, final boolean isPaired, final String key,
        final Integer count, final Object... options) {
        final byte[][] call = Step.command(command, key, count == null ? List.of() : List.of(count), options)
            .arguments();
        final byte[][] show = Step.command(everything).arguments();
        return Step.interaction((reference, tested) -> {
            final Map<String, String> all = elements(Reply.parse(reference.call(show)), isPaired);
            final Reply expected = Reply.parse(reference.call(call));
            final Reply actual = Reply.parse(tested.call(call));
            final boolean isScored = command.startsWith("Z");
            all.replaceAll((name, value) -> isScored ? ReplyMatcher.number(value) : value);
            return difference(all, expected, actual, count, options.length > 0, isScored);
        }, List.of(call));
    }

    /** SPOP changes the set: what the tested server took is taken from the reference too. */
    static Step pop(final String key, final Integer count) {
        final byte[][] call = Step.command("SPOP", key, count == null ? List.of() : List.of(count)).arguments();
        return Step.interaction((reference, tested) -> {
            final Reply all = Reply.parse(reference.call("SMEMBERS", key));
            final Reply actual = Reply.parse(tested.call(call));
            if (all.isError() || all.elements().isEmpty() || actual.isError()) {
                final Reply expected = Reply.parse(reference.call(call));
                return expected.equals(actual) ? null : both(expected, actual);
            }
            final List<String> taken = count == null ? List.of(actual.text()) : actual.texts();
            final int due = count == null ? 1 : Math.min(count, all.elements().size());
            final List<String> removal = new ArrayList<>(List.of("SREM", key));
            removal.addAll(taken);
            final boolean isGone = taken.isEmpty()
                || (":" + taken.size() + "\r\n").equals(reference.call(removal.toArray(String[]::new)));
            return taken.size() == due && isGone ? null : "  took " + taken + " from " + all.sortedTexts();
        }, List.of(call));
    }

    private static String difference(final Map<String, String> all, final Reply expected, final Reply actual,
        final Integer count, final boolean isPaired, final boolean isScored) {
        if (all.isEmpty() || expected.isError() || actual.isError() || !expected.isAggregate()) {
            final boolean isPossible = count == null && !all.isEmpty() ? all.containsKey(actual.text())
                : expected.equals(actual);
            return isPossible ? null : both(expected, actual);
        }
        final List<Reply> elements = actual.elements();
        if (expected.type() != actual.type() || expected.elements().size() != elements.size()) {
            return both(expected, actual);
        }
        final List<String> names = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            final Reply element = elements.get(i);
            final boolean isNested = element.isAggregate();
            final String name = isNested ? element.elements().get(0).text() : element.text();
            if (isPaired) {
                final String value = isNested ? element.elements().get(1).text() : elements.get(++i).text();
                if (!(isScored ? ReplyMatcher.number(value) : value).equals(all.get(name))) {
                    return both(expected, actual);
                }
            }
            names.add(name);
        }
        final boolean isDistinct = count < 0 || new HashSet<>(names).size() == names.size();
        return isDistinct && all.keySet().containsAll(names) ? null : both(expected, actual);
    }

    private static Map<String, String> elements(final Reply reply, final boolean isPaired) {
        final Map<String, String> elements = new TreeMap<>();
        if (!reply.isAggregate()) {
            return elements;
        }
        final List<Reply> children = reply.elements();
        for (int i = 0; i < children.size(); i++) {
            final Reply child = children.get(i);
            if (child.isAggregate()) {
                elements.put(child.elements().get(0).text(), child.elements().get(1).text());
            } else {
                elements.put(child.text(), isPaired ? children.get(++i).text() : "");
            }
        }
        return elements;
    }

    private static String both(final Reply expected, final Reply actual) {
        return "  expected such as " + expected + "\n  actual   " + actual;
    }
}
