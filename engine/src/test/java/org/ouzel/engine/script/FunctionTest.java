package org.ouzel.engine.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

/** Libraries of functions: what they see, keep and change; their messages are compared with Redis elsewhere. */
class FunctionTest extends CommandTest {
    private static final String COUNTER = "#!lua name=counter\nlocal calls = 0\n"
        + "redis.register_function('count', function(keys, args) calls = calls + 1 return calls end)\n"
        + "redis.register_function('add', function(keys, args) return redis.call('INCRBY', keys[1], args[1]) end)\n"
        + "redis.register_function{function_name = 'look', callback = function(keys) return redis.call('GET', keys[1]) "
        + "end, flags = {'no-writes'}}\n";

    private void loadCounter() {
        expect("$7 counter", "FUNCTION", "LOAD", "REPLACE", COUNTER);
        engine.effects();
    }

    @Test
    void shouldReachKeysOfAllShards() {
        expect("$4 fill", "FUNCTION", "LOAD", "#!lua name=fill\nredis.register_function('fill', function() "
            + "for i = 1, 30 do redis.call('SET', 'k' .. i, i) end return redis.status_reply('DONE') end)");
        expect("+DONE", "FCALL fill 0");
        expect(":30", "DBSIZE");
    }

    @Test
    void shouldKeepWhatALibraryKeeps() {
        loadCounter();
        for (int i = 1; i <= 9; i++) {
            expect(":" + i, "FCALL", "count", "1", "k" + i);
        }
        expect(":10", "FCALL count 0");
        loadCounter();
        expect(":1", "FCALL count 0");
    }

    @Test
    void shouldJournalTheEffectsOfFunctions() {
        loadCounter();
        expect(":5", "FCALL add 1 a 5");
        expect("$1 5", "FCALL_RO look 1 a");
        expect(":1", "FCALL count 0");
        assertEquals(List.of("MULTI; INCRBY a 5; EXEC"), engine.effects());
    }

    @Test
    void shouldJournalChangesOfLibraries() {
        expect("$7 counter", "FUNCTION", "LOAD", COUNTER);
        expect("-ERR Library 'counter' already exists", "FUNCTION", "LOAD", COUNTER);
        expect("-ERR Library not found", "FUNCTION DELETE nosuch");
        assertEquals(List.of("FUNCTION LOAD " + COUNTER), engine.effects());
        expect("+OK", "FUNCTION DELETE counter");
        expect("+OK", "FUNCTION FLUSH ASYNC");
        assertEquals(List.of("FUNCTION DELETE counter", "FUNCTION FLUSH ASYNC"), engine.effects());
    }

    @Test
    void shouldKeepLibrariesWhenAllKeysAreFlushed() {
        loadCounter();
        expect(":1", "FCALL count 0");
        expect("+OK", "FLUSHALL");
        expect(":2", "FCALL count 0");
        expect("+OK", "SCRIPT FLUSH");
        expect(":3", "FCALL count 0");
    }

    @Test
    void shouldLoadWithinATransaction() {
        expect("+OK", "MULTI");
        expect("+QUEUED", "FUNCTION", "LOAD", COUNTER);
        expect("+QUEUED", "FCALL add 1 a 2");
        expect("+QUEUED", "FUNCTION FLUSH");
        expect("+QUEUED", "FCALL add 1 a 2");
        expect("*4 $7 counter :2 +OK -ERR Function not found", "EXEC");
        assertEquals(List.of("MULTI; FUNCTION LOAD " + COUNTER + "; INCRBY a 2; FUNCTION FLUSH; EXEC"),
            engine.effects());
    }

    @Test
    void shouldCountMemory() {
        final long before = figure("used_memory");
        assertEquals(0, figure("number_of_libraries"));
        assertEquals(0, figure("used_memory_vm_functions"));
        expect("$3 big", "FUNCTION", "LOAD", "#!lua name=big\nlocal kept = {}\nredis.register_function('keep', "
            + "function() kept[1] = ('x'):rep(5000000) end)");
        expect("$-1", "FCALL keep 0");
        assertEquals(1, figure("number_of_libraries"));
        assertEquals(1, figure("number_of_functions"));
        assertTrue(figure("used_memory_vm_functions") > 5_000_000);
        assertTrue(figure("used_memory") - before > 5_000_000);
        expect("+OK", "FUNCTION FLUSH");
        assertEquals(0, figure("number_of_functions"));
        assertEquals(0, figure("used_memory_vm_functions"));
    }

    @Test
    void shouldBoundWhatLibrariesKeep() {
        expect("$5 hoard", "FUNCTION", "LOAD", "#!lua name=hoard\nlocal kept = {}\nredis.register_function('hoard', "
            + "function() for i = 1, 1000 do kept[#kept + 1] = ('x'):rep(1000000) .. #kept end end)\n"
            + "redis.register_function('size', function() return #kept end)");
        final String reply = engine.run("FCALL hoard 0");
        assertTrue(reply.contains("not enough memory"), reply);
        final String size = engine.run("FCALL size 0");
        assertTrue(Integer.parseInt(size.substring(1)) < 64, size);
        expect(":1", "EVAL", "return 1", "0");
    }

    @Test
    void shouldShowWhatALibraryIsMadeOf() {
        loadCounter();
        expect("*1 *8 $12 library_name $7 counter $6 engine $3 LUA $9 functions *3 "
            + "*6 $4 name $5 count $11 description $-1 $5 flags *0 "
            + "*6 $4 name $3 add $11 description $-1 $5 flags *0 "
            + "*6 $4 name $4 look $11 description $-1 $5 flags *1 +no-writes "
            + "$12 library_code $" + COUNTER.length() + " " + COUNTER, "FUNCTION LIST WITHCODE");
    }

    @Test
    void shouldRefuseWritesOfFunctionsThatPromisedNone() {
        expect("$3 lib", "FUNCTION", "LOAD", "#!lua name=lib\nredis.register_function{function_name = 'w', flags = "
            + "{'no-writes'}, callback = function() return redis.pcall('SET', 'a', 1) end}");
        expect("-ERR Write commands are not allowed from read-only scripts.", "FCALL w 0");
        loadCounter();
        expect("-ERR Can not execute a script with write flag using *_ro command.", "FCALL_RO add 1 a 1");
        assertEquals(List.of(), engine.effects());
    }

    private long figure(final String name) {
        final String info = engine.run("INFO", "memory");
        final int start = info.indexOf(" " + name + ":") + name.length() + 2;
        return Long.parseLong(info.substring(start, info.indexOf(' ', start)));
    }
}
