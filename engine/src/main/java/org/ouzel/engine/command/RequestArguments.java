package org.ouzel.engine.command;

import org.ouzel.protocol.NativeMemory;

/** The arguments of one request in native memory; argument 0 is the command's name. Valid while the request is. */
public interface RequestArguments {
    /** Returns the number of arguments, the command's name included. */
    int argCount();

    /** Returns the address of an argument's first byte. */
    long argAddress(int index);

    /** Returns an argument's length in bytes. */
    int argLength(int index);

    /** Tells whether an argument is a word, whatever its letters' case; {@code lowerCase} is given in lower case. */
    default boolean argIs(final int index, final String lowerCase) {
        final int length = argLength(index);
        if (length != lowerCase.length()) {
            return false;
        }
        final long address = argAddress(index);
        for (int i = 0; i < length; i++) {
            int each = NativeMemory.getByte(address + i);
            if (each >= 'A' && each <= 'Z') {
                each += 'a' - 'A';
            }
            if (each != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
