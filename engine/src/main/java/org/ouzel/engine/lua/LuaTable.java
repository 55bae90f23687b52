package org.ouzel.engine.lua;

import java.util.Arrays;

/**
 * A table: an array for the keys 1 to n, and nodes with chained collisions for all others.
 *
 * <p>Sizes, places of nodes and hence the order of iteration are those of the reference implementation, so that a
 * script sees what it sees in Redis; keys that are neither strings, numbers nor booleans are placed by a running
 * number, where there it is their address.
 */
public final class LuaTable {
    private static final int MAX_BITS = 26;
    private static final int BYTES_PER_SLOT = 16;
    private static final int BYTES_PER_NODE = 40;
    private static final int BASE_BYTES = 64;
    private static final Object[] NONE = new Object[0];

    private static int lastIdentity;

    private LuaTable metatable;
    private boolean isReadonly;
    private boolean isMarked;
    private Object[] array = NONE;
    private Object[] keys = NONE;
    private Object[] values = NONE;
    private int[] nextNodes;
    private int lastFree;
    private int identity;
    private final MemoryMeter meter;

    /** @param meter what the table's memory is charged to */
    public LuaTable(final MemoryMeter meter) {
        this(meter, 0, 0);
    }

    public LuaTable(final MemoryMeter meter, final int arraySize, final int nodeCount) {
        this.meter = meter;
        meter.charge(BASE_BYTES);
        if (arraySize > 0) {
            meter.charge((long) arraySize * BYTES_PER_SLOT);
            array = new Object[arraySize];
        }
        if (nodeCount > 0) {
            setNodes(ceilLog2(nodeCount));
        }
    }

    public LuaTable metatable() {
        return metatable;
    }

    public void setMetatable(final LuaTable newMetatable) {
        metatable = newMetatable;
    }

    public boolean isReadonly() {
        return isReadonly;
    }

    /** Lets every later change fail. */
    public void setReadonly(final boolean readonly) {
        isReadonly = readonly;
    }

    boolean isMarked() {
        return isMarked;
    }

    void setMarked(final boolean marked) {
        isMarked = marked;
    }

    /** Returns about how many bytes the table takes, its keys and values not included. */
    long sizeBytes() {
        return BASE_BYTES + (long) array.length * BYTES_PER_SLOT + (long) keys.length * BYTES_PER_NODE;
    }

    /** Returns what is stored under a key, or null. */
    public Object get(final Object key) {
        if (key instanceof LuaString string) {
            return get(string);
        }
        if (key instanceof Double number) {
            return get(number.doubleValue());
        }
        if (key == null || keys.length == 0) {
            return null;
        }
        final int node = findNode(key);
        return node < 0 ? null : values[node];
    }

    /** Returns what is stored under a string, or null. */
    public Object get(final LuaString key) {
        if (keys.length == 0) {
            return null;
        }
        int node = key.hashCode() & keys.length - 1;
        do {
            final Object each = keys[node];
            if (each == key || each instanceof LuaString string && string.equals(key)) {
                return values[node];
            }
            node = nextNodes[node];
        } while (node >= 0);
        return null;
    }

    /** Returns what is stored under a name (ISO-8859-1); not for hot paths. */
    public Object get(final String key) {
        return get(LuaString.of(key));
    }

    /** Returns what is stored under a number, or null. */
    public Object get(final double key) {
        final int index = (int) key;
        if (index == key) {
            return getInt(index);
        }
        final int node = findNumber(key);
        return node < 0 ? null : values[node];
    }

    /** Returns what is stored under a whole number, or null. */
    public Object getInt(final int key) {
        if (key - 1 >= 0 && key - 1 < array.length) {
            return array[key - 1];
        }
        final int node = findNumber(key);
        return node < 0 ? null : values[node];
    }

    /** Stores a value under a key; null removes it. The key must be neither null nor NaN. */
    public void set(final Object key, final Object value) {
        if (key instanceof Double number) {
            final double exact = number;
            final int index = (int) exact;
            if (index == exact && index >= 1 && index <= array.length) {
                array[index - 1] = value;
                return;
            }
        }
        final int node = keys.length == 0 ? -1 : findNode(key);
        if (node >= 0) {
            values[node] = value;
        } else if (value != null) {
            insert(key, value);
        }
    }

