package org.ouzel.network.model;

/** Makes a key of some type, so that commands of other types meet it and answer WRONGTYPE. */
final class OtherTypes {
    private OtherTypes() {
    }

    static Step create(final Dice dice) {
        final String key = dice.key();
        switch (dice.below(6)) {
            case 0:
                return Step.command("RPUSH", key, "x").optional();
            case 1:
                return Step.command("SADD", key, "x").optional();
            case 2:
                return Step.command("HSET", key, "x", "y").optional();
            case 3:
                return Step.command("ZADD", key, "1", "x").optional();
            case 4:
                return Step.command("XADD", key, "0-" + dice.between(1, 1000), "x", "y").optional();
            default:
                return Step.command("SET", key, dice.word()).optional();
        }
    }
}
