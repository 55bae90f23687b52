package org.ouzel.engine.command.hash;

import org.ouzel.engine.command.CommandContext;

/** The words EX, PX, EXAT and PXAT of HGETEX and HSETEX. */
enum ExpiryOption {
    NONE(false, false), EX(true, true), PX(false, true), EXAT(true, false), PXAT(false, false);

    private final boolean isSeconds;
    private final boolean isRelative;

    ExpiryOption(final boolean isSeconds, final boolean isRelative) {
        this.isSeconds = isSeconds;
        this.isRelative = isRelative;
    }

    /** Returns the option that an argument is. */
    static ExpiryOption at(final CommandContext context, final int arg) {
        return context.argIs(arg, "ex") ? EX : context.argIs(arg, "px") ? PX
            : context.argIs(arg, "exat") ? EXAT : context.argIs(arg, "pxat") ? PXAT : NONE;
    }

    /** Returns whether the moment counts from now. */
    boolean isRelative() {
        return isRelative;
    }

    /** Reads the option's moment in Unix milliseconds; answers the client where it is none. */
    long require(final CommandContext context, final int arg) {
        return FieldArguments.requireExpiry(context, arg, isSeconds, isRelative);
    }
}
