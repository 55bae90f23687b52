package org.ouzel.engine.command;

/** What a command does with a key, as COMMAND GETKEYSANDFLAGS names it, in its order. */
public enum KeyFlag {
    /** Reads the value and changes nothing. */
    RO("RO"),
    /** Reads and changes the value. */
    RW("RW"),
    /** Overwrites the value unseen. */
    OW("OW"),
    /** Removes the key. */
    RM("RM"),
    /** Gives out or copies data of the value. */
    ACCESS("access"),
    /** Changes data of the value, in a way that depends on it. */
    UPDATE("update"),
    /** Adds data and changes none. */
    INSERT("insert"),
    /** Removes data of the value. */
    DELETE("delete"),
    /** Isn't a key, only routed like one. */
    NOT_KEY("not_key"),
    /** The specification doesn't find all the keys. */
    INCOMPLETE("incomplete"),
    /** What is done depends on the other arguments. */
    VARIABLE_FLAGS("variable_flags"),
    /** Is the name of a channel. */
    CHANNEL("channel");

    private final int bit = 1 << ordinal();
    private final String text;

    KeyFlag(final String text) {
        this.text = text;
    }

    /** Returns the bit that stands for this flag in {@link KeySpec#flags()}. */
    public int bit() {
        return bit;
    }

    /** Returns the flag in Redis's spelling. */
    public String text() {
        return text;
    }
}
