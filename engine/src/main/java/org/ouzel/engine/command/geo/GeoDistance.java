package org.ouzel.engine.command.geo;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.protocol.ReplyWriter;

/**
 * Distances on a globe, in metres, by the haversine formula, and the units that they are given and shown in.
 *
 * <p>{@link StrictMath} is used throughout: a result must be the same on every machine that repeats a command.
 */
final class GeoDistance {
    static final double EARTH_RADIUS_M = 6372797.560856;

    private static final double RADIANS_PER_DEGREE = Math.PI / 180;
    private static final String BAD_UNIT = "ERR unsupported unit provided. please use M, KM, FT, MI";
    private static final long TEN_THOUSANDTHS = 10_000;

    private GeoDistance() {
    }

    static double toRadians(final double degrees) {
        return degrees * RADIANS_PER_DEGREE;
    }

    static double toDegrees(final double radians) {
        return radians / RADIANS_PER_DEGREE;
    }

    /** Returns the distance between two places of one longitude, given by their latitudes in degrees. */
    static double between(final double latitude, final double otherLatitude) {
        return EARTH_RADIUS_M * Math.abs(toRadians(otherLatitude) - toRadians(latitude));
    }

    /** Returns the distance between two places, given in degrees. */
    static double between(final double longitude, final double latitude, final double otherLongitude,
        final double otherLatitude) {
        final double v = StrictMath.sin((toRadians(otherLongitude) - toRadians(longitude)) / 2);
        if (v == 0) {
            return between(latitude, otherLatitude);
        }
        final double radians = toRadians(latitude);
        final double otherRadians = toRadians(otherLatitude);
        final double u = StrictMath.sin((otherRadians - radians) / 2);
        final double a = u * u + StrictMath.cos(radians) * StrictMath.cos(otherRadians) * v * v;
        return 2.0 * EARTH_RADIUS_M * StrictMath.asin(Math.sqrt(a));
    }

    /** Returns the metres of the unit that an argument names; 0 where it names none, which has been answered. */
    static double unit(final CommandContext context, final int arg) {
        if (context.argIs(arg, "m")) {
            return 1;
        }
        if (context.argIs(arg, "km")) {
            return 1000;
        }
        if (context.argIs(arg, "ft")) {
            return 0.3048;
        }
        if (context.argIs(arg, "mi")) {
            return 1609.34;
        }
        context.reply().error(BAD_UNIT);
        return 0;
    }

    /** Writes a distance as a bulk string with four decimals, in RESP3 as well. */
    static void reply(final ReplyWriter reply, final double distance) {
        final long scaled = (long) Math.rint(distance * TEN_THOUSANDTHS);
        final String decimals = Long.toString(TEN_THOUSANDTHS + scaled % TEN_THOUSANDTHS).substring(1);
        reply.bulk(scaled / TEN_THOUSANDTHS + "." + decimals);
    }
}
