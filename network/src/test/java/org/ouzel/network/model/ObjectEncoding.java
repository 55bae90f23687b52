package org.ouzel.network.model;

/** OBJECT ENCODING, where keys of any type may come along: small lists and sets are packed since Redis 7.2 only. */
final class ObjectEncoding {
    private ObjectEncoding() {
    }

    static Step step(final String key) {
        return Step.interaction((reference, tested) -> {
            final String type = reference.call("TYPE", key);
            final String expected = reference.call("OBJECT", "ENCODING", key);
            final String actual = tested.call("OBJECT", "ENCODING", key);
            final boolean isNewer = (type.startsWith("+list") || type.startsWith("+set"))
                && actual.contains("listpack");
            return isNewer || expected.equals(actual) ? null : "  expected " + expected + "\n  actual   " + actual;
        }, "OBJECT", "ENCODING", key);
    }
}
