package org.ouzel.engine.command.geo;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.sortedset.ZaddCommand;

/** GEOADD {@code key [NX | XX] [CH] longitude latitude member [longitude latitude member ...]}. */
final class GeoaddCommand {
    private static final int PLACE_ARGS = 3;

    private GeoaddCommand() {
    }

    static void execute(final CommandContext context) {
        int flags = 0;
        int arg = 2;
        for (int flag = flag(context, arg); flag != 0; flag = ++arg < context.argCount() ? flag(context, arg) : 0) {
            flags |= flag;
        }
        final int rest = context.argCount() - arg;
        if (rest == 0 || rest % PLACE_ARGS != 0 || flags == (flags | ZaddCommand.NX | ZaddCommand.XX)) {
            context.syntaxError();
            return;
        }
        final double[] scores = new double[rest / PLACE_ARGS];
        for (int i = 0; i < scores.length; i++) {
            final int place = arg + i * PLACE_ARGS;
            if (!GeoArguments.requireCoordinates(context, place)) {
                return;
            }
            scores[i] = Geohash.encode(GeoArguments.number(context, place), GeoArguments.number(context, place + 1));
        }
        ZaddCommand.add(context, flags, scores, arg + 2, PLACE_ARGS);
    }

    private static int flag(final CommandContext context, final int arg) {
        return context.argIs(arg, "nx") ? ZaddCommand.NX : context.argIs(arg, "xx") ? ZaddCommand.XX
            : context.argIs(arg, "ch") ? ZaddCommand.CH : 0;
    }
}
