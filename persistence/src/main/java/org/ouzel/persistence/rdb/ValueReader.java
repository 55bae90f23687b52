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
 * Reads values of all types and encodings, at once or some elements at a time, and puts them under keys. A value is
 * complete before its key is touched, so that one that is malformed leaves nothing behind. Reused; one thread.
 */
public final class ValueReader implements AutoCloseable {
    private static final int MAX_SCORE_DIGITS = 252;
    /** A node of a list, or of a stream, counts as so many elements. */
    static final int ELEMENTS_OF_NODE = 64;

    private int type;
    /** How many elements the value that was begun has still to come. */
    private long left;
    private long leastExpiryMs;
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
     * @param newType  one of the types in {@link RdbFormat}
     * @param expiryMs Unix milliseconds, or {@link EntryDescriptor#NO_EXPIRY}
     * @return the entry, or {@link org.ouzel.engine.store.SegmentedIndex#NONE} for an empty collection, which isn't put
     */
    public long read(final RdbInput in, final int newType, final Database database, final long keyHash,
        final long keyAddress, final int keyLength, final long expiryMs, final int access) throws IOException {
        boolean isComplete = begin(in, newType, database.keyspace());
        while (!isComplete) {
            isComplete = goOn(in, Integer.MAX_VALUE);
        }
        return isEmpty() ? NONE : put(in, database, keyHash, keyAddress, keyLength, expiryMs, access);
    }

    /**
     * Begins a value: reads one that stands in the file in one piece, of others how many elements there are.
     *
     * @return whether it is complete; if not, {@link #goOn} follows, until it is, and {@link #put}, or {@link #discard}
     */
    boolean begin(final RdbInput in, final int newType, final Keyspace keyspace) throws IOException {
        type = newType;
        left = 0;
        try {
            switch (type) {
                case RdbFormat.TYPE_STRING -> in.readString();
                case RdbFormat.TYPE_LIST, RdbFormat.TYPE_LIST_ZIPLIST, RdbFormat.TYPE_LIST_QUICKLIST,
                    RdbFormat.TYPE_LIST_QUICKLIST_2 -> beginList(in, keyspace);
                case RdbFormat.TYPE_SET, RdbFormat.TYPE_SET_INTSET, RdbFormat.TYPE_SET_LISTPACK ->
                    beginSet(in, keyspace);
                case RdbFormat.TYPE_ZSET, RdbFormat.TYPE_ZSET_2, RdbFormat.TYPE_ZSET_ZIPLIST,
                    RdbFormat.TYPE_ZSET_LISTPACK -> beginSortedSet(in, keyspace);
                case RdbFormat.TYPE_STREAM_LISTPACKS, RdbFormat.TYPE_STREAM_LISTPACKS_2,
                    RdbFormat.TYPE_STREAM_LISTPACKS_3 -> {
                    stream.begin(in, type, keyspace);
                    return false;
                }
                case RdbFormat.TYPE_MODULE_PRE_GA, RdbFormat.TYPE_MODULE_2 -> throw in.failure(
                    "values of modules can't be read: module=" + ModuleName.of(in.readLength()));
                default -> beginHash(in, keyspace);
            }
        } catch (final MalformedBlobException e) {
            discard();
            throw in.failure(e.getMessage());
        } catch (final IOException | RuntimeException e) {
            discard();
            throw e;
        }
        return left == 0;
    }

    /** Reads so many elements more of the value that was begun; returns whether it is complete. */
    boolean goOn(final RdbInput in, final int maxCount) throws IOException {
        final long end = Math.max(0, left - maxCount);
        final long nodeEnd = Math.max(0, left - Math.max(1, maxCount / ELEMENTS_OF_NODE));
        try {
            switch (type) {
                case RdbFormat.TYPE_LIST, RdbFormat.TYPE_LIST_QUICKLIST, RdbFormat.TYPE_LIST_QUICKLIST_2 -> {
                    for (; left > nodeEnd; left--) {
                        readNode(in);
                    }
                }
                case RdbFormat.TYPE_SET -> {
                    for (; left > end; left--) {
                        in.readString();
                        requireNew(in, set.add(in.address(), in.length()));
                    }
                }
                case RdbFormat.TYPE_ZSET, RdbFormat.TYPE_ZSET_2 -> {
                    for (; left > end; left--) {
                        in.readString();
                        requireNew(in, sortedSet.member(in.address(), in.length()));
                        addScore(in, type == RdbFormat.TYPE_ZSET ? readScoreText(in)
                            : Double.longBitsToDouble(in.readLong()));
                    }
                }
                case RdbFormat.TYPE_HASH, RdbFormat.TYPE_HASH_METADATA, RdbFormat.TYPE_HASH_METADATA_PRE_GA -> {
                    for (; left > end; left--) {
                        readField(in);
                    }
                }
                default -> {
                    return stream.goOn(in, maxCount);
                }
            }
        } catch (final MalformedBlobException e) {
            discard();
            throw in.failure(e.getMessage());
        } catch (final IOException | RuntimeException e) {
            discard();
            throw e;
        }
        return left == 0;
    }

    /** Returns whether the value, which is complete, is a collection without elements. */
    boolean isEmpty() {
        return switch (type) {
            case RdbFormat.TYPE_LIST, RdbFormat.TYPE_LIST_ZIPLIST, RdbFormat.TYPE_LIST_QUICKLIST,
                RdbFormat.TYPE_LIST_QUICKLIST_2 -> list.isEmpty();
            case RdbFormat.TYPE_SET, RdbFormat.TYPE_SET_INTSET, RdbFormat.TYPE_SET_LISTPACK -> set.isEmpty();
            case RdbFormat.TYPE_ZSET, RdbFormat.TYPE_ZSET_2, RdbFormat.TYPE_ZSET_ZIPLIST,
                RdbFormat.TYPE_ZSET_LISTPACK -> sortedSet.isEmpty();
            case RdbFormat.TYPE_STRING, RdbFormat.TYPE_STREAM_LISTPACKS, RdbFormat.TYPE_STREAM_LISTPACKS_2,
                RdbFormat.TYPE_STREAM_LISTPACKS_3 -> false;
            default -> hash.isEmpty();
        };
    }

    /**
     * Puts the value, which is complete and not {@linkplain #isEmpty empty}, under a key; see {@link #read}.
     *
     * @param in as it was when the value was complete
     */
    long put(final RdbInput in, final Database database, final long keyHash, final long keyAddress,
        final int keyLength, final long expiryMs, final int access) {
        return switch (type) {
            case RdbFormat.TYPE_STRING -> StringForm.put(database, keyHash, keyAddress, keyLength, in.address(),
                in.length(), expiryMs, access);
            case RdbFormat.TYPE_LIST, RdbFormat.TYPE_LIST_ZIPLIST, RdbFormat.TYPE_LIST_QUICKLIST,
                RdbFormat.TYPE_LIST_QUICKLIST_2 ->
                list.put(database, keyHash, keyAddress, keyLength, expiryMs, access);
            case RdbFormat.TYPE_SET, RdbFormat.TYPE_SET_INTSET, RdbFormat.TYPE_SET_LISTPACK ->
                set.put(database, keyHash, keyAddress, keyLength, expiryMs, access);
            case RdbFormat.TYPE_ZSET, RdbFormat.TYPE_ZSET_2, RdbFormat.TYPE_ZSET_ZIPLIST,
                RdbFormat.TYPE_ZSET_LISTPACK ->
                sortedSet.put(database, keyHash, keyAddress, keyLength, expiryMs, access);
            case RdbFormat.TYPE_STREAM_LISTPACKS, RdbFormat.TYPE_STREAM_LISTPACKS_2,
                RdbFormat.TYPE_STREAM_LISTPACKS_3 ->
                stream.put(database, keyHash, keyAddress, keyLength, expiryMs, access);
            default -> hash.put(database, keyHash, keyAddress, keyLength, expiryMs, access);
        };
    }

    /** Frees what was read of a value that isn't complete, if there is one. */
    void discard() {
        list.discard();
        set.discard();
        hash.discard();
        sortedSet.discard();
        stream.discard();
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

    private void beginList(final RdbInput in, final Keyspace keyspace) throws IOException, MalformedBlobException {
        list.begin(keyspace, server.listLimits());
        if (type == RdbFormat.TYPE_LIST_ZIPLIST) {
            addAll(in, ziplist);
        } else {
            left = in.readCount();
        }
    }

    private void readNode(final RdbInput in) throws IOException, MalformedBlobException {
        if (type == RdbFormat.TYPE_LIST_QUICKLIST) {
            addAll(in, ziplist);
        } else if (type == RdbFormat.TYPE_LIST_QUICKLIST_2 && readContainer(in)) {
            addAll(in, listpack);
        } else {
            in.readString();
            list.add(in.address(), in.length());
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

    private void addAll(final RdbInput in, final Elements elements) throws IOException, MalformedBlobException {
        open(in, elements);
        while (elements.next()) {
            list.add(elements.address(), elements.length());
        }
    }

    private static void open(final RdbInput in, final Elements elements) throws IOException, MalformedBlobException {
        in.readString();
        elements.open(in.address(), in.length());
    }

    private void beginSet(final RdbInput in, final Keyspace keyspace) throws IOException, MalformedBlobException {
        set.begin(keyspace, server.setLimits());
        if (type == RdbFormat.TYPE_SET) {
            left = in.readCount();
            return;
        }
        final Elements elements = type == RdbFormat.TYPE_SET_INTSET ? intset : listpack;
        open(in, elements);
        while (elements.next()) {
            requireNew(in, set.add(elements.address(), elements.length()));
        }
    }

    private void beginSortedSet(final RdbInput in, final Keyspace keyspace)
        throws IOException, MalformedBlobException {
        sortedSet.begin(keyspace, server.sortedSetLimits());
        if (type == RdbFormat.TYPE_ZSET || type == RdbFormat.TYPE_ZSET_2) {
            left = in.readCount();
            return;
        }
        final Elements elements = type == RdbFormat.TYPE_ZSET_ZIPLIST ? ziplist : listpack;
        open(in, elements);
        while (elements.next()) {
            requireNew(in, sortedSet.member(elements.address(), elements.length()));
            elements.require();
            addScore(in, DoubleText.parseLoosely(elements.address(), elements.length()));
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

    private void beginHash(final RdbInput in, final Keyspace keyspace) throws IOException, MalformedBlobException {
        hash.begin(keyspace, server.hashLimits(), type >= RdbFormat.TYPE_HASH_METADATA_PRE_GA);
        switch (type) {
            case RdbFormat.TYPE_HASH, RdbFormat.TYPE_HASH_METADATA, RdbFormat.TYPE_HASH_METADATA_PRE_GA -> {
                leastExpiryMs = type == RdbFormat.TYPE_HASH_METADATA ? in.readLong() : 0;
                left = in.readCount();
            }
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
    }

    private void readField(final RdbInput in) throws IOException {
        final long told = type == RdbFormat.TYPE_HASH ? 0 : in.readLength();
        final long expiryMs = told == 0 ? EntryDescriptor.NO_EXPIRY
            : type == RdbFormat.TYPE_HASH_METADATA ? leastExpiryMs + told - 1 : told;
        in.readString();
        requireNew(in, hash.field(in.address(), in.length()));
        in.readString();
        hash.value(in.address(), in.length(), requireTime(in, expiryMs));
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
