package org.ouzel.network.eviction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;
import org.ouzel.network.harness.SideBySide;

/** What redis-server answers when its memory is used up, and to settings of it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutOfMemorySideBySideIT extends SideBySide {
    private static final String[][] REQUESTS = {
        {"SET", "{t}k", "2"}, {"GET", "{t}k"}, {"APPEND", "{t}k", "x"}, {"MSET", "{t}k", "1", "{t}other", "2"},
        {"LPUSH", "{t}l", "a"}, {"LPOP", "{t}l"}, {"SADD", "{t}s", "a"}, {"HSET", "{t}h", "f", "v"},
        {"ZADD", "{t}z", "1", "a"}, {"XADD", "{t}x", "*", "f", "v"}, {"PFADD", "{t}p", "a"}, {"EXPIRE", "{t}k", "9999"},
        {"PERSIST", "{t}k"}, {"RENAME", "{t}k", "{t}renamed"}, {"RENAME", "{t}renamed", "{t}k"}, {"GETDEL", "{t}k"},
        {"COPY", "{t}l", "{t}copy"}, {"SORT", "{t}l"}, {"SORT", "{t}l", "STORE", "{t}copy"},
        {"SETRANGE", "{t}k", "1", "a"}, {"BITOP", "NOT", "{t}k", "{t}k"}, {"SUNIONSTORE", "{t}copy", "{t}s"},
        {"LMOVE", "{t}l", "{t}copy", "LEFT", "LEFT"},
        {"BLMOVE", "{t}l", "{t}copy", "LEFT", "LEFT", "1"}, {"BLPOP", "{t}l", "1"}, {"PUBLISH", "c", "m"},
        {"EVAL", "return redis.call('SET', KEYS[1], '1')", "1", "{t}k"},
        {"EVAL", "return redis.pcall('SET', KEYS[1], '1').err", "1", "{t}k"},
        {"EVAL", "return redis.call('GET', KEYS[1])", "1", "{t}k"},
        {"EVAL", "redis.call('DEL', KEYS[1]) return redis.call('SET', KEYS[1], '1')", "1", "{t}k"},
        {"EVAL", "redis.call('SADD', KEYS[1], '1')", "1", "{t}s"},
        {"EVAL", "#!lua\nreturn redis.call('GET', KEYS[1])", "1", "{t}k"},
        {"EVAL", "#!lua flags=no-writes\nreturn redis.call('GET', KEYS[1])", "1", "{t}k"},
        {"EVAL", "#!lua flags=allow-oom\nreturn redis.call('SET', KEYS[1], '1')", "1", "{t}k"},
        {"EVAL_RO", "#!lua\nreturn redis.call('GET', KEYS[1])", "1", "{t}k"},
        {"EVAL_RO", "return redis.call('GET', KEYS[1])", "1", "{t}k"},
        {"SCRIPT", "LOAD", "return 1"}, {"FUNCTION", "LOAD", "#!lua name=l\nredis.register_function('f', print)"},
        {"MULTI"}, {"GET", "{t}k"}, {"DISCARD"}, {"MULTI"}, {"PING"}, {"EXEC"}, {"MULTI"}, {"SET", "{t}k", "1"},
        {"EXEC"}, {"MULTI"}, {"EXEC"}, {"DEL", "{t}k"}, {"DBSIZE"}, {"FLUSHALL"}, {"SET", "{t}k", "2"}};

    @ParameterizedTest
    @ValueSource(strings = {"noeviction", "volatile-lru", "volatile-ttl", "volatile-random"})
    void shouldRefuseWhatRedisRefuses(final String policy) {
        try (RawConnection expected = reference.connect(); RawConnection actual = tested.connect()) {
            for (final RawConnection connection : List.of(expected, actual)) {
                connection.call("FLUSHALL");
                connection.call("SET", "{t}k", "1");
                connection.call("RPUSH", "{t}l", "1", "2", "3", "4");
                connection.call("CONFIG", "SET", "maxmemory", "1", "maxmemory-policy", policy);
            }
            try {
                for (final String[] request : REQUESTS) {
                    assertEquals(expected.call(request), actual.call(request), () -> String.join(" ", request));
                }
            } finally {
                end(expected);
                end(actual);
            }
        }
    }

    @Test
    void shouldRefuseExecAsRedisDoes() {
        assertEquals(execReplies(reference), execReplies(tested));
    }

    @Test
    void shouldTakeTheSettingsThatRedisTakes() {
        try (RawConnection expected = reference.connect(); RawConnection actual = tested.connect()) {
            for (final String pair : List.of("maxmemory -1", "maxmemory 10%", "maxmemory x", "maxmemory 100mb",
                "maxmemory 1gb", "maxmemory 0", "maxmemory-policy junk", "maxmemory-policy volatile-lfu",
                "maxmemory-policy allkeys-random", "maxmemory-policy NOEVICTION", "maxmemory-samples 0",
                "maxmemory-samples 64", "maxmemory-samples 5", "maxmemory-eviction-tenacity 101",
                "maxmemory-eviction-tenacity -1", "maxmemory-eviction-tenacity 0", "maxmemory-eviction-tenacity 10",
                "lazyfree-lazy-eviction yes", "lazyfree-lazy-eviction no")) {
                final String[] words = pair.split(" ");
                // The list of policies in the error holds two more.
                if (!pair.endsWith("junk")) {
                    assertEquals(expected.call("CONFIG", "SET", words[0], words[1]),
                        actual.call("CONFIG", "SET", words[0], words[1]), pair);
                }
                assertEquals(expected.call("CONFIG", "GET", words[0]), actual.call("CONFIG", "GET", words[0]), pair);
            }
        }
    }

    private static List<String> execReplies(final ServerUnderTest server) {
        try (RawConnection reading = server.connect(); RawConnection writing = server.connect();
            RawConnection control = server.connect()) {
            control.call("FLUSHALL");
            control.call("SET", "k", "1");
            for (final RawConnection connection : List.of(reading, writing)) {
                connection.call("MULTI");
                connection.call("GET", "k");
            }
            writing.call("INCR", "k");
            control.call("CONFIG", "SET", "maxmemory", "1");
            try {
                return List.of(reading.call("EXEC"), writing.call("EXEC"), writing.call("GET", "k"));
            } finally {
                end(control);
            }
        }
    }

    private static void end(final RawConnection connection) {
        connection.call("DISCARD");
        connection.call("CONFIG", "SET", "maxmemory", "0", "maxmemory-policy", "noeviction");
    }
}
