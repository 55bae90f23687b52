package org.ouzel.engine.command.sort;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.type.ListElements;
import org.ouzel.engine.type.ListValue;
import org.ouzel.protocol.DoubleText;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;
import org.ouzel.protocol.ReplyWriter;

/**
 * SORT and SORT_RO; see {@link SortOptions}.
 *
 * <p>Bytes are compared as they are, where Redis asks the locale that it was started in. The patterns of BY and GET may
 * lead to any shard; what STORE does is recorded as the list that it makes.
 */
final class SortCommand {
    private static final String NOT_A_NUMBER = "ERR One or more scores can't be converted into double";
    /** Elements of one recorded command: readers of the journal need room for one command at a time. */
    private static final int ELEMENTS_PER_EFFECT = 512;

    private boolean isRefused;
    private final List<SortElement> elements = new ArrayList<>();
    private final CommandContext context;
    private final SortOptions options;
    private final SortValues values;

    private SortCommand(final CommandContext context, final SortOptions options) {
        this.context = context;
        this.options = options;
        this.values = SortValues.of(context);
    }

    static void execute(final CommandContext context, final boolean mayStore) {
        final SortOptions options = SortOptions.read(context, mayStore);
        if (options == null) {
            return;
        }
        try (SortSource source = SortSource.of(context)) {
            if (source == null) {
                context.reply().error(Errors.WRONG_TYPE);
                return;
            }
            if (options.isUnsorted() && source.isSet() && options.storeArg() > 0) {
                options.sortByBytes();
            }
            new SortCommand(context, options).run(source);
        }
    }

    private void run(final SortSource source) {
        final long size = source.size();
        final long from = Math.min(Math.max(0, options.offset()), size);
        final long count = options.count() < 0 ? size - from : Math.min(options.count(), size - from);
        if (options.isUnsorted()) {
            takeInOrder(source, from, count);
        } else {
            takeSorted(source, from, count);
        }
        if (isRefused) {
            context.reply().error(NOT_A_NUMBER);
        } else if (options.storeArg() > 0) {
            store();
        } else {
            show();
        }
    }

    /** Takes the elements in the order that they have, the last one first if a descending order is asked for. */
    private void takeInOrder(final SortSource source, final long from, final long count) {
        final boolean isReversed = options.isDescending() && !source.isSet();
        final long first = isReversed ? source.size() - from - count : from;
        source.forEach(first, count,
            (address, length) -> elements.add(new SortElement(NativeMemory.toArray(address, length), 0, null)));
        if (isReversed) {
            Collections.reverse(elements);
        }
        if (source.isSet()) {
            keep(from, count);
        }
    }

    private void takeSorted(final SortSource source, final long from, final long count) {
        if (options.weights() == null) {
            source.forEach(0, source.size(), this::add);
        } else {
            // What patterns lead to is looked up when nothing reads from the source any more: keys may expire.
            source.forEach(0, source.size(),
                (address, length) -> elements.add(new SortElement(NativeMemory.toArray(address, length), 0, null)));
            elements.replaceAll(each -> weighed(each.text()));
        }
        final Comparator<SortElement> order = options.isAlpha() ? SortElement.BY_BYTES : SortElement.BY_NUMBER;
        elements.sort(options.isDescending() ? order.reversed() : order);
        keep(from, count);
    }

    private void add(final long address, final int length) {
        final byte[] text = NativeMemory.toArray(address, length);
        elements.add(options.isAlpha() ? new SortElement(text, 0, text)
            : new SortElement(text, number(address, length), null));
    }

    private SortElement weighed(final byte[] text) {
        if (!values.find(context, options.weights(), text)) {
            return new SortElement(text, 0, null);
        }
        return options.isAlpha()
            ? new SortElement(text, 0, NativeMemory.toArray(values.address(), values.length()))
            : new SortElement(text, number(values.address(), values.length()), null);
    }

    private double number(final long address, final int length) {
        final double number = DoubleText.parseInRange(address, length);
        isRefused |= Double.isNaN(number);
        return number;
    }

    private void keep(final long from, final long count) {
        elements.subList((int) (from + count), elements.size()).clear();
        elements.subList(0, (int) from).clear();
    }

    private void show() {
        final ReplyWriter reply = context.reply();
        final List<KeyPattern> gets = options.gets();
        reply.array(elements.size() * Math.max(1, gets.size()));
        for (final SortElement element : elements) {
            if (gets.isEmpty()) {
                reply.bulk(element.text());
            }
            for (final KeyPattern get : gets) {
                if (values.find(context, get, element.text())) {
                    reply.bulk(values.address(), values.length());
                } else {
                    reply.nil();
                }
            }
        }
    }

    /** What isn't there is stored as an empty element. */
    private void store() {
        final List<byte[]> stored = new ArrayList<>();
        for (final SortElement element : elements) {
            if (options.gets().isEmpty()) {
                stored.add(element.text());
            }
            for (final KeyPattern get : options.gets()) {
                stored.add(values.find(context, get, element.text())
                    ? NativeMemory.toArray(values.address(), values.length()) : new byte[0]);
            }
        }
        final int arg = options.storeArg();
        final boolean wasThere = context.removeKey(arg);
        if (wasThere || !stored.isEmpty()) {
            record(context.changedAs(), arg, stored);
        }
        if (!stored.isEmpty()) {
            put(arg, stored);
            context.notify(KeyEvent.SORTSTORE, arg);
        } else if (wasThere) {
            context.notify(KeyEvent.DEL, arg);
        }
        context.reply().integer(stored.size());
    }

    private void record(final EffectWriter effect, final int arg, final List<byte[]> stored) {
        if (effect == null) {
            return;
        }
        effect.begin(2).text("DEL").bytes(context.argAddress(arg), context.argLength(arg));
        for (int from = 0; from < stored.size(); from += ELEMENTS_PER_EFFECT) {
            final List<byte[]> batch = stored.subList(from, Math.min(stored.size(), from + ELEMENTS_PER_EFFECT));
            effect.begin(2 + batch.size()).text("RPUSH").bytes(context.argAddress(arg), context.argLength(arg));
            batch.forEach(effect::bytes);
        }
    }

    private void put(final int arg, final List<byte[]> stored) {
        final ListValue list = new ListValue(context.databaseFor(arg), context.hash(arg), context.argAddress(arg),
            context.argLength(arg), NONE, context.newAccess(), context.server().listLimits());
        long bytes = 0;
        for (final byte[] each : stored) {
            bytes += ListElements.bytes(each.length);
        }
        list.prepareToPush(bytes, stored.size());
        for (final byte[] each : stored) {
            final NativeBuffer element = context.scratch();
            element.putBytes(each);
            list.push(false, element.address(), element.length());
        }
    }
}
