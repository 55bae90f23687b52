package org.ouzel.network.model;

import java.util.List;

/**
 * The group geo. Each member has points of its own, so that no two lie at the same distance; stored distances, which
 * are points too, but close together, have keys of their own, in which nothing is searched for.
 */
final class GeoCommands extends RecipeGenerator {
    private static final int MEMBERS = 12;

    GeoCommands() {
        super("geo", "geoadd");
        addPoints();
        addSearches();
        addOldSearches();
        addKeyCommands();
        add(1, OtherTypes::create);
        add(2, dice -> Step.command("ZRANGE", dice.key(), "0", "-1", "WITHSCORES")
            .matching(ReplyMatcher.SAME_DISTANCES));
        add(2, dice -> Step.command("ZREM", dice.key(), member(dice)));
    }

    private void addPoints() {
        add(10, dice -> Step.command("GEOADD", dice.key(), dice.someOf(80, dice.oneOf("NX", "XX"), "CH"),
            dice.times(1, 4, () -> point(dice))).fixed());
        add(1, dice -> Step.command("GEOADD", dice.key(), dice.oneOf("181", "-181", "x", "nan", "10"),
            dice.oneOf("86", "-86", "x", "10", "inf"), member(dice)).fixed());
        add(4, dice -> Step.command("GEOPOS", dice.key(), dice.times(0, 4, () -> member(dice))));
        add(4, dice -> Step.command("GEODIST", dice.key(), member(dice), member(dice), dice.maybe(60, unit(dice)))
            .matching(ReplyMatcher.SAME_DISTANCES));
        add(3, dice -> Step.command("GEOHASH", dice.key(), dice.times(0, 4, () -> member(dice))));
    }

    private void addSearches() {
        add(8, dice -> Step.command("GEOSEARCH", dice.key(), from(dice), by(dice), dice.oneOf("ASC", "DESC"),
            dice.someOf(50, List.of("COUNT", dice.between(0, 5)), "WITHDIST", "WITHCOORD", "WITHHASH")).fixed()
            .matching(ReplyMatcher.SAME_DISTANCES));
        add(3, dice -> Step.command("GEOSEARCH", dice.key(), from(dice), by(dice),
            dice.maybe(40, "COUNT", dice.between(1, 3), "ANY")).fixed());
        add(4, dice -> Step.command("GEOSEARCHSTORE", dice.key(), dice.key(), from(dice), by(dice),
            dice.maybe(40, "ASC", "COUNT", dice.between(1, 4))).fixed());
        add(2, dice -> Step.command("GEOSEARCHSTORE", distances(dice), dice.key(), from(dice), by(dice),
            dice.maybe(40, "ASC", "COUNT", dice.between(1, 4)), "STOREDIST").fixed());
        add(2, dice -> Step.command("ZRANGE", distances(dice), "0", "-1", "WITHSCORES").fixed()
            .matching(ReplyMatcher.SAME_DISTANCES));
        add(1, dice -> Step.command("GEOSEARCH", dice.key(), dice.oneOf(from(dice), List.of(), List.of("FROMMEMBER")),
            dice.oneOf(by(dice), List.of(), List.of("BYRADIUS", "x", "m"), List.of("BYBOX", "-1", "2", "km")),
            dice.maybe(50, dice.oneOf("junk", "ANY", "COUNT", "STORE", "STOREDIST"))).fixed());
    }

    private void addOldSearches() {
        add(3, dice -> Step.command(dice.oneOf("GEORADIUS", "GEORADIUS_RO"), dice.key(), longitude(dice),
            latitude(dice), radius(dice), unit(dice), dice.oneOf("ASC", "DESC"), dice.someOf(60, "WITHDIST",
            "WITHCOORD", "WITHHASH", List.of("COUNT", dice.between(1, 5)))).fixed()
            .matching(ReplyMatcher.SAME_DISTANCES));
        add(3, dice -> Step.command(dice.oneOf("GEORADIUSBYMEMBER", "GEORADIUSBYMEMBER_RO"), dice.key(), member(dice),
            radius(dice), unit(dice), "ASC", dice.maybe(40, "WITHDIST")).fixed().matching(ReplyMatcher.SAME_DISTANCES));
        add(2, dice -> Step.command("GEORADIUS", dice.key(), longitude(dice), latitude(dice), radius(dice), "km",
            dice.oneOf(List.of("STORE", dice.key()), List.of("STOREDIST", distances(dice))),
            dice.maybe(20, "WITHDIST")).fixed());
    }

    private static List<Object> point(final Dice dice) {
        final int member = dice.below(MEMBERS);
        final int place = dice.below(3);
        return List.of(-170 + member * 29.137 % 340 + place * 0.01 + member * 0.001,
            -80 + member * 17.731 % 160 + place * 0.013, "m" + member);
    }

    private static String distances(final Dice dice) {
        return "distances:" + dice.below(3);
    }

    private static String member(final Dice dice) {
        return dice.chance(5) ? "missing" : "m" + dice.below(MEMBERS);
    }

    private static Object longitude(final Dice dice) {
        return dice.chance(4) ? dice.oneOf("181", "x") : dice.between(-179_000, 179_000) / 1000.0;
    }

    private static Object latitude(final Dice dice) {
        return dice.chance(4) ? dice.oneOf("86", "x") : dice.between(-84_000, 84_000) / 1000.0;
    }

    private static Object radius(final Dice dice) {
        return dice.chance(5) ? dice.oneOf("-1", "x", "0") : dice.between(1, 9000);
    }

    private static String unit(final Dice dice) {
        return dice.chance(5) ? "parsec" : dice.oneOf("m", "km", "ft", "mi", "KM", "km", "mi");
    }

    private static List<Object> from(final Dice dice) {
        return dice.oneOf(List.of("FROMMEMBER", member(dice)), List.of("FROMLONLAT", longitude(dice), latitude(dice)));
    }

    private static List<Object> by(final Dice dice) {
        return dice.oneOf(List.of("BYRADIUS", radius(dice), unit(dice)),
            List.of("BYBOX", radius(dice), radius(dice), unit(dice)));
    }
}
