package org.ouzel.engine.command.set;

import java.util.ArrayList;
import java.util.List;
import org.ouzel.engine.command.Chance;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.ContextLocal;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.SetValue;
import org.ouzel.protocol.NativeBuffer;

/** The sets that a command's keys name, and what each thread reuses for them. */
final class Sets implements AutoCloseable {
    private static final ContextLocal<Sets> LOCAL = new ContextLocal<>(Sets::new);
    private static final int BUFFER_BYTES = 1024;
    private static final int KEPT_BUFFER_BYTES = 64 * 1024;

    private final List<SetValue> values = new ArrayList<>();
    private final Chance chance = new Chance();
    private final NativeBuffer buffer = new NativeBuffer(BUFFER_BYTES, KEPT_BUFFER_BYTES);

    static Sets of(final CommandContext context) {
        return context.local(LOCAL);
    }

    /** Finds the first key's set for reading; answers WRONGTYPE and returns null where the key has something else. */
    static SetValue forReading(final CommandContext context) {
        return of(context).bind(context, 0, 1, context.lookupRead(1));
    }

    /** Finds the first key's set for changing it; answers WRONGTYPE and returns null as well. */
    static SetValue forWriting(final CommandContext context) {
        return of(context).bind(context, 0, 1, context.lookupWrite(1));
    }

    /** Directs one of the values, by its index, to a key's entry; answers WRONGTYPE and returns null as well. */
    SetValue bind(final CommandContext context, final int index, final int keyArg, final long entry) {
        return context.requireType(entry, EntryDescriptor.TYPE_SET) ? bindAny(context, index, keyArg, entry) : null;
    }

    /** Like {@link #bind} for a key whose value is going to be replaced, whatever it is. */
    SetValue bindAny(final CommandContext context, final int index, final int keyArg, final long entry) {
        while (index >= values.size()) {
            values.add(new SetValue());
        }
        return values.get(index).bind(context.databaseFor(keyArg), context.server().setLimits(),
            context.hash(keyArg), context.argAddress(keyArg), context.argLength(keyArg), entry, context.newAccess());
    }

    /** Returns a value by the index that it was bound with. */
    SetValue value(final int index) {
        return values.get(index);
    }

    /** Orders the first values by their number of members. */
    void sortByCount(final int valueCount) {
        values.subList(0, valueCount).sort((left, right) -> Long.compare(left.count(), right.count()));
    }

    /** Returns random numbers from the command's seed. */
    Chance chance(final CommandContext context) {
        return chance.from(context.seed());
    }

    /** Returns an empty buffer, for elements whose number isn't known yet. */
    NativeBuffer buffer() {
        buffer.reset();
        return buffer;
    }

    @Override
    public void close() {
        values.forEach(SetValue::close);
        buffer.close();
    }
}
