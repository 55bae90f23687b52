package org.ouzel.persistence;

import java.io.IOException;
import java.util.List;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.ContextLocal;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.persistence.rdb.DumpPayload;
import org.ouzel.protocol.NativeBuffer;

/** FUNCTION DUMP and FUNCTION RESTORE: all libraries of a namespace in one payload. */
final class FunctionDumpCommands {
    private static final ContextLocal<DumpPayload> PAYLOADS = new ContextLocal<>(DumpPayload::new);
    private static final int PAYLOAD_ARG = 2;
    private static final int POLICY_ARG = 3;

    private FunctionDumpCommands() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("function|dump", FunctionDumpCommands::dump);
        bindings.bind("function|restore", FunctionDumpCommands::restore);
    }

    private static void dump(final CommandContext context) {
        final NativeBuffer payload = context.local(PAYLOADS).writeFunctions(
            context.server().scripts().functions().sources(context.event().namespace()),
            context.server().settings().isOn(SettingsTable.RDBCOMPRESSION));
        context.reply().bulk(payload.address(), payload.length());
    }

    /** {@code payload [FLUSH | APPEND | REPLACE]}. */
    private static void restore(final CommandContext context) {
        final boolean hasPolicy = context.argCount() > POLICY_ARG;
        final boolean isFlushing = hasPolicy && context.argIs(POLICY_ARG, "flush");
        final boolean isReplacing = hasPolicy && context.argIs(POLICY_ARG, "replace");
        if (context.argCount() > POLICY_ARG + 1) {
            context.reply().error(Errors.badSubcommand(context.argText(1), "FUNCTION"));
            return;
        }
        if (hasPolicy && !isFlushing && !isReplacing && !context.argIs(POLICY_ARG, "append")) {
            context.reply().error("ERR Wrong restore policy given, value should be either FLUSH, APPEND or REPLACE.");
            return;
        }
        final long payload = context.argAddress(PAYLOAD_ARG);
        final int length = context.argLength(PAYLOAD_ARG);
        if (!DumpPayload.isIntact(payload, length)) {
            context.reply().error("ERR DUMP payload version or checksum are wrong");
            return;
        }
        final List<byte[]> libraries;
        try {
            libraries = context.local(PAYLOADS).readFunctions(payload, length);
        } catch (final IOException e) {
            context.reply().error("ERR given type is not a function");
            return;
        }
        final String error = context.server().scripts().functions().restore(context.event().namespace(), libraries,
            isFlushing, isReplacing);
        if (error != null) {
            context.reply().error(error);
            return;
        }
        context.changed();
        context.reply().ok();
    }
}
