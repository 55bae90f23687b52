package org.ouzel.engine.command.geo;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.type.SortedSetValue;

/**
 * What a search is asked for: its arguments behind the keys, in any order, each as often as one likes.
 *
 * <pre>
 * GEOSEARCH*  FROMMEMBER member | FROMLONLAT longitude latitude, BYRADIUS radius unit | BYBOX width height unit
 * GEORADIUS*  STORE key | STOREDIST key, unless _RO
 * both        ASC | DESC, COUNT count, ANY, WITHCOORD, WITHDIST, WITHHASH; GEOSEARCHSTORE also STOREDIST
 * </pre>
 *
 * As in Redis, what an argument says is checked when it is come to, and what they say together at the end; a missing
 * key has no members to look for, and is found missing last.
 */
final class GeoSearchOptions {
    /** How the places found are ordered. */
    enum Order {
        NONE,
        ASCENDING,
        DESCENDING
    }

    private static final String BAD_MEMBER = "ERR could not decode requested zset member";
    private static final String BAD_COUNT = "ERR COUNT must be > 0";
    private static final String ANY_ALONE = "ERR the ANY argument requires COUNT argument";
    private static final String BAD_RADIUS = "ERR need numeric radius";
    private static final String NEGATIVE_RADIUS = "ERR radius cannot be negative";
    private static final String BAD_WIDTH = "ERR need numeric width";
    private static final String BAD_HEIGHT = "ERR need numeric height";
    private static final String NEGATIVE_SIDE = "ERR height or width cannot be negative";

    private boolean hasMember;
    private boolean hasPoint;
    private boolean hasCircle;
    private boolean hasBox;
    private boolean hasDistance;
    private boolean hasHash;
    private boolean hasCoordinates;
    private boolean isAny;
    private boolean isDistanceStored;
    private int storeArg;
    private long count;
    private Order order = Order.NONE;
    private final GeoShape shape = new GeoShape();
    private final CommandContext context;
    private final GeoSearchForm form;
    private final SortedSetValue set;

    GeoSearchOptions(final CommandContext context, final GeoSearchForm form, final SortedSetValue set) {
        this.context = context;
        this.form = form;
        this.set = set;
        this.storeArg = form == GeoSearchForm.SEARCH_STORE ? 1 : 0;
    }

    /** Reads all arguments; false where something is wrong with them, which has been answered. */
    boolean read() {
        if (!readFixed()) {
            return false;
        }
        for (int arg = form.firstOption(); arg < context.argCount();) {
            final int taken = readOption(arg, context.argCount() - arg - 1);
            if (taken == 0) {
                if (!context.reply().isError()) {
                    context.syntaxError();
                }
                return false;
            }
            arg += taken;
        }
        return isConsistent();
    }

    GeoShape shape() {
        return shape;
    }

    /** Returns the argument of the key to store the result under, or 0. */
    int storeArg() {
        return storeArg;
    }

    /** Returns whether distances are stored as scores. */
    boolean isDistanceStored() {
        return isDistanceStored;
    }

    /** Returns how many places are wanted at most; 0 for all. */
    long count() {
        return count;
    }

    /** Returns whether the first places found will do. */
    boolean isAny() {
        return isAny;
    }

    /** Returns the order; the nearest come first where a count without ANY makes one necessary. */
    Order order() {
        return order == Order.NONE && count > 0 && !isAny ? Order.ASCENDING : order;
    }

    boolean hasDistance() {
        return hasDistance;
    }

    boolean hasHash() {
        return hasHash;
    }

    boolean hasCoordinates() {
        return hasCoordinates;
    }

    private boolean readFixed() {
        return switch (form) {
            case RADIUS, RADIUS_RO -> isPoint(2) && isCircle(4);
            case BY_MEMBER, BY_MEMBER_RO -> set.isMissing() || isMember(2) && isCircle(3);
            default -> true;
        };
    }

    /** Reads the option at an argument; returns how many arguments it takes, 0 where something is wrong. */
    private int readOption(final int arg, final int left) {
        if (context.argIs(arg, "withdist")) {
            hasDistance = true;
        } else if (context.argIs(arg, "withhash")) {
            hasHash = true;
        } else if (context.argIs(arg, "withcoord")) {
            hasCoordinates = true;
        } else if (context.argIs(arg, "any")) {
            isAny = true;
        } else if (context.argIs(arg, "asc")) {
            order = Order.ASCENDING;
        } else if (context.argIs(arg, "desc")) {
            order = Order.DESCENDING;
        } else if (left >= 1 && context.argIs(arg, "count")) {
            return readCount(arg + 1) ? 2 : 0;
        } else {
            return form.isSearch() ? readShapeOption(arg, left) : readStoreOption(arg, left);
        }
        return 1;
    }

