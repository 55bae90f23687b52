package org.ouzel.engine.settings;

/** Inclusive bounds of numbers: their check and their wording. */
final class Bounds {
    private Bounds() {
    }

    static Long check(final long number, final long least, final long most) throws SettingException {
        if (number < least || number > most) {
            throw new SettingException("argument must be between " + least + " and " + most + " inclusive");
        }
        return number;
    }

    static String describe(final long least, final long most) {
        return least + " to " + most;
    }
}
