package org.ouzel.engine.lua;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A string of bytes, as Lua has them. Immutable; whoever hands bytes over gives them up. */
public final class LuaString implements Comparable<LuaString> {
    public static final LuaString EMPTY = new LuaString(new byte[0]);
    private static final int HASH_STEPS_SHIFT = 5;

    private int hash;
    private boolean isHashed;
    private final byte[] bytes;

    public LuaString(final byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns the string of a text's characters, each one byte (ISO-8859-1). */
    public static LuaString of(final String text) {
        return new LuaString(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Returns the bytes themselves, for reading only. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return bytes.length;
    }

    /** Returns a byte, 0 to 255. */
    public int at(final int index) {
        return bytes[index] & 0xFF;
    }

    /** Returns the bytes from one index up to another, exclusive. */
    public LuaString slice(final int from, final int to) {
        return from == 0 && to == bytes.length ? this : new LuaString(Arrays.copyOfRange(bytes, from, to));
    }

    @Override
    public boolean equals(final Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof LuaString string && hashCode() == string.hashCode()
            && Arrays.equals(bytes, string.bytes);
    }

    /** Returns what the reference implementation would: a table's order of iteration follows from it. */
    @Override
    public int hashCode() {
        if (!isHashed) {
            int mixed = bytes.length;
            final int step = (bytes.length >> HASH_STEPS_SHIFT) + 1;
            for (int i = bytes.length; i >= step; i -= step) {
                mixed ^= (mixed << 5) + (mixed >>> 2) + (bytes[i - 1] & 0xFF);
            }
            hash = mixed;
            isHashed = true;
        }
        return hash;
    }

    @Override
    public int compareTo(final LuaString other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    /** Returns each byte as a character (ISO-8859-1). */
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
