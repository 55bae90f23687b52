package org.ouzel.engine.store;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.ouzel.protocol.NativeMemory;

/**
 * A fingerprint of parts that doesn't depend on the order in which they come: the SHA-1 sums of the parts, combined by
 * exclusive or. Of no part at all it is zeros. One thread at a time.
 */
public final class UnorderedDigest {
    private static final int DIGEST_BYTES = 20;

    private final MessageDigest part;
    private final byte[] combined = new byte[DIGEST_BYTES];
    private final byte[] numbers = new byte[2 * Long.BYTES];

    public UnorderedDigest() {
        try {
            part = MessageDigest.getInstance("SHA-1");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /** Returns what the part under way is added to. */
    public MessageDigest part() {
        return part;
    }

    /** Adds bytes with their length to the part under way. */
    public void putBytes(final long address, final int length) {
        putNumbers(length, 0);
        part.update(NativeMemory.toArray(address, length));
    }

    /** Adds two numbers to the part under way. */
    public void putNumbers(final long first, final long second) {
        part.update(ByteBuffer.wrap(numbers).putLong(first).putLong(second).array());
    }

    /** Ends the part under way; the next one may begin. */
    public void endPart() {
        final byte[] sum = part.digest();
        for (int i = 0; i < DIGEST_BYTES; i++) {
            combined[i] ^= sum[i];
        }
    }

    /** Adds a part: a member of a set, a member with its score, or a field with its value and expiry. */
    public void addMember(final long address, final int length, final long expiryMs, final long valueAddress,
        final int valueLength) {
        putBytes(address, length);
        putNumbers(expiryMs, 0);
        putBytes(valueAddress, valueLength);
        endPart();
    }

    /** Returns the 20 bytes of the parts that have ended. */
    public byte[] value() {
        return combined.clone();
    }
}
