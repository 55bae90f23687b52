package org.ouzel.engine.lua;

/** A value of the host's that scripts can hold and hand back, but not look into. */
public class LuaUserdata {
    private final String text;

    /** @param text how {@code tostring} shows it, behind {@code userdata: } */
    public LuaUserdata(final String text) {
        this.text = text;
    }

    /** Returns what it holds of the script's memory. */
    long sizeBytes() {
        return 0;
    }

    @Override
    public String toString() {
        return "userdata: " + text;
    }
}
