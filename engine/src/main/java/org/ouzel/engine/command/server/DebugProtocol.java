package org.ouzel.engine.command.server;

import java.util.Locale;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.ReplyWriter;

/** DEBUG PROTOCOL: an example of each reply type, for the tests of client libraries. */
final class DebugProtocol {
    private static final int TYPE_ARG = 2;
    private static final int ELEMENT_COUNT = 3;

    private DebugProtocol() {
    }

    static void execute(final CommandContext context) {
        final ReplyWriter reply = context.reply();
        switch (context.argText(TYPE_ARG).toLowerCase(Locale.ROOT)) {
            case "string" -> reply.bulk("Hello World");
            case "integer" -> reply.integer(12_345);
            case "double" -> reply.doubleText("3.141");
            case "null" -> reply.nil();
            case "array" -> {
                reply.array(ELEMENT_COUNT);
                writeNumbers(reply);
            }
            case "set" -> {
                reply.set(ELEMENT_COUNT);
                writeNumbers(reply);
            }
            case "map" -> {
                reply.map(ELEMENT_COUNT);
                for (int i = 0; i < ELEMENT_COUNT; i++) {
                    reply.integer(i);
                    reply.bool(i == 1);
                }
            }
            case "attrib" -> attribute(reply);
            case "push" -> push(reply);
            case "verbatim" -> reply.verbatim("txt", "This is a verbatim\nstring");
            case "true" -> reply.bool(true);
            case "false" -> reply.bool(false);
            case "bignum" -> reply.bigNumber("1234567999999999999999999999999999999");
            default -> reply.error("ERR Wrong protocol type name. Please use one of the following: string|integer|"
                + "double|bignum|null|array|set|map|attrib|push|verbatim|true|false");
        }
    }

    private static void writeNumbers(final ReplyWriter reply) {
        for (int i = 0; i < ELEMENT_COUNT; i++) {
            reply.integer(i);
        }
    }

    /** In RESP2 there is only the reply that the attribute would go with. */
    private static void attribute(final ReplyWriter reply) {
        if (reply.isResp3()) {
            final NativeBuffer buffer = reply.buffer();
            buffer.putByte((byte) '|');
            buffer.putByte((byte) '1');
            buffer.putByte((byte) '\r');
            buffer.putByte((byte) '\n');
            reply.bulk("key-popularity");
            reply.array(2);
            reply.bulk("key:123");
            reply.integer(90);
        }
        reply.bulk("Some real reply following the attribute");
    }

    private static void push(final ReplyWriter reply) {
        if (!reply.isResp3()) {
            reply.error("ERR RESP2 is not supported by this command");
            return;
        }
        reply.push(2);
        reply.bulk("server-cpu-usage");
        reply.integer(42);
    }
}
