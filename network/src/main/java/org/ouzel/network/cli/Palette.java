package org.ouzel.network.cli;

/** The colours of a terminal that stand for the types of replies. */
enum Palette {
    NONE(false), ANSI(true);

    static final String STRING = "32";
    static final String NUMBER = "33";
    static final String KEY = "36";
    static final String ERROR = "31";
    static final String NIL = "90";
    static final String STATUS = "1";

    private final boolean isColoured;

    Palette(final boolean isColoured) {
        this.isColoured = isColoured;
    }

    /** Appends text in a colour, which is one of the constants here. */
    void append(final String colour, final String text, final StringBuilder out) {
        if (isColoured) {
            out.append("\u001b[").append(colour).append('m').append(text).append("\u001b[0m");
        } else {
            out.append(text);
        }
    }
}
