package org.ouzel.persistence.rdb;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import java.io.IOException;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.store.Keyspace;
import org.ouzel.engine.type.HashBuilder;
import org.ouzel.engine.type.ListBuilder;
import org.ouzel.engine.type.SetBuilder;
import org.ouzel.engine.type.SortedSetBuilder;
import org.ouzel.engine.type.StringForm;
import org.ouzel.protocol.DoubleText;
import org.ouzel.protocol.NativeMemory;

/**
 * Reads values of all types and encodings, and puts them under keys. A value is complete before its key is touched, so
 * that one that is malformed leaves nothing behind. Reused; one thread.
 */
public final class ValueReader implements AutoCloseable {
    private static final int MAX_SCORE_DIGITS = 252;

    private final ServerState server;
    private final ListBuilder list = new ListBuilder();
    private final SetBuilder set = new SetBuilder();
    private final HashBuilder hash = new HashBuilder();
    private final SortedSetBuilder sortedSet = new SortedSetBuilder();
    private final StreamReader stream;
    private final ListpackElements listpack = new ListpackElements();
    private final ZiplistElements ziplist = new ZiplistElements();
    private final ZipmapElements zipmap = new ZipmapElements();
    private final IntsetElements intset = new IntsetElements();

    /** @param server whose settings say which forms values take */
    public ValueReader(final ServerState server) {
        this.server = server;
        this.stream = new StreamReader(server);
    }

    /**
     * Reads a value and puts it under a key, in place of what was there.
     *
     * @param type     one of the types in {@link RdbFormat}
     * @param expiryMs Unix milliseconds, or {@link EntryDescriptor#NO_EXPIRY}
     * @return the entry, or {@link org.ouzel.engine.store.SegmentedIndex#NONE} for an empty collection, which isn't put
     */
    public long read(final RdbInput in, final int type, final Database database, final long keyHash,
        final long keyAddress, final int keyLength, final long expiryMs, final int access) throws IOException {
        final Keyspace keyspace = database.keyspace();
        switch (type) {
            case RdbFormat.TYPE_STRING -> {
                in.readString();
                return StringForm.put(database, keyHash, keyAddress, keyLength, in.address(), in.length(), expiryMs,
                    access);
            }
            case RdbFormat.TYPE_LIST, RdbFormat.TYPE_LIST_ZIPLIST, RdbFormat.TYPE_LIST_QUICKLIST,
                RdbFormat.TYPE_LIST_QUICKLIST_2 -> {
                readList(in, type, keyspace);
                return list.isEmpty() ? NONE
                    : list.put(database, keyHash, keyAddress, keyLength, expiryMs, access);
            }
            case RdbFormat.TYPE_SET, RdbFormat.TYPE_SET_INTSET, RdbFormat.TYPE_SET_LISTPACK -> {
                readSet(in, type, keyspace);
                return set.isEmpty() ? NONE : set.put(database, keyHash, keyAddress, keyLength, expiryMs, access);
            }
            case RdbFormat.TYPE_ZSET, RdbFormat.TYPE_ZSET_2, RdbFormat.TYPE_ZSET_ZIPLIST,
                RdbFormat.TYPE_ZSET_LISTPACK -> {
                readSortedSet(in, type, keyspace);
                return sortedSet.isEmpty() ? NONE
                    : sortedSet.put(database, keyHash, keyAddress, keyLength, expiryMs, access);
            }
            case RdbFormat.TYPE_STREAM_LISTPACKS, RdbFormat.TYPE_STREAM_LISTPACKS_2,
                RdbFormat.TYPE_STREAM_LISTPACKS_3 -> {
                return stream.read(in, type, database, keyHash, keyAddress, keyLength, expiryMs, access);
            }
            case RdbFormat.TYPE_MODULE_PRE_GA, RdbFormat.TYPE_MODULE_2 -> throw in.failure(
                "values of modules can't be read: module=" + ModuleName.of(in.readLength()));
            default -> {
                readHash(in, type, keyspace);
                return hash.isEmpty() ? NONE : hash.put(database, keyHash, keyAddress, keyLength, expiryMs, access);
            }
        }
    }

