package org.ouzel.engine.command.geo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.Errors;
import org.ouzel.protocol.DoubleText;
import org.ouzel.protocol.ReplyWriter;

/** Coordinates as requests give them and replies show them. */
final class GeoArguments {
    private static final int SHOWN_DECIMALS = 17;
    private static final int ERROR_DECIMALS = 6;

    private GeoArguments() {
    }

    /** Returns an argument's number, or NaN where it is none. */
    static double number(final CommandContext context, final int arg) {
        return DoubleText.parse(context.argAddress(arg), context.argLength(arg));
    }

    /** Tells whether a longitude and a latitude follow that can be stored, and answers what is wrong with them. */
    static boolean requireCoordinates(final CommandContext context, final int firstArg) {
        final double longitude = number(context, firstArg);
        final double latitude = number(context, firstArg + 1);
        if (Double.isNaN(longitude) || Double.isNaN(latitude)) {
            context.reply().error(Errors.NOT_A_FLOAT);
            return false;
        }
        if (!Geohash.isAllowed(longitude, latitude)) {
            context.reply().error("ERR invalid longitude,latitude pair " + fixed(longitude) + "," + fixed(latitude));
            return false;
        }
        return true;
    }

    /** Writes the coordinates of a score as an array of two doubles, each with all the decimals that it has. */
    static void replyCoordinates(final ReplyWriter reply, final double longitude, final double latitude) {
        reply.array(2);
        reply.doubleText(shown(longitude));
        reply.doubleText(shown(latitude));
    }

    private static String shown(final double coordinate) {
        return new BigDecimal(coordinate).setScale(SHOWN_DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros()
            .toPlainString();
    }

    private static String fixed(final double number) {
        if (Double.isInfinite(number)) {
            return number < 0 ? "-inf" : "inf";
        }
        final String sign = number < 0 || 1 / number < 0 ? "-" : "";
        return sign + new BigDecimal(Math.abs(number)).setScale(ERROR_DECIMALS, RoundingMode.HALF_EVEN)
            .toPlainString();
    }
}
