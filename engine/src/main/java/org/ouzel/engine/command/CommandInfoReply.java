package org.ouzel.engine.command;

import java.util.List;
import org.ouzel.protocol.ReplyWriter;

/**
 * Writes what COMMAND INFO says about a command.
 *
 * <pre>
 * array of 10: name, arity, set of flags, first key, last key, step, set of @categories, set of tips,
 *              set of key specifications, set of subcommands (each the same array)
 * key specification: map of flags, begin_search and find_keys; the latter two maps of type and spec
 * </pre>
 *
 * <p>Sets and maps are arrays in RESP2. Source: redis.io, COMMAND and key specifications; their notes are left out.
 */
final class CommandInfoReply {
    private static final int ELEMENT_COUNT = 10;

    private CommandInfoReply() {
    }

    static void write(final CommandSpec spec, final ReplyWriter reply) {
        reply.array(ELEMENT_COUNT);
        reply.bulk(spec.name());
        reply.integer(spec.arity());
        writeFlags(spec, reply);
        reply.integer(spec.firstKey());
        reply.integer(spec.lastKey());
        reply.integer(spec.keyStep());
        writeCategories(spec, reply);
        reply.set(spec.tips().size());
        for (final String tip : spec.tips()) {
            reply.bulk(tip);
        }
        reply.set(spec.keySpecCount());
        for (int i = 0; i < spec.keySpecCount(); i++) {
            write(spec.keySpec(i), reply);
        }
        reply.set(spec.subcommands().size());
        for (final CommandSpec subcommand : spec.subcommands().values()) {
            write(subcommand, reply);
        }
    }

    /** Writes the set of what is done with a key. */
    static void writeKeyFlags(final int flags, final ReplyWriter reply) {
        reply.set(Integer.bitCount(flags));
        for (final KeyFlag flag : KeyFlag.values()) {
            if ((flags & flag.bit()) != 0) {
                reply.simple(flag.text());
            }
        }
    }

    private static void writeFlags(final CommandSpec spec, final ReplyWriter reply) {
        final List<CommandFlag> flags = CommandFlag.listed(spec.flags());
        reply.set(flags.size());
        for (final CommandFlag flag : flags) {
            reply.simple(flag.text());
        }
    }

    private static void writeCategories(final CommandSpec spec, final ReplyWriter reply) {
        reply.set(Long.bitCount(spec.aclCategories()));
        for (final AclCategory category : AclCategory.values()) {
            if (spec.isIn(category)) {
                reply.simple('@' + category.text());
            }
        }
    }

    private static void write(final KeySpec spec, final ReplyWriter reply) {
        reply.map(3);
        reply.bulk("flags");
        writeKeyFlags(spec.flags(), reply);
        reply.bulk("begin_search");
        writeBegin(spec, reply);
        reply.bulk("find_keys");
        writeFind(spec, reply);
    }

    private static void writeBegin(final KeySpec spec, final ReplyWriter reply) {
        switch (spec.begin()) {
            case INDEX:
                writeType("index", 1, reply);
                writeNumber("index", spec.beginIndex(), reply);
                break;
            case KEYWORD:
                writeType("keyword", 2, reply);
                reply.bulk("keyword");
                reply.bulk(spec.keyword());
                writeNumber("startfrom", spec.beginIndex(), reply);
                break;
            default:
                writeType("unknown", 0, reply);
                break;
        }
    }

    private static void writeFind(final KeySpec spec, final ReplyWriter reply) {
        switch (spec.find()) {
            case RANGE:
                writeType("range", 3, reply);
                writeNumber("lastkey", spec.lastKey(), reply);
                writeNumber("keystep", spec.step(), reply);
                writeNumber("limit", spec.limit(), reply);
                break;
            case KEYNUM:
                writeType("keynum", 3, reply);
                writeNumber("keynumidx", spec.keyCountIndex(), reply);
                writeNumber("firstkey", spec.firstKey(), reply);
                writeNumber("keystep", spec.step(), reply);
                break;
            default:
                writeType("unknown", 0, reply);
                break;
        }
    }

    private static void writeType(final String type, final int entryCount, final ReplyWriter reply) {
        reply.map(2);
        reply.bulk("type");
        reply.bulk(type);
        reply.bulk("spec");
        reply.map(entryCount);
    }

    private static void writeNumber(final String name, final int value, final ReplyWriter reply) {
        reply.bulk(name);
        reply.integer(value);
    }
}
