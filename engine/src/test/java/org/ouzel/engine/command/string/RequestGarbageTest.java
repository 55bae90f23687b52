package org.ouzel.engine.command.string;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.RequestGarbage;
import org.ouzel.engine.settings.SettingException;
import org.ouzel.engine.settings.Settings;

/** In the steady state, requests make no garbage between the decoder and the sink. */
class RequestGarbageTest {
    private static final int KEY_COUNT = 10;

    @Test
    void shouldMakeNoGarbage() throws SettingException, IOException {
        final RequestGarbage requests = new RequestGarbage();
        for (int i = 0; i < KEY_COUNT; i++) {
            requests.add("SET", "key:" + i, "value:" + i);
            requests.add("GET", "key:" + i);
            requests.add("SET", "number:" + i, "12345");
            requests.add("GET", "number:" + i);
            requests.add("INCR", "counter:" + i);
            requests.add("SET", "key:" + i, "x".repeat(200), "EX", "10", "GET");
            requests.add("GETEX", "key:" + i, "PX", "100");
            requests.add("STRLEN", "key:" + i);
            requests.add("GETRANGE", "key:" + i, "1", "-2");
            requests.add("SETBIT", "bits:" + i, "100", "1");
            requests.add("GETBIT", "bits:" + i, "100");
            requests.add("BITCOUNT", "bits:" + i);
            requests.add("BITFIELD", "bits:" + i, "INCRBY", "u8", "#3", "1", "GET", "i16", "7");
            requests.add("MGET", "key:" + i, "number:" + i, "missing");
            requests.add("DIGEST", "key:" + i);
            requests.add("HSET", "hash:" + i, "field", "value", "other", "value:" + i);
            requests.add("HGET", "hash:" + i, "field");
            requests.add("HINCRBY", "hash:" + i, "count", "1");
            requests.add("HSET", "hash", "field:" + i, "value:" + i);
            requests.add("HMGET", "hash", "field:" + i, "missing");
            requests.add("HGETALL", "hash:" + i);
            requests.add("HRANDFIELD", "hash");
            requests.add("SADD", "set:" + i, "a", "b", "c");
            requests.add("SISMEMBER", "set:" + i, "b");
            requests.add("SPOP", "set:" + i);
            requests.add("SADD", "set", "member:" + i);
            requests.add("SREM", "set", "member:" + (i + 5) % 10);
            requests.add("SRANDMEMBER", "set");
            requests.add("SMEMBERS", "set:" + i);
        }
        final Settings settings = new Settings();
        settings.put("threading", "fused");
        settings.put("hash-max-listpack-entries", "8");
        settings.put("set-max-listpack-entries", "4");
        settings.conclude();
        // An object for just one of the kinds of request would be 16 bytes for each 29 requests, above half a byte
        // each; what the machine itself allocates now and then, as when code is compiled anew, is far below.
        final double garbageBytes = requests.bytesPerRequest(settings, null, engine -> { });
        assertTrue(garbageBytes < 0.5, () -> "bytes=" + garbageBytes);
    }
}