    @Override
    public void close() {
        list.close();
        set.close();
        hash.close();
        sortedSet.close();
        stream.close();
        listpack.close();
        ziplist.close();
        zipmap.close();
        intset.close();
    }

    private void readList(final RdbInput in, final int type, final Keyspace keyspace) throws IOException {
        list.begin(keyspace, server.listLimits());
        try {
            if (type == RdbFormat.TYPE_LIST_ZIPLIST) {
                addAll(in, ziplist);
                return;
            }
            final long count = in.readCount();
            for (long i = 0; i < count; i++) {
                if (type == RdbFormat.TYPE_LIST_QUICKLIST) {
                    addAll(in, ziplist);
                } else if (type == RdbFormat.TYPE_LIST_QUICKLIST_2 && readContainer(in)) {
                    addAll(in, listpack);
                } else {
                    in.readString();
                    list.add(in.address(), in.length());
                }
            }
        } catch (final IOException | RuntimeException e) {
            list.discard();
            throw e;
        }
    }

    /** Returns whether the next node of a quicklist is packed; else it is a single element. */
    private static boolean readContainer(final RdbInput in) throws IOException {
        final long container = in.readLength();
        if (container != RdbFormat.QUICKLIST_PLAIN && container != RdbFormat.QUICKLIST_PACKED) {
            throw in.failure("unknown container of a list: code=" + Long.toUnsignedString(container));
        }
        return container == RdbFormat.QUICKLIST_PACKED;
    }

    private void addAll(final RdbInput in, final Elements elements) throws IOException {
        open(in, elements);
        try {
            while (elements.next()) {
                list.add(elements.address(), elements.length());
            }
        } catch (final MalformedBlobException e) {
            throw in.failure(e.getMessage());
        }
    }

    private static void open(final RdbInput in, final Elements elements) throws IOException {
        in.readString();
        try {
            elements.open(in.address(), in.length());
        } catch (final MalformedBlobException e) {
            throw in.failure(e.getMessage());
        }
    }

    private void readSet(final RdbInput in, final int type, final Keyspace keyspace) throws IOException {
        set.begin(keyspace, server.setLimits());
        try {
            if (type == RdbFormat.TYPE_SET) {
                final long count = in.readCount();
                for (long i = 0; i < count; i++) {
                    in.readString();
                    requireNew(in, set.add(in.address(), in.length()));
                }
                return;
            }
            final Elements elements = type == RdbFormat.TYPE_SET_INTSET ? intset : listpack;
            open(in, elements);
            while (elements.next()) {
                requireNew(in, set.add(elements.address(), elements.length()));
            }
        } catch (final MalformedBlobException e) {
            set.discard();
            throw in.failure(e.getMessage());
        } catch (final IOException | RuntimeException e) {
            set.discard();
            throw e;
        }
    }

    private void readSortedSet(final RdbInput in, final int type, final Keyspace keyspace) throws IOException {
        sortedSet.begin(keyspace, server.sortedSetLimits());
        try {
            if (type == RdbFormat.TYPE_ZSET || type == RdbFormat.TYPE_ZSET_2) {
                final long count = in.readCount();
                for (long i = 0; i < count; i++) {
                    in.readString();
                    requireNew(in, sortedSet.member(in.address(), in.length()));
                    addScore(in, type == RdbFormat.TYPE_ZSET ? readScoreText(in)
                        : Double.longBitsToDouble(in.readLong()));
                }
                return;
            }
            final Elements elements = type == RdbFormat.TYPE_ZSET_ZIPLIST ? ziplist : listpack;
            open(in, elements);
            while (elements.next()) {
                requireNew(in, sortedSet.member(elements.address(), elements.length()));
                elements.require();
                addScore(in, DoubleText.parseLoosely(elements.address(), elements.length()));
            }
        } catch (final MalformedBlobException e) {
            sortedSet.discard();
            throw in.failure(e.getMessage());
        } catch (final IOException | RuntimeException e) {
            sortedSet.discard();
            throw e;
        }
    }

