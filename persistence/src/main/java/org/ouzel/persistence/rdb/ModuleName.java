package org.ouzel.persistence.rdb;

/** The name in the identifier of a module's type: nine characters of 6 bits above a version of 10 bits. */
final class ModuleName {
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int NAME_LENGTH = 9;
    private static final int VERSION_BITS = 10;
    private static final int CHARACTER_BITS = 6;

    private ModuleName() {
    }

    static String of(final long identifier) {
        final StringBuilder name = new StringBuilder(NAME_LENGTH);
        for (int i = NAME_LENGTH - 1; i >= 0; i--) {
            name.append(CHARACTERS.charAt((int) (identifier >>> VERSION_BITS + CHARACTER_BITS * i)
                & CHARACTERS.length() - 1));
        }
        return name.toString();
    }
}
