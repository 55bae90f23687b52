package org.ouzel.engine.ring;

import org.ouzel.protocol.NativeMemory;

/** Looks into RESP commands that record what a slot did: canonical arrays of bulk strings. */
final class EffectBytes {
    private static final String GROUP = "*1\r\n$5\r\nMULTI\r\n";

    private EffectBytes() {
    }

    /** Tells whether the bytes begin with MULTI: a group, which is one already. */
    static boolean isGroup(final long address, final int length) {
        if (length < GROUP.length() || NativeMemory.getByte(address + 1) != '1') {
            return false;
        }
        for (int i = 0; i < GROUP.length(); i++) {
            if (NativeMemory.getByte(address + i) != GROUP.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether something follows behind the first command. */
    static boolean isSeveral(final long address, final int length) {
        if (NativeMemory.getByte(address) != '*') {
            // The namespace that the commands belong to.
            return true;
        }
        int position = 1;
        int count = 0;
        for (int digit = digit(address + position); digit >= 0; digit = digit(address + ++position)) {
            count = count * 10 + digit;
        }
        position += 2;
        for (int argument = 0; argument < count; argument++) {
            int bytes = 0;
            position++;
            for (int digit = digit(address + position); digit >= 0; digit = digit(address + ++position)) {
                bytes = bytes * 10 + digit;
            }
            position += 2 + bytes + 2;
        }
        return position < length;
    }

    /** Tells whether a request came as an array of bulk strings, whose bytes can be taken as they are. */
    static boolean isCanonical(final CommandEvent request) {
        if (NativeMemory.getByte(request.requestAddress()) != '*') {
            return false;
        }
        // Every other way to write an element is shorter.
        int bytes = headerBytes(request.argCount());
        for (int i = 0; i < request.argCount(); i++) {
            final int length = request.argLength(i);
            bytes += headerBytes(length) + length + 2;
        }
        return bytes == request.requestLength();
    }

    private static int headerBytes(final int number) {
        int bytes = 4;
        for (int rest = number; rest >= 10; rest /= 10) {
            bytes++;
        }
        return bytes;
    }

    private static int digit(final long address) {
        final int digit = NativeMemory.getByte(address) - '0';
        return digit >= 0 && digit <= 9 ? digit : -1;
    }
}
