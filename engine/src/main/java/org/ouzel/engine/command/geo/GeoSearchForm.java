package org.ouzel.engine.command.geo;

/** The commands that search, by where their arguments are. */
enum GeoSearchForm {
    /** {@code GEOSEARCH key option …}. */
    SEARCH(1, 2),
    /** {@code GEOSEARCHSTORE destination source option …}. */
    SEARCH_STORE(2, 3),
    /** {@code GEORADIUS key longitude latitude radius unit option …}. */
    RADIUS(1, 6),
    /** GEORADIUS_RO, which can't store. */
    RADIUS_RO(1, 6),
    /** {@code GEORADIUSBYMEMBER key member radius unit option …}. */
    BY_MEMBER(1, 5),
    /** GEORADIUSBYMEMBER_RO, which can't store. */
    BY_MEMBER_RO(1, 5);

    private final int sourceArg;
    private final int firstOption;

    GeoSearchForm(final int sourceArg, final int firstOption) {
        this.sourceArg = sourceArg;
        this.firstOption = firstOption;
    }

    /** Returns the argument of the key that is searched. */
    int sourceArg() {
        return sourceArg;
    }

    /** Returns the first argument that may be given in any order. */
    int firstOption() {
        return firstOption;
    }

    boolean isSearch() {
        return this == SEARCH || this == SEARCH_STORE;
    }

    boolean isReadOnly() {
        return this == SEARCH || this == RADIUS_RO || this == BY_MEMBER_RO;
    }
}
