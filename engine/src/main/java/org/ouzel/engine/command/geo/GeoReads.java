package org.ouzel.engine.command.geo;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.sortedset.SortedSets;
import org.ouzel.engine.type.SortedSetValue;

/** Commands that read places by their names: GEODIST, GEOHASH, GEOPOS. */
final class GeoReads {
    private GeoReads() {
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("geodist", GeoReads::distance);
        bindings.bind("geohash", GeoReads::texts);
        bindings.bind("geopos", GeoReads::coordinates);
    }

    /** GEODIST {@code key member1 member2 [M | KM | FT | MI]}: null where one of them is missing. */
    private static void distance(final CommandContext context) {
        if (context.argCount() > 5) {
            context.syntaxError();
            return;
        }
        final double unit = context.argCount() == 5 ? GeoDistance.unit(context, 4) : 1;
        final SortedSetValue set = unit > 0 ? SortedSets.forReading(context, 1) : null;
        if (set == null) {
            return;
        }
        if (!set.find(context.argAddress(2), context.argLength(2))) {
            context.reply().nil();
            return;
        }
        final double score = set.score();
        if (!set.find(context.argAddress(3), context.argLength(3))) {
            context.reply().nil();
            return;
        }
        GeoDistance.reply(context.reply(), GeoDistance.between(Geohash.longitude(score), Geohash.latitude(score),
            Geohash.longitude(set.score()), Geohash.latitude(set.score())) / unit);
    }

    private static void texts(final CommandContext context) {
        final SortedSetValue set = SortedSets.forReading(context, 1);
        if (set == null) {
            return;
        }
        context.reply().array(context.argCount() - 2);
        for (int arg = 2; arg < context.argCount(); arg++) {
            if (set.find(context.argAddress(arg), context.argLength(arg))) {
                context.reply().bulk(Geohash.text(Geohash.longitude(set.score()), Geohash.latitude(set.score())));
            } else {
                context.reply().nil();
            }
        }
    }

    private static void coordinates(final CommandContext context) {
        final SortedSetValue set = SortedSets.forReading(context, 1);
        if (set == null) {
            return;
        }
        context.reply().array(context.argCount() - 2);
        for (int arg = 2; arg < context.argCount(); arg++) {
            if (set.find(context.argAddress(arg), context.argLength(arg))) {
                GeoArguments.replyCoordinates(context.reply(), Geohash.longitude(set.score()),
                    Geohash.latitude(set.score()));
            } else {
                context.reply().nilArray();
            }
        }
    }
}
