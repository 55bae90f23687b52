package org.ouzel.engine.store;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.ouzel.protocol.NativeMemory;

/**
 * A map from keys on the heap, each within a scope (a namespace's database, a namespace's channels), to something that
 * is known about them. Looking up a key that lies in native memory makes no garbage. One thread at a time.
 */
public final class ScopedKeyMap<V> {
    private final Key probe = new Key();
    private final Map<Key, V> values = new LinkedHashMap<>();

    /** Returns the scope of a numbered database of a namespace. */
    public static long scope(final int namespace, final int database) {
        return (long) namespace << Integer.SIZE | database;
    }

    /** Returns a key's value, or null. */
    public V get(final long scope, final long address, final int length) {
        return values.get(probe.on(scope, address, length));
    }

    /** Returns a key's value, or null. */
    public V get(final long scope, final byte[] key) {
        return values.get(new Key(scope, key));
    }

    /** Gives a key a value, and returns what it had before, or null. The bytes become the map's. */
    public V put(final long scope, final byte[] key, final V value) {
        return values.put(new Key(scope, key), value);
    }

    /** Forgets a key, and returns what it had, or null. */
    public V remove(final long scope, final byte[] key) {
        return values.remove(new Key(scope, key));
    }

    /** Forgets a key, and returns what it had, or null. */
    public V remove(final long scope, final long address, final int length) {
        return values.remove(probe.on(scope, address, length));
    }

    /** Forgets all keys of a scope, and shows what they had. */
    public void removeIf(final long scope, final Consumer<V> consumer) {
        values.entrySet().removeIf(entry -> {
            if (entry.getKey().scope != scope) {
                return false;
            }
            consumer.accept(entry.getValue());
            return true;
        });
    }

    /** Forgets the key that has been there longest, and shows it; there is one. */
    public void removeEldest(final RemovalVisitor<V> visitor) {
        final Iterator<Map.Entry<Key, V>> entries = values.entrySet().iterator();
        final Map.Entry<Key, V> eldest = entries.next();
        entries.remove();
        visitor.visit(eldest.getKey().scope, eldest.getKey().bytes, eldest.getValue());
    }

    public int size() {
        return values.size();
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    public void clear() {
        values.clear();
    }

    /** Shows all values, in no order; the consumer changes nothing. */
    public void forEach(final Consumer<V> consumer) {
        values.values().forEach(consumer);
    }

    /** Shows the keys and values of a scope, in no order; the consumer changes nothing. */
    public void forEach(final long scope, final EntryVisitor<V> visitor) {
        values.forEach((key, value) -> {
            if (key.scope == scope) {
                visitor.visit(key.bytes, value);
            }
        });
    }

    /** Is shown a key and its value. */
    @FunctionalInterface
    public interface EntryVisitor<V> {
        /** The bytes stay the map's. */
        void visit(byte[] key, V value);
    }

    /** Is shown a key that the map has forgotten. */
    @FunctionalInterface
    public interface RemovalVisitor<V> {
        /** The bytes are the visitor's. */
        void visit(long scope, byte[] key, V value);
    }

    /**
     * A key that the map holds, with bytes of its own; or one that is looked for, in native memory. Comparable, since
     * clients choose the keys: a table orders those whose hashes collide.
     */
    private static final class Key implements Comparable<Key> {
        private int hash;
        private int length;
        private long scope;
        private long address;
        private final byte[] bytes;

        Key() {
            bytes = null;
        }

        Key(final long scope, final byte[] bytes) {
            this.scope = scope;
            this.bytes = bytes;
            this.length = bytes.length;
            this.hash = hash();
        }

        Key on(final long newScope, final long newAddress, final int newLength) {
            scope = newScope;
            address = newAddress;
            length = newLength;
            hash = hash();
            return this;
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(final Object other) {
            return other instanceof Key key && key.hash == hash && compareTo(key) == 0;
        }

        @Override
        public int compareTo(final Key other) {
            if (scope != other.scope || length != other.length) {
                return scope != other.scope ? Long.compare(scope, other.scope) : Integer.compare(length, other.length);
            }
            for (int i = 0; i < length; i++) {
                final int difference = at(i) - other.at(i);
                if (difference != 0) {
                    return difference;
                }
            }
            return 0;
        }

        private int hash() {
            int sum = Long.hashCode(scope) * 0x9E3779B1;
            for (int i = 0; i < length; i++) {
                sum = 31 * sum + at(i);
            }
            return sum;
        }

        private byte at(final int index) {
            return bytes != null ? bytes[index] : NativeMemory.getByte(address + index);
        }
    }
}
