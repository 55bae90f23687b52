package org.ouzel.engine.command.geo;

/**
 * The cells of the map, as ranges of scores, that together cover a shape: the one that its centre lies in, and those of
 * its eight neighbours that it may reach into. Made for one command.
 *
 * <p>The order of the cells is Redis's; it decides what a search without an order finds first.
 */
final class GeoCells {
    /** The centre, north, south, east, west, north-east, north-west, south-east, south-west. */
    private static final int[] EAST = {0, 0, 0, 1, -1, 1, -1, 1, -1};
    private static final int[] NORTH = {0, 1, -1, 0, 0, 1, 1, -1, -1};

    private int steps;
    private long x;
    private long y;
    private boolean isSouthReached = true;
    private boolean isNorthReached = true;
    private boolean isWestReached = true;
    private boolean isEastReached = true;
    private final double west;
    private final double east;
    private final double south;
    private final double north;

    private GeoCells(final GeoShape shape) {
        final double latitudeReach = shape.latitudeReach();
        final double longitudeReach = shape.longitudeReach();
        west = shape.longitude() - longitudeReach;
        east = shape.longitude() + longitudeReach;
        south = shape.latitude() - latitudeReach;
        north = shape.latitude() + latitudeReach;
        cut(shape, shape.steps());
        if (steps > 1 && isTooFine()) {
            cut(shape, steps - 1);
        }
        if (steps >= 2) {
            isSouthReached = !(latitude(y) < south);
            isNorthReached = !(latitude(y + 1) > north);
            isWestReached = !(longitude(x) < west);
            isEastReached = !(longitude(x + 1) > east);
        }
    }

    static GeoCells covering(final GeoShape shape) {
        return new GeoCells(shape);
    }

    /** Shows the cells one after the other until the consumer returns false. */
    void forEach(final CellConsumer consumer) {
        int last = 0;
        for (int i = 0; i < EAST.length; i++) {
            // Where cells are huge, a neighbour on one side is that on the other side as well. Redis compares with the
            // cell before only, and never with the first.
            if (isReached(i) && !(last > 0 && cell(i) == cell(last))) {
                last = i;
                final int unused = 2 * (Geohash.STEPS - steps);
                if (!consumer.take(cell(i) << unused, cell(i) + 1 << unused)) {
                    return;
                }
            }
        }
    }

    private void cut(final GeoShape shape, final int newSteps) {
        steps = newSteps;
        x = Geohash.step(shape.longitude(), Geohash.MAX_LONGITUDE, steps);
        y = Geohash.step(shape.latitude(), Geohash.MAX_LATITUDE, steps);
    }

    /** Tells whether the shape reaches beyond the neighbours. */
    private boolean isTooFine() {
        return latitude(moved(y, 1) + 1) < north || latitude(moved(y, -1)) > south
            || longitude(moved(x, 1) + 1) < east || longitude(moved(x, -1)) > west;
    }

    private boolean isReached(final int cell) {
        return (EAST[cell] >= 0 || isWestReached) && (EAST[cell] <= 0 || isEastReached)
            && (NORTH[cell] >= 0 || isSouthReached) && (NORTH[cell] <= 0 || isNorthReached);
    }

    private long cell(final int cell) {
        return Geohash.interleave(moved(x, EAST[cell]), moved(y, NORTH[cell]));
    }

    /** Returns the step beside one, round the map; one that doesn't move may lie just behind the map's end. */
    private long moved(final long step, final int by) {
        return by == 0 ? step : step + by & (1L << steps) - 1;
    }

    private double longitude(final long step) {
        return Geohash.start(step, Geohash.MAX_LONGITUDE, steps);
    }

    private double latitude(final long step) {
        return Geohash.start(step, Geohash.MAX_LATITUDE, steps);
    }

    /** Takes one cell. */
    interface CellConsumer {
        /**
         * Takes a cell's range of scores, the end excluded.
         *
         * @return whether to go on
         */
        boolean take(long from, long to);
    }
}
