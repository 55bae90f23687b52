package org.ouzel.engine.command.entity;

import static org.ouzel.engine.store.SegmentedIndex.NONE;

import java.nio.charset.StandardCharsets;
import org.ouzel.engine.KeySlot;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.command.StringValue;
import org.ouzel.engine.command.hash.HashParts;
import org.ouzel.engine.command.list.ListParts;
import org.ouzel.engine.command.set.SetParts;
import org.ouzel.engine.observe.KeyEvent;
import org.ouzel.engine.store.Database;
import org.ouzel.engine.store.EntryDescriptor;
import org.ouzel.engine.type.StringForm;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;

/**
 * What an entity is. One with parts is what its key holds; for one without, since empty collections don't exist, the
 * type that CREATE gave it stands in a string beside it, {@code {name}.}, on the same shard. Nobody's part has that
 * name, nothing being behind the dot.
 */
enum EntityType {
    HASHMAP("hashmap", EntryDescriptor.TYPE_HASH, new HashParts()),
    SET("set", EntryDescriptor.TYPE_SET, new SetParts()),
    LIST("list", EntryDescriptor.TYPE_LIST, new ListParts());

    private final String word;
    private final int type;
    private final byte[] wordBytes;
    private final EntityParts parts;

    EntityType(final String word, final int type, final EntityParts parts) {
        this.word = word;
        this.wordBytes = word.getBytes(StandardCharsets.US_ASCII);
        this.type = type;
        this.parts = parts;
    }

    EntityParts parts() {
        return parts;
    }

    /** Returns the type that an argument of CREATE names, or null. */
    static EntityType named(final CommandContext context, final int arg) {
        for (final EntityType each : values()) {
            if (context.argIs(arg, each.word)) {
                return each;
            }
        }
        return null;
    }

    /** Returns what a key is, or null where it holds something that has no parts. A missing one is a hash by itself. */
    static EntityType of(final CommandContext context, final int keyArg) {
        final long entry = context.peek(keyArg);
        for (final EntityType each : values()) {
            if (entry != NONE && EntryDescriptor.type(entry) == each.type) {
                return each;
            }
        }
        return entry == NONE ? declared(context, keyArg) : null;
    }

    private static EntityType declared(final CommandContext context, final int keyArg) {
        final long entry = findDeclaration(context, keyArg);
        if (entry != NONE && EntryDescriptor.type(entry) == EntryDescriptor.TYPE_STRING) {
            final StringValue value = context.stringValue(entry);
            final String found = NativeMemory.toText(value.address(), value.length());
            for (final EntityType each : values()) {
                if (each.word.equals(found)) {
                    return each;
                }
            }
        }
        return HASHMAP;
    }

    /** Tells whether there is anything in a key's place, or in its declaration's. */
    static boolean isTaken(final CommandContext context, final int keyArg) {
        return context.peek(keyArg) != NONE || findDeclaration(context, keyArg) != NONE;
    }

    private static long findDeclaration(final CommandContext context, final int keyArg) {
        final NativeBuffer key = declarationKey(context, keyArg);
        return context.databaseFor(keyArg).find(context.server().hashOf(key.address(), key.length()), key.address(),
            key.length(), context.nowMs());
    }

    /** Tells whether a declaration would be kept where the key is: not if the name holds a brace by itself. */
    static boolean isDeclarable(final CommandContext context, final int keyArg) {
        final NativeBuffer key = declarationKey(context, keyArg);
        return KeySlot.of(key.address(), key.length())
            == KeySlot.of(context.argAddress(keyArg), context.argLength(keyArg));
    }

    /** Writes down that a key is of this type. */
    void declare(final CommandContext context, final int keyArg) {
        final NativeBuffer key = declarationKey(context, keyArg);
        final int keyLength = key.length();
        key.putBytes(wordBytes);
        final Database database = context.databaseFor(keyArg);
        StringForm.put(database, context.server().hashOf(key.address(), keyLength), key.address(), keyLength,
            key.address() + keyLength, wordBytes.length, EntryDescriptor.NO_EXPIRY, context.newAccess());
        final EffectWriter effect = context.changedAs();
        if (effect != null) {
            effect.begin(3).text("SET").bytes(key.address(), keyLength).text(word);
        }
        context.shard().observers().changed(KeyEvent.SET, database, key.address(), keyLength);
    }

    private static NativeBuffer declarationKey(final CommandContext context, final int keyArg) {
        final long address = context.argAddress(keyArg);
        final int length = context.argLength(keyArg);
        final boolean isTagged = hasTag(address, length);
        final NativeBuffer key = context.scratch();
        if (!isTagged) {
            key.putByte((byte) '{');
        }
        key.putBytes(address, length);
        if (!isTagged) {
            key.putByte((byte) '}');
        }
        key.putByte((byte) '.');
        return key;
    }

    private static boolean hasTag(final long address, final int length) {
        final String name = NativeMemory.toText(address, length);
        final int open = name.indexOf('{');
        return open >= 0 && name.indexOf('}', open) > open + 1;
    }
}
