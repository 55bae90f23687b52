package org.ouzel.engine.type;

import java.util.function.LongToIntFunction;
import org.ouzel.protocol.NativeMemory;

/**
 * What stood in an {@link IdIndex} at one moment: the addresses, which are shown in their order, and of what is about
 * to change before its turn a copy. Takes note of them only when one is about to change, or asked for. One thread.
 */
final class IdImage {
    /** The places before it have been shown. */
    private int next;
    /** The index as it was, or null; copies stand there as the complements of their addresses. */
    private IdIndex places;
    private final IdIndex index;
    private final LongToIntFunction length;
    private final StreamImage stream;

    /**
     * @param index  doesn't change without {@link #beforeChange} or {@link #capture} being called
     * @param length tells the bytes at an address
     */
    IdImage(final IdIndex index, final LongToIntFunction length, final StreamImage stream) {
        this.index = index;
        this.length = length;
        this.stream = stream;
    }

    int size() {
        capture();
        return places.size();
    }

    /** Returns where what stood at a place is now; places are asked for in their order. */
    long address(final int place) {
        capture();
        final long address = places.address(place);
        return address < 0 ? ~address : address;
    }

    /** Is called when a place has been shown. */
    void release(final int place) {
        next = place + 1;
        final long address = places.address(place);
        if (address < 0) {
            final int bytes = length.applyAsInt(~address);
            NativeMemory.free(~address, bytes);
            stream.hold(-bytes);
        }
    }

    /**
     * Is called before the bytes that stand at a place change or are freed, or the place's identifier.
     *
     * @param place in the index as it is now
     */
    void beforeChange(final int place) {
        capture();
        final int then = places.floor(index.ms(place), index.seq(place));
        // As long as it hasn't changed it has its identifier and stands where it stood; a copy never does.
        if (then < next || places.address(then) != index.address(place)) {
            return;
        }
        final long address = index.address(place);
        final int bytes = length.applyAsInt(address);
        final long copy = NativeMemory.allocate(bytes);
        NativeMemory.copy(address, copy, bytes);
        places.setAddress(then, ~copy);
        stream.hold(bytes);
        stream.keepFromPilingUp();
    }

    /** Is called before something is added to the index; {@link #beforeChange} does the same. */
    void capture() {
        if (places == null) {
            places = index.copy();
        }
    }

    /** Frees the copies that weren't shown. */
    void close() {
        if (places != null) {
            for (int place = next; place < places.size(); place++) {
                release(place);
            }
        }
    }

}
