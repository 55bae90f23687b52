package org.ouzel.engine.command.geo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.sortedset.SortedSetResult;
import org.ouzel.engine.command.sortedset.SortedSets;
import org.ouzel.engine.type.SortedSetValue;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;
import org.ouzel.protocol.ReplyWriter;

/**
 * GEOSEARCH, GEOSEARCHSTORE, GEORADIUS, GEORADIUSBYMEMBER and their _RO forms: finds the places inside a circle or a
 * box, and shows them or stores them under a key. What is stored is recorded as members with scores: whether a place
 * lies inside is worked out once.
 */
final class GeoSearchCommand {
    private static final Comparator<GeoMatch> NEAREST_FIRST = Comparator.comparingDouble(GeoMatch::distance);

    private final List<GeoMatch> matches = new ArrayList<>();
    private final CommandContext context;
    private final GeoSearchOptions options;
    private final SortedSetValue set;

    private GeoSearchCommand(final CommandContext context, final GeoSearchOptions options, final SortedSetValue set) {
        this.context = context;
        this.options = options;
        this.set = set;
    }

    static void bind(final HandlerBindings bindings) {
        bindings.bind("geosearch", context -> execute(context, GeoSearchForm.SEARCH));
        bindings.bind("geosearchstore", context -> execute(context, GeoSearchForm.SEARCH_STORE));
        bindings.bind("georadius", context -> execute(context, GeoSearchForm.RADIUS));
        bindings.bind("georadius_ro", context -> execute(context, GeoSearchForm.RADIUS_RO));
        bindings.bind("georadiusbymember", context -> execute(context, GeoSearchForm.BY_MEMBER));
        bindings.bind("georadiusbymember_ro", context -> execute(context, GeoSearchForm.BY_MEMBER_RO));
    }

    private static void execute(final CommandContext context, final GeoSearchForm form) {
        final SortedSetValue set = SortedSets.forReading(context, form.sourceArg());
        if (set == null) {
            return;
        }
        final GeoSearchOptions options = new GeoSearchOptions(context, form, set);
        if (options.read()) {
            new GeoSearchCommand(context, options, set).run();
        }
    }

    private void run() {
        if (!set.isMissing()) {
            GeoCells.covering(options.shape()).forEach(this::searchCell);
        }
        if (options.order() == GeoSearchOptions.Order.ASCENDING) {
            matches.sort(NEAREST_FIRST);
        } else if (options.order() == GeoSearchOptions.Order.DESCENDING) {
            matches.sort(NEAREST_FIRST.reversed());
        }
        final int size = options.count() == 0 ? matches.size() : (int) Math.min(options.count(), matches.size());
        if (options.storeArg() > 0) {
            store(matches.subList(0, size));
        } else {
            show(matches.subList(0, size));
        }
    }

    /** Notes the places of a cell that lie inside; returns whether more are wanted. */
    private boolean searchCell(final long fromScore, final long toScore) {
        final long wanted = options.isAny() ? options.count() : Long.MAX_VALUE;
        final long from = set.countBelow(fromScore, false);
        final long to = set.countBelow(toScore, false);
        for (long rank = from; rank < to && matches.size() < wanted; rank++) {
            if (rank == from) {
                set.seek(rank);
            } else {
                set.next();
            }
            final double score = set.score();
            final double longitude = Geohash.longitude(score);
            final double latitude = Geohash.latitude(score);
            final double distance = options.shape().distanceWithin(longitude, latitude);
            if (!(distance < 0)) {
                matches.add(new GeoMatch(NativeMemory.toArray(set.address(), set.length()), score, longitude, latitude,
                    distance));
            }
        }
        return matches.size() < wanted;
    }

    private void show(final List<GeoMatch> shown) {
        final ReplyWriter reply = context.reply();
        final int width = 1 + (options.hasDistance() ? 1 : 0) + (options.hasHash() ? 1 : 0)
            + (options.hasCoordinates() ? 1 : 0);
        reply.array(shown.size());
        for (final GeoMatch match : shown) {
            if (width > 1) {
                reply.array(width);
            }
            reply.bulk(match.member());
            if (options.hasDistance()) {
                GeoDistance.reply(reply, match.distance() / options.shape().unit());
            }
            if (options.hasHash()) {
                reply.integer((long) match.score());
            }
            if (options.hasCoordinates()) {
                GeoArguments.replyCoordinates(reply, match.longitude(), match.latitude());
            }
        }
    }

    private void store(final List<GeoMatch> stored) {
        final SortedSetResult result =
            new SortedSetResult(context.databaseFor(options.storeArg()).keyspace());
        for (final GeoMatch match : stored) {
            final NativeBuffer member = context.scratch();
            member.putBytes(match.member());
            result.add(member.address(), member.length(),
                options.isDistanceStored() ? match.distance() / options.shape().unit() : match.score());
        }
        result.storeAndRecord(context, options.storeArg());
    }
}
