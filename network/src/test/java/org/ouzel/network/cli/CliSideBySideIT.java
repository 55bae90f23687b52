package org.ouzel.network.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.network.harness.RedisReference;
import org.ouzel.network.harness.ServerProcess;

/** Prints what redis-cli prints, byte by byte, for the same commands to the same redis-server. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CliSideBySideIT {
    private static final String COMMANDS = """
        FLUSHALL
        PING
        SET a b
        GET a
        GET nope
        RPUSH l a b c d e f g h i j k
        LRANGE l 0 -1
        LRANGE l 0 0
        LRANGE nope 0 -1
        HSET h a 1 b 2
        HGETALL h
        HGETALL nope
        SADD s x
        SMEMBERS s
        SMEMBERS nope
        ZADD z 1.1 a 2 b
        ZRANGE z 0 -1 WITHSCORES
        ZSCORE z a
        INCRBYFLOAT f 3.0e3
        FOO
        SET a
        GET "unbalanced
        GET 'a'b

        set "q\\"x" "a\\n\\x01\\xff\\\\\\xc3\\xa9\\t\\a' /"
        GET "q\\"x"
        SET j "\\x00\\x01\\x02\\a\\b\\t\\n\\x0b\\x0c\\r\\x1b\\x1f '/\\\\\\x7f\\x80\\xc2\\xa9"
        GET j
        SET quote "a\\"b"
        GET quote
        GET käse
        3 INCR n
        MULTI
        SET a c
        GET a
        LRANGE l 0 1
        FOO
        EXEC
        MULTI
        GET a
        HGETALL h
        EXEC
        DISCARD
        XADD st 1-1 a b
        XRANGE st - +
        XREAD STREAMS st 0
        XREAD STREAMS st 5
        GEOADD g 13.361389 38.115556 p
        GEOPOS g p nope
        SELECT 3
        CLIENT GETNAME
        SCAN 0
        SELECT 0
        INFO nosuch
        INFO replication
        LOLWUT VERSION 99
        MEMORY DOCTOR
        MEMORY MALLOC-STATS x
        COMMAND GETKEYS SET a b
        COMMAND INFO get
        COMMAND DOCS get set
        EVAL "return {1,{2,{3,'x'},{}},{ok='fine'},{err='My Err'},redis.error_reply('ERR x')}" 0
        EVAL "return {{{},{1}},{{{2,{3}}}}}" 0
        EVAL "return {err='a single line'}" 0
        EVAL "redis.setresp(3) return {map={a={map={x=1}}}}" 0
        EVAL "redis.setresp(3) return {map={a={map={x={1,2,{3,4}}}}}}" 0
        EVAL "redis.setresp(3) return {map={a={1}}}" 0
        EVAL "redis.setresp(3) return {map={a={{1}}}}" 0
        EVAL "redis.setresp(3) return {map={a={{{map={x={1,2}}}}}}}" 0
        EVAL "redis.setresp(3) return {{map={x={1,2}}},7}" 0
        EVAL "redis.setresp(3) return {map={a={}}}" 0
        EVAL "redis.setresp(3) return {set={a=true}}" 0
        EVAL "redis.setresp(3) return {double=1/0}" 0
        EVAL "redis.setresp(3) return {map={a={verbatim_string={format='txt',string='a\\nb'}}}}" 0
        DEBUG PROTOCOL string
        DEBUG PROTOCOL integer
        DEBUG PROTOCOL double
        DEBUG PROTOCOL null
        DEBUG PROTOCOL array
        DEBUG PROTOCOL set
        DEBUG PROTOCOL map
        DEBUG PROTOCOL verbatim
        DEBUG PROTOCOL true
        DEBUG PROTOCOL false
        OBJECT HELP
        """;

    private static ServerProcess redis;

    @TempDir
    private Path dir;

    @BeforeAll
    static void start() {
        redis = RedisReference.start("--enable-debug-command", "yes");
    }

    @AfterAll
    static void end() {
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-2 --no-raw", "-3 --no-raw", "-2", "-3", "-2 --csv", "-3 --csv", "--json", "-2 --json",
        "--quoted-json", "--raw", "-2 -d | -D ;"})
    void shouldPrintTheSameBytes(final String options) throws Exception {
        final Path input = dir.resolve("commands");
        // redis-cli ends a string of quoted JSON at a quote within: not a bug to share.
        final String commands = options.startsWith("--quoted") ? COMMANDS.replace("GET quote", "") : COMMANDS;
        Files.writeString(input, commands);
        final List<String> arguments = new ArrayList<>(List.of("-p", Integer.toString(redis.port())));
        arguments.addAll(List.of(options.split(" ")));
        final String expected = redisCli(input, arguments);
        final CliRun run = CliRun.of(ByteText.toBytes(commands),
            arguments.toArray(String[]::new));
        assertEquals(expected, run.out());
        assertEquals("", run.err());
        assertEquals(0, run.exitCode());
    }

    private static String redisCli(final Path input, final List<String> arguments) throws IOException,
        InterruptedException {
        final List<String> command = new ArrayList<>(List.of("redis-cli"));
        command.addAll(arguments);
        final Process process = new ProcessBuilder(command).redirectInput(input.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        final String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertEquals(0, process.waitFor());
        return text;
    }
}
