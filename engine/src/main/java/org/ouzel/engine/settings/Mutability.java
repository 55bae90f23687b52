package org.ouzel.engine.settings;

/** When a setting may be changed. */
public enum Mutability {
    /** Any time, with CONFIG SET. */
    RUNTIME("yes"),
    /** Only before the server starts. */
    START("no"),
    /** Only before the server starts, since whoever may set it can write files anywhere. */
    PROTECTED("no (protected)");

    private final String label;

    Mutability(final String label) {
        this.label = label;
    }

    /** How the reference page answers "may CONFIG SET change it?". */
    public String label() {
        return label;
    }
}
