package org.ouzel.engine.command.connection;

import java.util.Locale;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.session.ReplyMode;
import org.ouzel.engine.session.Session;

/** What a client says and asks about itself: the subcommands of CLIENT that touch the session alone. */
final class ClientSelf {
    static final String INVALID_NAME = "ERR Client names cannot contain spaces, newlines or special characters.";

    private static final int FIRST_ARG = 2;

    private ClientSelf() {
    }

    /** Takes note of nothing: no reply here depends on a client's capabilities. */
    static void capa(final CommandContext context) {
        context.reply().ok();
    }

    static void id(final CommandContext context) {
        context.reply().integer(context.session().id());
    }

    /** The name, or null without one. */
    static void getName(final CommandContext context) {
        final String name = context.session().name();
        if (name.isEmpty()) {
            context.reply().nil();
        } else {
            context.reply().bulk(name);
        }
    }

    /** An empty name takes the name away. */
    static void setName(final CommandContext context) {
        final String name = context.argText(FIRST_ARG);
        if (isPlain(name)) {
            context.session().setName(name);
            context.reply().ok();
        } else {
            context.reply().error(INVALID_NAME);
        }
    }

    static void setInfo(final CommandContext context) {
        final String attribute = context.argText(FIRST_ARG);
        final String value = context.argText(FIRST_ARG + 1);
        final boolean isName = "lib-name".equals(attribute.toLowerCase(Locale.ROOT));
        if (!isName && !"lib-ver".equals(attribute.toLowerCase(Locale.ROOT))) {
            context.reply().error("ERR Unrecognized option '" + attribute + "'");
        } else if (!isPlain(value)) {
            context.reply().error("ERR " + attribute + " cannot contain spaces, newlines or special characters.");
        } else {
            if (isName) {
                context.session().setLibraryName(value);
            } else {
                context.session().setLibraryVersion(value);
            }
            context.reply().ok();
        }
    }

    static void noEvict(final CommandContext context) {
        final Boolean isOn = onOrOff(context);
        if (isOn != null) {
            context.session().setNoEvict(isOn);
            context.reply().ok();
        }
    }

    static void noTouch(final CommandContext context) {
        final Boolean isOn = onOrOff(context);
        if (isOn != null) {
            context.session().setNoTouch(isOn);
            context.reply().ok();
        }
    }

    /** ON is answered; OFF and SKIP aren't, which the ingress sees to. */
    static void reply(final CommandContext context) {
        final Session session = context.session();
        if (context.argIs(FIRST_ARG, "on")) {
            session.setReplyMode(ReplyMode.ON);
            context.reply().ok();
        } else if (context.argIs(FIRST_ARG, "off")) {
            session.setReplyMode(ReplyMode.OFF);
        } else if (context.argIs(FIRST_ARG, "skip")) {
            if (session.replyMode() != ReplyMode.OFF) {
                session.setReplyMode(ReplyMode.SKIP_NEXT);
            }
        } else {
            context.syntaxError();
        }
    }

    /** Tells whether a name may appear in CLIENT LIST: printable ASCII without blanks. */
    static boolean isPlain(final String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '!' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static Boolean onOrOff(final CommandContext context) {
        if (context.argIs(FIRST_ARG, "on")) {
            return true;
        }
        if (context.argIs(FIRST_ARG, "off")) {
            return false;
        }
        context.syntaxError();
        return null;
    }
}