    private void addScore(final RdbInput in, final double score) throws IOException {
        if (Double.isNaN(score)) {
            throw in.failure("score is no number");
        }
        sortedSet.score(score);
    }

    private static double readScoreText(final RdbInput in) throws IOException {
        final int length = in.readByte();
        if (length > MAX_SCORE_DIGITS) {
            return length == RdbFormat.SCORE_INFINITE ? Double.POSITIVE_INFINITY
                : length == RdbFormat.SCORE_NEGATIVE_INFINITE ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        return DoubleText.parseLoosely(in.take(length), length);
    }

    private void readHash(final RdbInput in, final int type, final Keyspace keyspace) throws IOException {
        final boolean hasExpiries = type >= RdbFormat.TYPE_HASH_METADATA_PRE_GA;
        hash.begin(keyspace, server.hashLimits(), hasExpiries);
        try {
            switch (type) {
                case RdbFormat.TYPE_HASH, RdbFormat.TYPE_HASH_METADATA, RdbFormat.TYPE_HASH_METADATA_PRE_GA ->
                    readFields(in, type);
                case RdbFormat.TYPE_HASH_ZIPMAP -> addFields(in, zipmap, false);
                case RdbFormat.TYPE_HASH_ZIPLIST -> addFields(in, ziplist, false);
                case RdbFormat.TYPE_HASH_LISTPACK -> addFields(in, listpack, false);
                case RdbFormat.TYPE_HASH_LISTPACK_EX_PRE_GA -> addFields(in, listpack, true);
                case RdbFormat.TYPE_HASH_LISTPACK_EX -> {
                    in.readLong();
                    addFields(in, listpack, true);
                }
                default -> throw in.failure("unknown type of value: code=" + type);
            }
        } catch (final MalformedBlobException e) {
            hash.discard();
            throw in.failure(e.getMessage());
        } catch (final IOException | RuntimeException e) {
            hash.discard();
            throw e;
        }
    }

    private void readFields(final RdbInput in, final int type) throws IOException {
        final long leastMs = type == RdbFormat.TYPE_HASH_METADATA ? in.readLong() : 0;
        final long count = in.readCount();
        for (long i = 0; i < count; i++) {
            final long told = type == RdbFormat.TYPE_HASH ? 0 : in.readLength();
            final long expiryMs = told == 0 ? EntryDescriptor.NO_EXPIRY
                : type == RdbFormat.TYPE_HASH_METADATA ? leastMs + told - 1 : told;
            in.readString();
            requireNew(in, hash.field(in.address(), in.length()));
            in.readString();
            hash.value(in.address(), in.length(), requireTime(in, expiryMs));
        }
    }

    private void addFields(final RdbInput in, final Elements elements, final boolean hasExpiries)
        throws IOException, MalformedBlobException {
        open(in, elements);
        while (elements.next()) {
            requireNew(in, hash.field(elements.address(), elements.length()));
            elements.require();
            if (!hasExpiries) {
                hash.value(elements.address(), elements.length(), EntryDescriptor.NO_EXPIRY);
                continue;
            }
            // The expiry comes behind the value, which may be a number whose digits the next move overwrites.
            final byte[] value = NativeMemory.toArray(elements.address(), elements.length());
            elements.require();
            final long expiryMs = elements.number();
            final long copy = NativeMemory.allocate(Math.max(1, value.length));
            try {
                NativeMemory.copy(value, 0, copy, value.length);
                hash.value(copy, value.length, requireTime(in, expiryMs == 0 ? EntryDescriptor.NO_EXPIRY : expiryMs));
            } finally {
                NativeMemory.free(copy, Math.max(1, value.length));
            }
        }
    }

    private static long requireTime(final RdbInput in, final long expiryMs) throws IOException {
        if (expiryMs < EntryDescriptor.NO_EXPIRY) {
            throw in.failure("expiry of a field is out of range: ms=" + expiryMs);
        }
        return expiryMs;
    }

    private static void requireNew(final RdbInput in, final boolean isNew) throws IOException {
        if (!isNew) {
            throw in.failure("element comes twice");
        }
    }
}
