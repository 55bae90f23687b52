package org.ouzel.engine.observe;

/** The classes of keyspace events that {@code notify-keyspace-events} chooses among, and the two kinds of channels. */
public enum EventClass {
    GENERIC('g'),
    STRING('$'),
    LIST('l'),
    SET('s'),
    HASH('h'),
    SORTED_SET('z'),
    EXPIRED('x'),
    EVICTED('e'),
    STREAM('t'),
    MODULE('d'),
    NEW('n'),
    MISS('m'),
    /** Not a class: whether events go to the channels named after keys. */
    KEYSPACE_CHANNEL('K'),
    /** Not a class: whether events go to the channels named after events. */
    KEYEVENT_CHANNEL('E');

    private static final int ALL_COUNT = 10;

    private final char letter;
    private final int bit = 1 << ordinal();

    EventClass(final char letter) {
        this.letter = letter;
    }

    /** Returns the bit that stands for it. */
    public int bit() {
        return bit;
    }

    /** Returns the bits of the letters in a text; {@code A} is the first ten; 0 without a kind of channel. */
    public static int bits(final String letters) {
        int bits = letters.indexOf('A') >= 0 ? (1 << ALL_COUNT) - 1 : 0;
        for (final EventClass each : values()) {
            bits |= letters.indexOf(each.letter) >= 0 ? each.bit : 0;
        }
        return (bits & (KEYSPACE_CHANNEL.bit | KEYEVENT_CHANNEL.bit)) == 0 ? 0 : bits;
    }
}
