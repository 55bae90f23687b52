package org.ouzel.network.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Every command of the group bitmap. Bad ranges of BITCOUNT and BITPOS are left out: on a missing key Redis 7.0
 * answers 0 or -1 where 7.2 checks the arguments first.
 */
final class BitmapCommands extends RecipeGenerator {
    BitmapCommands() {
        super("bitmap", "bitfield");
        addBits();
        addCounts();
        add(5, BitmapCommands::bitop);
        add(10, dice -> Step.command("BITFIELD", dice.key(), operations(dice, false)).fixed());
        add(3, dice -> Step.command("BITFIELD_RO", dice.key(), operations(dice, true)).fixed());
        add(3, dice -> Step.command("SET", dice.key(), dice.value()));
        add(2, dice -> Step.command("GET", dice.key()));
        add(2, dice -> Step.command("DEL", dice.key()));
        add(1, dice -> Step.command("OBJECT", "ENCODING", dice.key()).matching(ReplyMatcher.ENCODING));
        add(1, OtherTypes::create);
    }

    private void addBits() {
        add(8, dice -> Step.command("SETBIT", dice.key(), dice.between(0, dice.chance(10) ? 20_000 : 300),
            dice.below(2)).fixed());
        add(2, dice -> Step.command("SETBIT", dice.key(), dice.oneOf("-1", "4294967296", "abc", "", "1.5",
            "9223372036854775807", "18446744073709551616", "3"), dice.oneOf("0", "1", "2", "-1", "x", "")).fixed());
        add(5, dice -> Step.command("GETBIT", dice.key(), dice.oneOf(Integer.toString(dice.below(400)), "-1",
            "4294967295", "4294967296", "abc", Integer.toString(dice.below(30_000)))));
    }

    private void addCounts() {
        add(6, dice -> Step.command(dice.anyCase("BITCOUNT"), dice.key(), dice.maybe(70, bound(dice), bound(dice),
            dice.maybe(60, dice.oneOf("BYTE", "BIT", "bit", "byte")))).fixed());
        add(8, dice -> Step.command("BITPOS", dice.key(), dice.below(2), dice.maybe(70, bound(dice),
            dice.maybe(70, bound(dice), dice.maybe(60, dice.oneOf("BYTE", "BIT", "Bit"))))).fixed());
        add(1, dice -> Step.command("BITPOS", dice.key(), dice.oneOf("2", "-1", "x", "")).fixed());
        add(1, dice -> Step.command(dice.oneOf("BITPOS", "BITCOUNT", "SETBIT", "GETBIT", "BITOP", "BITFIELD",
            "BITFIELD_RO"), dice.maybe(50, dice.oneOf("AND", "NOT"))).fixed());
    }

    private static Object bound(final Dice dice) {
        return dice.chance(10) ? dice.oneOf("9223372036854775807", "-9223372036854775808", "2147483648", "-300")
            : Integer.toString(dice.between(-60, 200));
    }

    private static Step bitop(final Dice dice) {
        final String operation = dice.anyCase(dice.oneOf("AND", "OR", "XOR", "NOT"));
        final boolean isNot = "NOT".equalsIgnoreCase(operation) && dice.chance(80);
        return Step.command("BITOP", dice.chance(5) ? "NAND" : operation, dice.key(),
            isNot ? List.of(dice.key()) : dice.keys(1, 5)).fixed();
    }

    private static List<Object> operations(final Dice dice, final boolean isReadOnly) {
        final List<Object> operations = new ArrayList<>();
        for (int i = dice.between(0, 4); i > 0; i--) {
            final int roll = dice.below(isReadOnly ? 11 : 20);
            if (roll < 10) {
                operations.addAll(List.of(dice.anyCase("GET"), type(dice), offset(dice)));
            } else if (roll == 10) {
                operations.addAll(List.of("OVERFLOW", dice.oneOf("WRAP", "SAT", "FAIL", "junk")));
            } else if (roll < 14) {
                operations.addAll(List.of("SET", type(dice), offset(dice), dice.integer()));
            } else if (roll < 19) {
                operations.addAll(dice.maybe(60, "OVERFLOW", dice.anyCase(dice.oneOf("WRAP", "SAT", "FAIL"))));
                operations.addAll(List.of("INCRBY", type(dice), offset(dice), dice.integer()));
            } else {
                operations.addAll(dice.oneOf(List.of("junk"), List.of("SET", "u8"), List.of("GET"), List.of("")));
            }
        }
        return operations;
    }

    private static String type(final Dice dice) {
        if (dice.chance(3)) {
            return dice.oneOf("u64", "i65", "u0", "i0", "x8", "8", "u", "", "u-1", "u08", "u8x");
        }
        return dice.oneOf("u" + dice.between(1, 63), "i" + dice.between(1, 64), "u8", "i8", "i64", "u63", "U8");
    }

    private static String offset(final Dice dice) {
        if (dice.chance(3)) {
            return dice.oneOf("-1", "#-1", "#", "abc", "4294967296", "#4294967296", "9223372036854775807", "");
        }
        return dice.oneOf("#" + dice.below(20), Integer.toString(dice.below(300)), "0");
    }
}
