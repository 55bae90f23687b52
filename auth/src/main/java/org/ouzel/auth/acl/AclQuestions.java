package org.ouzel.auth.acl;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.ouzel.engine.access.AccessDenial;
import org.ouzel.engine.command.AclCategory;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.CommandSpec;
import org.ouzel.engine.command.CommandTable;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.command.KeyList;
import org.ouzel.engine.command.RequestArguments;
import org.ouzel.protocol.ReplyWriter;

/** The subcommands of ACL that change no user. */
final class AclQuestions {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int FIRST_ARG = 2;
    private static final int DRY_COMMAND_ARG = 3;
    private static final int LOG_ENTRY_COUNT = 10;
    private static final int DEFAULT_LOG_COUNT = 10;
    private static final int DEFAULT_BIT_COUNT = 256;
    private static final int MAX_BIT_COUNT = 4096;
    private static final int BITS_PER_DIGIT = 4;
    private static final int MAX_SHOWN_NAME = 128;
    private static final double MS_PER_SECOND = 1000.0;

    private final AclAccess access;

    AclQuestions(final AclAccess access) {
        this.access = access;
    }

    void whoAmI(final CommandContext context) {
        context.reply().bulk(LatinText.bytes(context.event().user().name()));
    }

    /** The categories' names, or the names of one's commands and subcommands. */
    void categories(final CommandContext context) {
        final ReplyWriter reply = context.reply();
        if (context.argCount() > FIRST_ARG + 1) {
            reply.error(Errors.badSubcommand(context.argText(1), "ACL"));
            return;
        }
        if (context.argCount() == FIRST_ARG) {
            reply.array(AclCategory.values().length);
            for (final AclCategory each : AclCategory.values()) {
                reply.bulk(each.text());
            }
            return;
        }
        final String name = context.argText(FIRST_ARG);
        final AclCategory category = AclCategory.find(name);
        if (category == null) {
            reply.error("ERR Unknown category '" + name.substring(0, Math.min(MAX_SHOWN_NAME, name.length())) + "'");
            return;
        }
        final List<CommandSpec> commands = access.table().all().stream().filter(spec -> spec.isIn(category)).toList();
        reply.array(commands.size());
        commands.forEach(spec -> reply.bulk(spec.name()));
    }

    /** Random hexadecimal digits, 64 unless a number of bits is given. */
    void generatePassword(final CommandContext context) {
        if (context.argCount() > FIRST_ARG + 1) {
            context.reply().error(Errors.badSubcommand(context.argText(1), "ACL"));
            return;
        }
        long bitCount = DEFAULT_BIT_COUNT;
        if (context.argCount() > FIRST_ARG) {
            if (!context.requireLong(FIRST_ARG)) {
                return;
            }
            bitCount = context.parsedLong();
        }
        if (bitCount <= 0 || bitCount > MAX_BIT_COUNT) {
            context.reply().error("ERR ACL GENPASS argument must be the number of bits for the output password, a"
                + " positive number up to " + MAX_BIT_COUNT);
            return;
        }
        context.reply().bulk(randomDigits(((int) bitCount + BITS_PER_DIGIT - 1) / BITS_PER_DIGIT));
    }

    static String randomDigits(final int count) {
        final byte[] bytes = new byte[(count + 1) / 2];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes).substring(0, count);
    }

    /** OK, or the reason against it. */
    void dryRun(final CommandContext context) {
        final AclUser user = access.rules(context.argText(FIRST_ARG));
        if (user == null) {
            context.reply().error("ERR User '" + context.argText(FIRST_ARG) + "' not found");
            return;
        }
        final RequestArguments request = new InnerRequest(context, DRY_COMMAND_ARG);
        final CommandSpec spec = find(request);
        if (spec == null) {
            context.reply().error("ERR Command '" + context.argText(DRY_COMMAND_ARG) + "' not found");
        } else if (!spec.isArgCountAllowed(request.argCount())) {
            context.reply().error(Errors.wrongArity(spec.name()));
        } else {
            final AccessDenial denial = access.find(user.name()).permissions().rules()
                .check(spec, request, new KeyList());
            if (denial == null) {
                context.reply().ok();
            } else {
                context.reply().bulk(LatinText.bytes(denial.detail(user.name(), spec,
                    context.argText(DRY_COMMAND_ARG + denial.argument()))));
            }
        }
    }

    private CommandSpec find(final RequestArguments request) {
        final CommandTable table = access.table();
        final CommandSpec spec = table.find(request.argAddress(0), request.argLength(0));
        return spec == null || !spec.isContainer() || request.argCount() == 1
            ? spec : table.findSubcommand(spec, request.argAddress(1), request.argLength(1));
    }

    /** The latest refusals, each a map of ten entries; RESET forgets them. */
    void log(final CommandContext context) {
        long count = DEFAULT_LOG_COUNT;
        if (context.argCount() > FIRST_ARG + 1) {
            context.reply().error(Errors.badSubcommand(context.argText(1), "ACL"));
            return;
        }
        if (context.argCount() > FIRST_ARG) {
            if (context.argIs(FIRST_ARG, "reset")) {
                access.log().reset();
                context.reply().ok();
                return;
            }
            if (!context.requireLong(FIRST_ARG)) {
                return;
            }
            count = Math.max(0, context.parsedLong());
        }
        final List<AclLog.Entry> entries = access.log().latest(count);
        context.reply().array(entries.size());
        entries.forEach(entry -> write(entry, context.nowMs(), context.reply()));
    }

    private static void write(final AclLog.Entry entry, final long nowMs, final ReplyWriter reply) {
        reply.map(LOG_ENTRY_COUNT);
        reply.bulk("count");
        reply.integer(entry.count());
        reply.bulk("reason");
        reply.bulk(entry.reason().text());
        reply.bulk("context");
        reply.bulk(entry.origin().text());
        reply.bulk("object");
        reply.bulk(LatinText.bytes(entry.object()));
        reply.bulk("username");
        reply.bulk(LatinText.bytes(entry.userName()));
        reply.bulk("age-seconds");
        reply.number((nowMs - entry.createdMs()) / MS_PER_SECOND);
        reply.bulk("client-info");
        reply.bulk(LatinText.bytes(entry.clientLine()));
        reply.bulk("entry-id");
        reply.integer(entry.id());
        reply.bulk("timestamp-created");
        reply.integer(entry.createdMs());
        reply.bulk("timestamp-last-updated");
        reply.integer(entry.updatedMs());
    }
}
