package org.ouzel.engine.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.ouzel.protocol.NativeMemory;

/**
 * A fingerprint of keys, types, values and expiries that doesn't depend on the order in which they are added: the SHA-1
 * sums of the entries, combined by exclusive or. Equal for equal states, whatever the number of shards.
 *
 * <p>Keys that are due but were not found yet count; the access clock doesn't. One thread at a time, which holds what
 * it adds.
 */
public final class StateDigest {
    private static final int DIGEST_BYTES = 20;

    private final MessageDigest sha1;
    private final byte[] combined = new byte[DIGEST_BYTES];
    private final byte[] header = new byte[2 * Long.BYTES];

    /** A digest of nothing: all zeros. */
    public StateDigest() {
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /** Adds all that one shard stores. */
    public StateDigest add(final Keyspace keyspace) {
        for (int namespace = 0; namespace < keyspace.namespaceCount(); namespace++) {
            add(keyspace, namespace);
        }
        return this;
    }

    /** Adds what one shard stores of a namespace. */
    public StateDigest add(final Keyspace keyspace, final int namespace) {
        for (int number = 0; number < keyspace.databaseCount(); number++) {
            final Database database = keyspace.databaseIfPresent(namespace, number);
            if (database != null) {
                add(database, namespace);
            }
        }
        return this;
    }

    /** Returns the digest of one entry's type, value and expiry, without its key, as 40 hexadecimal digits. */
    public static String ofValue(final Database database, final long entry) {
        final StateDigest digest = new StateDigest();
        digest.putValue(database, entry);
        return HexFormat.of().formatHex(digest.sha1.digest());
    }

    /** Returns 40 hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(combined);
    }

    private void add(final Database database, final int namespace) {
        final SegmentedIndex index = database.index();
        for (int place = 0; place < index.directorySize(); place = index.nextSegment(place)) {
            index.forEachIn(place, entry -> {
                putNumbers(namespace, database.number());
                putBytes(EntryDescriptor.keyAddress(entry), EntryDescriptor.keyLength(entry));
                putValue(database, entry);
                combine();
            });
        }
    }

    /** Adds the members of a table, whatever order they are in, to another digest. */
    static void addMembers(final MemberTable members, final MessageDigest digest) {
        final StateDigest sum = new StateDigest();
        members.forEach(member -> {
            sum.putBytes(EntryDescriptor.keyAddress(member), EntryDescriptor.keyLength(member));
            sum.putNumbers(EntryDescriptor.expiryMs(member), 0);
            sum.putBytes(EntryDescriptor.valueAddress(member), EntryDescriptor.valueLength(member));
            sum.combine();
        });
        digest.update(sum.combined);
    }

    private void combine() {
        final byte[] sum = sha1.digest();
        for (int i = 0; i < DIGEST_BYTES; i++) {
            combined[i] ^= sum[i];
        }
    }

    private void putValue(final Database database, final long entry) {
        putNumbers(EntryDescriptor.type(entry), EntryDescriptor.expiryMs(entry));
        if (EntryDescriptor.isHandle(entry)) {
            database.collection(entry).addTo(sha1);
        } else if (EntryDescriptor.isInteger(entry)) {
            final byte[] digits = String.valueOf(EntryDescriptor.integerValue(entry))
                .getBytes(StandardCharsets.ISO_8859_1);
            putNumbers(digits.length, 0);
            sha1.update(digits);
        } else {
            putBytes(EntryDescriptor.valueAddress(entry), EntryDescriptor.valueLength(entry));
        }
    }

    private void putBytes(final long address, final int length) {
        putNumbers(length, 0);
        sha1.update(NativeMemory.toArray(address, length));
    }

    private void putNumbers(final long first, final long second) {
        sha1.update(ByteBuffer.wrap(header).putLong(first).putLong(second).array());
    }
}
