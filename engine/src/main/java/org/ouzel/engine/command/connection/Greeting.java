package org.ouzel.engine.command.connection;

import org.ouzel.engine.Version;
import org.ouzel.engine.access.User;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.engine.session.Session;
import org.ouzel.protocol.ReplyWriter;

/**
 * HELLO and AUTH. On the session's IO loop; the answer to a password may come later.
 *
 * <p>Differs from Redis in one more entry at the end of HELLO's map: {@code ouzel_version}.
 */
final class Greeting {
    private static final int MIN_VERSION = 2;
    private static final int MAX_VERSION = 3;
    private static final int MAX_AUTH_ARG_COUNT = 3;
    private static final int FIRST_OPTION = 2;
    private static final int ENTRY_COUNT = 8;
    private static final String NOT_A_VERSION = "ERR Protocol version is not an integer or out of range";
    private static final String NO_PASSWORD_SET = "ERR AUTH <password> called without any password configured for the"
        + " default user. Are you sure your configuration is correct?";
    private static final String NOT_AUTHENTICATED = "NOAUTH HELLO must be called with the client already authenticated,"
        + " otherwise the HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client and select the"
        + " RESP protocol version at the same time";
    private static final String WRONG_PASSWORD = "WRONGPASS invalid username-password pair or user is disabled.";

    private Greeting() {
    }

    static void auth(final CommandContext context) {
        if (context.argCount() > MAX_AUTH_ARG_COUNT) {
            context.syntaxError();
        } else if (context.argCount() < MAX_AUTH_ARG_COUNT) {
            if (context.server().access().isDefaultOpen()) {
                context.reply().error(NO_PASSWORD_SET);
            } else {
                authenticate(context, User.DEFAULT_NAME, context.argBytes(1));
            }
        } else {
            authenticate(context, context.argText(1), context.argBytes(2));
        }
    }

    private static void authenticate(final CommandContext context, final String name, final byte[] password) {
        context.server().access().authenticate(context, name, password, (answering, isGranted) -> {
            if (isGranted) {
                answering.reply().ok();
            } else {
                answering.reply().error(WRONG_PASSWORD);
            }
        });
    }

    static void hello(final CommandContext context) {
        final Session session = context.session();
        int version = session.respVersion();
        if (context.argCount() > 1) {
            if (!context.isLong(1)) {
                context.reply().error(NOT_A_VERSION);
                return;
            }
            if (context.parsedLong() < MIN_VERSION || context.parsedLong() > MAX_VERSION) {
                context.reply().error(Errors.NO_PROTOCOL);
                return;
            }
            version = (int) context.parsedLong();
        }
        String name = null;
        int userArg = 0;
        for (int i = FIRST_OPTION; i < context.argCount();) {
            final int moreCount = context.argCount() - 1 - i;
            if (context.argIs(i, "auth") && moreCount >= 2) {
                userArg = i + 1;
                i += 3;
            } else if (context.argIs(i, "setname") && moreCount >= 1) {
                name = context.argText(i + 1);
                if (!ClientSelf.isPlain(name)) {
                    context.reply().error(ClientSelf.INVALID_NAME);
                    return;
                }
                i += 2;
            } else {
                context.reply().error("ERR Syntax error in HELLO option '" + context.argText(i) + "'");
                return;
            }
        }
        if (userArg == 0) {
            greet(context, version, name);
            return;
        }
        final int chosenVersion = version;
        final String chosenName = name;
        context.server().access().authenticate(context, context.argText(userArg), context.argBytes(userArg + 1),
            (answering, isGranted) -> {
                if (isGranted) {
                    greet(answering, chosenVersion, chosenName);
                } else {
                    answering.reply().error(WRONG_PASSWORD);
                }
            });
    }

    private static void greet(final CommandContext context, final int version, final String name) {
        final Session session = context.session();
        if (!session.isAuthenticated()) {
            context.reply().error(NOT_AUTHENTICATED);
            return;
        }
        if (name != null) {
            session.setName(name);
        }
        context.switchProtocol(version);
        describe(context.reply(), session);
    }

    private static void describe(final ReplyWriter reply, final Session session) {
        reply.map(ENTRY_COUNT);
        reply.bulk("server");
        reply.bulk("redis");
        reply.bulk("version");
        reply.bulk(Version.REDIS);
        reply.bulk("proto");
        reply.integer(session.respVersion());
        reply.bulk("id");
        reply.integer(session.id());
        reply.bulk("mode");
        reply.bulk("standalone");
        reply.bulk("role");
        reply.bulk("master");
        reply.bulk("modules");
        reply.array(0);
        reply.bulk("ouzel_version");
        reply.bulk(Version.OUZEL);
    }
}
