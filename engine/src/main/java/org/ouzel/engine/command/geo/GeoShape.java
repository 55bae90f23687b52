package org.ouzel.engine.command.geo;

/**
 * A circle or a box on the map, with its centre: what a search looks into. Made for one command.
 *
 * <p>A box reaches as far to the east and west, measured along its own latitude, at every latitude.
 */
final class GeoShape {
    private static final double EQUATOR_HALF_M = 20037726.37;
    private static final int NEAR_POLE = 66;
    private static final int AT_POLE = 80;

    private boolean isBox;
    private double longitude;
    private double latitude;
    private double width;
    private double height;
    private double unit = 1;

    void setCentre(final double newLongitude, final double newLatitude) {
        longitude = newLongitude;
        latitude = newLatitude;
    }

    /** Makes it a circle, its radius in units of so many metres. */
    void setCircle(final double radius, final double unitM) {
        isBox = false;
        width = radius;
        height = radius;
        unit = unitM;
    }

    /** Makes it a box, its sides in units of so many metres. */
    void setBox(final double newWidth, final double newHeight, final double unitM) {
        isBox = true;
        width = newWidth;
        height = newHeight;
        unit = unitM;
    }

    /** Returns the metres of the unit that it was given in. */
    double unit() {
        return unit;
    }

    double longitude() {
        return longitude;
    }

    double latitude() {
        return latitude;
    }

    /** Returns the distance of a place from the centre in metres; negative where it lies outside. */
    double distanceWithin(final double placeLongitude, final double placeLatitude) {
        if (isBox && (GeoDistance.between(placeLatitude, latitude) > height * unit / 2
            || GeoDistance.between(placeLongitude, placeLatitude, longitude, placeLatitude) > width * unit / 2)) {
            return -1;
        }
        final double distance = GeoDistance.between(longitude, latitude, placeLongitude, placeLatitude);
        return isBox || !(distance > width * unit) ? distance : -1;
    }

    /** Returns how far to the north and the south of the centre it reaches, in degrees. */
    double latitudeReach() {
        return GeoDistance.toDegrees(unit * (isBox ? height / 2 : height) / GeoDistance.EARTH_RADIUS_M);
    }

    /** Returns how far to the east and the west it reaches, in degrees, at its side further from the equator. */
    double longitudeReach() {
        final double side = latitude < 0 ? latitude - latitudeReach() : latitude + latitudeReach();
        return GeoDistance.toDegrees(unit * (isBox ? width / 2 : width) / GeoDistance.EARTH_RADIUS_M
            / StrictMath.cos(GeoDistance.toRadians(side)));
    }

    /** Returns into how fine steps the map may be cut so that a cell and its neighbours cover it; 1 to 26. */
    int steps() {
        double reach = unit * (isBox ? Math.sqrt(width / 2 * (width / 2) + height / 2 * (height / 2)) : width);
        if (reach == 0) {
            return Geohash.STEPS;
        }
        int steps = 1;
        while (reach < EQUATOR_HALF_M) {
            reach *= 2;
            steps++;
        }
        steps -= 2;
        if (Math.abs(latitude) > NEAR_POLE) {
            steps -= Math.abs(latitude) > AT_POLE ? 2 : 1;
        }
        return Math.max(1, Math.min(Geohash.STEPS, steps));
    }
}