    /** Stores a value under a name (ISO-8859-1). */
    public void set(final String key, final Object value) {
        set(LuaString.of(key), value);
    }

    /** Stores a value under a whole number. */
    public void setInt(final int key, final Object value) {
        if (key >= 1 && key <= array.length) {
            array[key - 1] = value;
        } else {
            set((Object) Double.valueOf(key), value);
        }
    }

    /** Makes the array as long as that, if it is shorter. */
    void growArray(final int size) {
        if (size > array.length) {
            resize(size, keys.length == 0 ? -1 : ceilLog2(keys.length));
        }
    }

    /** Returns a border: the number of an element with none behind it. */
    public int length() {
        final int size = array.length;
        if (size > 0 && array[size - 1] == null) {
            int low = 0;
            int high = size;
            while (high - low > 1) {
                final int middle = low + high >>> 1;
                if (array[middle - 1] == null) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            return low;
        }
        return keys.length == 0 ? size : unboundBorder(size);
    }

    /**
     * Returns the position behind a key's in the order of iteration, 0 for null; -1 if there is no such key.
     * Positions whose value is null are to be skipped.
     */
    public int positionAfter(final Object key) {
        if (key == null) {
            return 0;
        }
        if (key instanceof Double number) {
            final int index = (int) number.doubleValue();
            if (index == number && index >= 1 && index <= array.length) {
                return index;
            }
        }
        final int node = keys.length == 0 ? -1 : findNode(key);
        return node < 0 ? -1 : array.length + node + 1;
    }

    /** Returns the first position from one on that holds something, or -1. */
    public int nextPosition(final int position) {
        for (int i = position; i < array.length; i++) {
            if (array[i] != null) {
                return i;
            }
        }
        for (int i = Math.max(position, array.length); i < array.length + keys.length; i++) {
            if (values[i - array.length] != null) {
                return i;
            }
        }
        return -1;
    }

    public Object keyAt(final int position) {
        return position < array.length ? (Object) (position + 1.0) : keys[position - array.length];
    }

    public Object valueAt(final int position) {
        return position < array.length ? array[position] : values[position - array.length];
    }

    private int unboundBorder(final int size) {
        int low = size;
        int high = low + 1;
        while (getInt(high) != null) {
            low = high;
            if (high > Integer.MAX_VALUE / 2) {
                int each = 1;
                while (getInt(each) != null) {
                    each++;
                }
                return each - 1;
            }
            high *= 2;
        }
        while (high - low > 1) {
            final int middle = low + high >>> 1;
            if (getInt(middle) == null) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return low;
    }

    private int findNode(final Object key) {
        if (key instanceof Double number) {
            return findNumber(number);
        }
        int node = mainPosition(key);
        do {
            final Object each = keys[node];
            if (each == key || each instanceof LuaString && each.equals(key)) {
                return node;
            }
            node = nextNodes[node];
        } while (node >= 0);
        return -1;
    }

    private int findNumber(final double key) {
        if (keys.length == 0) {
            return -1;
        }
        int node = numberPosition(key);
        do {
            if (keys[node] instanceof Double number && number == key) {
                return node;
            }
            node = nextNodes[node];
        } while (node >= 0);
        return -1;
    }

    private int numberPosition(final double key) {
        if (key == 0) {
            return 0;
        }
        final long bits = Double.doubleToRawLongBits(key);
        return Integer.remainderUnsigned((int) bits + (int) (bits >>> Integer.SIZE), keys.length - 1 | 1);
    }

    private int mainPosition(final Object key) {
        if (key instanceof LuaString string) {
            return string.hashCode() & keys.length - 1;
        }
        if (key instanceof Double number) {
            return numberPosition(number);
        }
        if (key instanceof Boolean isTrue) {
            return isTrue ? 1 & keys.length - 1 : 0;
        }
        return Integer.remainderUnsigned(identityOf(key), keys.length - 1 | 1);
    }

    private static int identityOf(final Object key) {
        if (key instanceof LuaTable table) {
            if (table.identity == 0) {
                table.identity = ++lastIdentity;
            }
            return table.identity;
        }
        return System.identityHashCode(key);
    }

    private void insert(final Object key, final Object value) {
        if (keys.length == 0) {
            rehash(key);
            set(key, value);
            return;
        }
        int place = mainPosition(key);
        if (values[place] != null) {
            final int free = takeFree();
            if (free < 0) {
                rehash(key);
                set(key, value);
                return;
            }
            int other = mainPosition(keys[place]);
            if (other != place) {
                while (nextNodes[other] != place) {
                    other = nextNodes[other];
                }
                nextNodes[other] = free;
                keys[free] = keys[place];
                values[free] = values[place];
                nextNodes[free] = nextNodes[place];
                nextNodes[place] = -1;
            } else {
                nextNodes[free] = nextNodes[place];
                nextNodes[place] = free;
                place = free;
            }
        }
        keys[place] = key;
        values[place] = value;
    }

    private int takeFree() {
        while (lastFree > 0) {
            lastFree--;
            if (keys[lastFree] == null) {
                return lastFree;
            }
        }
        return -1;
    }

    /** Finds new sizes such that more than half of the array is in use, and moves everything. */
    private void rehash(final Object extraKey) {
        final int[] counts = new int[MAX_BITS + 1];
        int arrayCandidates = countArray(counts);
        int total = arrayCandidates;
        for (int i = 0; i < keys.length; i++) {
            if (values[i] != null) {
                arrayCandidates += countKey(keys[i], counts);
                total++;
            }
        }
        arrayCandidates += countKey(extraKey, counts);
        total++;
        int newSize = 0;
        int inArray = 0;
        int accumulated = 0;
        int power = 1;
        for (int bit = 0; bit <= MAX_BITS && power / 2 < arrayCandidates; bit++, power *= 2) {
            if (counts[bit] > 0) {
                accumulated += counts[bit];
                if (accumulated > power / 2) {
                    newSize = power;
                    inArray = accumulated;
                }
            }
            if (accumulated == arrayCandidates) {
                break;
            }
        }
        final int nodeCount = total - inArray;
        resize(newSize, nodeCount == 0 ? -1 : ceilLog2(nodeCount));
    }

    private int countArray(final int[] counts) {
        int found = 0;
        int i = 1;
        int limit = 1;
        for (int bit = 0; bit <= MAX_BITS; bit++, limit *= 2) {
            final int end = Math.min(limit, array.length);
            for (; i <= end; i++) {
                if (array[i - 1] != null) {
                    counts[bit]++;
                    found++;
                }
            }
            if (i > array.length) {
                break;
            }
        }
        return found;
    }

    private static int countKey(final Object key, final int[] counts) {
        if (key instanceof Double number) {
            final int index = (int) number.doubleValue();
            if (index == number && index >= 1 && index <= 1 << MAX_BITS) {
                counts[ceilLog2(index)]++;
                return 1;
            }
        }
        return 0;
    }

    private void resize(final int newArraySize, final int newBits) {
        final Object[] oldArray = array;
        final Object[] oldKeys = keys;
        final Object[] oldValues = values;
        meter.charge((long) Math.max(0, newArraySize - oldArray.length) * BYTES_PER_SLOT);
        array = Arrays.copyOf(oldArray, newArraySize);
        setNodes(newBits);
        for (int i = newArraySize; i < oldArray.length; i++) {
            if (oldArray[i] != null) {
                setInt(i + 1, oldArray[i]);
            }
        }
        for (int i = oldKeys.length - 1; i >= 0; i--) {
            if (oldValues[i] != null) {
                set(oldKeys[i], oldValues[i]);
            }
        }
    }

    private void setNodes(final int bits) {
        if (bits < 0) {
            keys = NONE;
            values = NONE;
            nextNodes = null;
            lastFree = 0;
            return;
        }
        if (bits > MAX_BITS) {
            throw new LuaError("table overflow");
        }
        final int size = 1 << bits;
        meter.charge((long) size * BYTES_PER_NODE);
        keys = new Object[size];
        values = new Object[size];
        nextNodes = new int[size];
        Arrays.fill(nextNodes, -1);
        lastFree = size;
    }

    private static int ceilLog2(final int value) {
        return value <= 1 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(value - 1);
    }
}