    private boolean readCount(final int arg) {
        if (!context.requireLong(arg)) {
            return false;
        }
        count = context.parsedLong();
        if (count <= 0) {
            context.reply().error(BAD_COUNT);
        }
        return count > 0;
    }

    private int readStoreOption(final int arg, final int left) {
        final boolean isDistance = context.argIs(arg, "storedist");
        if (form.isReadOnly() || left < 1 || !isDistance && !context.argIs(arg, "store")) {
            return 0;
        }
        storeArg = arg + 1;
        isDistanceStored = isDistance;
        return 2;
    }

    private int readShapeOption(final int arg, final int left) {
        if (left >= 1 && !hasPoint && context.argIs(arg, "frommember")) {
            hasMember = set.isMissing() || isMember(arg + 1);
            return hasMember ? 2 : 0;
        }
        if (left >= 2 && !hasMember && context.argIs(arg, "fromlonlat")) {
            hasPoint = isPoint(arg + 1);
            return hasPoint ? 3 : 0;
        }
        if (left >= 2 && !hasBox && context.argIs(arg, "byradius")) {
            hasCircle = isCircle(arg + 1);
            return hasCircle ? 3 : 0;
        }
        if (left >= 3 && !hasCircle && context.argIs(arg, "bybox")) {
            hasBox = isBox(arg + 1);
            return hasBox ? 4 : 0;
        }
        isDistanceStored |= form == GeoSearchForm.SEARCH_STORE && context.argIs(arg, "storedist");
        return isDistanceStored && context.argIs(arg, "storedist") ? 1 : 0;
    }

    private boolean isPoint(final int arg) {
        if (!GeoArguments.requireCoordinates(context, arg)) {
            return false;
        }
        shape.setCentre(GeoArguments.number(context, arg), GeoArguments.number(context, arg + 1));
        return true;
    }

    private boolean isMember(final int arg) {
        if (!set.find(context.argAddress(arg), context.argLength(arg))) {
            context.reply().error(BAD_MEMBER);
            return false;
        }
        shape.setCentre(Geohash.longitude(set.score()), Geohash.latitude(set.score()));
        return true;
    }

    private boolean isCircle(final int arg) {
        final double radius = GeoArguments.number(context, arg);
        if (Double.isNaN(radius) || radius < 0) {
            context.reply().error(radius < 0 ? NEGATIVE_RADIUS : BAD_RADIUS);
            return false;
        }
        final double unit = GeoDistance.unit(context, arg + 1);
        shape.setCircle(radius, unit);
        return unit > 0;
    }

    private boolean isBox(final int arg) {
        final double width = GeoArguments.number(context, arg);
        final double height = GeoArguments.number(context, arg + 1);
        if (Double.isNaN(width) || Double.isNaN(height)) {
            context.reply().error(Double.isNaN(width) ? BAD_WIDTH : BAD_HEIGHT);
            return false;
        }
        if (width < 0 || height < 0) {
            context.reply().error(NEGATIVE_SIDE);
            return false;
        }
        final double unit = GeoDistance.unit(context, arg + 2);
        shape.setBox(width, height, unit);
        return unit > 0;
    }

    private boolean isConsistent() {
        if (storeArg > 0 && (hasDistance || hasHash || hasCoordinates)) {
            context.reply().error("ERR " + (form.isSearch() ? "GEOSEARCHSTORE" : "STORE option in GEORADIUS")
                + " is not compatible with WITHDIST, WITHHASH and WITHCOORD options");
        } else if (form.isSearch() && !hasMember && !hasPoint) {
            context.reply().error("ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for "
                + context.argText(0));
        } else if (form.isSearch() && !hasCircle && !hasBox) {
            context.reply().error("ERR exactly one of BYRADIUS and BYBOX can be specified for " + context.argText(0));
        } else if (isAny && count == 0) {
            context.reply().error(ANY_ALONE);
        } else {
            return true;
        }
        return false;
    }
}
