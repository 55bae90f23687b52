package org.ouzel.network.model;

import java.util.List;

/** Every command of the group string. */
final class StringCommands extends RecipeGenerator {
    StringCommands() {
        super("string", "get");
        addReads();
        addWrites();
        addSetForms();
        addNumbers();
        addRanges();
        addOthers();
    }

    private void addReads() {
        add(8, dice -> Step.command(dice.anyCase("GET"), dice.key()));
        add(3, dice -> Step.command("MGET", dice.keys(1, 6)));
        add(3, dice -> Step.command("STRLEN", dice.key()));
        add(2, dice -> Step.command("GETDEL", dice.key()));
        add(4, dice -> Step.command("GETEX", dice.key(), dice.oneOf(
            List.of(), List.of(dice.anyCase("PERSIST")), List.of("EX", dice.farSeconds()),
            List.of("PX", dice.farMillis()), List.of("EXAT", dice.farUnixSeconds()),
            List.of(dice.anyCase("PXAT"), dice.farUnixSeconds() * 1000), List.of("EXAT", dice.pastUnixSeconds()),
            List.of("EX", dice.farSeconds(), "PERSIST"), List.of("EX", 0), List.of("PX", -5), List.of("KEEPTTL"))));
        add(5, dice -> Step.command("LCS", dice.key(), dice.key(), dice.someOf(60, dice.anyCase("LEN"),
            dice.anyCase("IDX"), List.of("MINMATCHLEN", dice.between(-1, 4)), dice.anyCase("WITHMATCHLEN")))
            .fixed());
    }

    private void addWrites() {
        add(4, dice -> Step.command("APPEND", dice.key(), dice.value()));
        add(3, dice -> Step.command("MSET", dice.times(1, 4, () -> List.of(dice.key(), dice.value()))));
        add(2, dice -> Step.command("MSETNX", dice.times(1, 3, () -> List.of(dice.key(), dice.value()))));
        add(2, dice -> Step.command(dice.anyCase("SETNX"), dice.key(), dice.value()));
        add(2, dice -> Step.command("GETSET", dice.key(), dice.value()));
        add(2, dice -> Step.command("SETEX", dice.key(), dice.farSeconds(), dice.value()));
        add(2, dice -> Step.command("PSETEX", dice.key(), dice.farMillis(), dice.value()));
        add(1, dice -> Step.command(dice.oneOf("SETEX", "PSETEX"), dice.key(),
            dice.oneOf("0", "-1", "abc", "9223372036854775807", "-9223372036854775808", ""), dice.value()));
    }

    private void addSetForms() {
        add(8, dice -> Step.command(dice.anyCase("SET"), dice.key(), dice.value()));
        add(4, dice -> Step.command("SET", dice.key(), dice.word()));
        add(8, dice -> Step.command("SET", dice.key(), dice.value(), dice.someOf(40,
            dice.oneOf(dice.anyCase("NX"), dice.anyCase("XX")), dice.anyCase("GET"), dice.oneOf(
                List.of(dice.anyCase("KEEPTTL")), List.of(dice.anyCase("EX"), dice.farSeconds()),
                List.of("PX", dice.farMillis()), List.of("EXAT", dice.farUnixSeconds()),
                List.of("PXAT", dice.farUnixSeconds() * 1000)))));
        add(2, dice -> Step.command("SET", dice.key(), dice.value(), dice.times(1, 3, () -> dice.oneOf("NX", "XX",
            "GET", "KEEPTTL", "EX", "PX", "EXAT", "PXAT", "PERSIST", "junk", "", "0", "-1", "1e3"))).fixed());
        add(1, dice -> Step.command("SET", dice.key(), dice.value(), dice.oneOf("EX", "PX", "EXAT", "PXAT"),
            dice.oneOf("0", "-1", "abc", "1.5", "9223372036854775807", "9223372036854775", "")));
    }

    private void addNumbers() {
        add(4, dice -> Step.command(dice.oneOf("INCR", "DECR"), dice.key()));
        add(4, dice -> Step.command(dice.oneOf("INCRBY", "DECRBY"), dice.key(), dice.integer()));
        add(5, dice -> Step.command("INCRBYFLOAT", dice.key(), dice.decimal()));
        add(2, dice -> Step.command("SET", dice.key(), dice.oneOf(dice.integer(), dice.decimal())));
    }

    private void addRanges() {
        add(4, dice -> Step.command("SETRANGE", dice.key(), dice.between(-1, dice.chance(5) ? 3000 : 40),
            dice.value()));
        add(1, dice -> Step.command("SETRANGE", dice.key(),
            dice.oneOf("536870911", "536870912", "9223372036854775807", "-1", "x", "4294967296"), "ab"));
        add(1, dice -> Step.command("SETRANGE", dice.key(), dice.between(0, 100_000_000), "").fixed());
        add(5, dice -> Step.command(dice.oneOf("GETRANGE", "GETRANGE", "SUBSTR"), dice.key(), dice.integer(),
            dice.integer()));
    }

    private void addOthers() {
        add(2, dice -> Step.command("DEL", dice.keys(1, 3)));
        add(1, dice -> Step.command("EXISTS", dice.keys(1, 4)));
        add(1, dice -> Step.command("TYPE", dice.key()));
        add(2, dice -> Step.command("OBJECT", "ENCODING", dice.key()).matching(ReplyMatcher.ENCODING));
        add(2, dice -> Step.command(dice.oneOf("TTL", "EXPIRETIME"), dice.key()).matching(ReplyMatcher.SECONDS));
        add(2, dice -> Step.command(dice.oneOf("PTTL", "PEXPIRETIME"), dice.key())
            .matching(ReplyMatcher.MILLISECONDS));
        add(1, dice -> Step.command("PERSIST", dice.key()));
        add(1, OtherTypes::create);
    }
}
