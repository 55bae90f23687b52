package org.ouzel.engine.settings;

/** The kinds of connections that have output limits of their own. */
public enum ClientClass {
    /** An ordinary client. */
    NORMAL("normal"),
    /** A replica's link; Redis's older word is what CONFIG GET shows. */
    REPLICA("slave"),
    /** A client subscribed to at least one channel or pattern; unlike in Redis, also one that monitors. */
    PUBSUB("pubsub");

    private final String word;

    ClientClass(final String word) {
        this.word = word;
    }

    /** The class's name in {@code client-output-buffer-limit}. */
    public String word() {
        return word;
    }

    /**
     * Finds a class by its word in any case; {@code replica} is accepted too.
     *
     * @param word what was given
     * @return the class, or null when there is none
     */
    public static ClientClass of(final String word) {
        if ("replica".equalsIgnoreCase(word)) {
            return REPLICA;
        }
        for (final ClientClass each : values()) {
            if (each.word.equalsIgnoreCase(word)) {
                return each;
            }
        }
        return null;
    }
}
