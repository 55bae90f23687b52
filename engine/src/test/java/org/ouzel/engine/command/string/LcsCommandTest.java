package org.ouzel.engine.command.string;

import org.junit.jupiter.api.Test;
import org.ouzel.engine.harness.CommandTest;

class LcsCommandTest extends CommandTest {
    @Override
    protected String[] settings() {
        return new String[] {"proto-max-bulk-len", "1mb"};
    }

    @Test
    void shouldFindTheLongestCommonSubsequence() {
        engine.run("MSET k1 ohmytext k2 mynewtext");
        expect("$6 mytext", "LCS k1 k2");
        expect(":6", "LCS k1 k2 LEN");
        expect("*4 $7 matches *2 *2 *2 :4 :7 *2 :5 :8 *2 *2 :2 :3 *2 :0 :1 $3 len :6", "LCS k1 k2 IDX");
        expect("*4 $7 matches *1 *3 *2 :4 :7 *2 :5 :8 :4 $3 len :6", "LCS k1 k2 IDX MINMATCHLEN 4 WITHMATCHLEN");
        expect("*4 $7 matches *0 $3 len :6", "LCS k1 k2 MINMATCHLEN 5 IDX");
        engine.run("HELLO 3");
        expect("%2 $7 matches *1 *2 *2 :4 :7 *2 :5 :8 $3 len :6", "LCS k1 k2 IDX MINMATCHLEN 4");
    }

    @Test
    void shouldTakeMissingKeysForEmptyStrings() {
        expect("$0 ", "LCS a b");
        expect(":0", "LCS a b LEN");
        expect("*4 $7 matches *0 $3 len :0", "LCS a b IDX");
        engine.run("SET a x");
        expect("$0 ", "LCS a b");
        expect("$0 ", "LCS b a");
        expect("$1 x", "LCS a a");
    }

    @Test
    void shouldCompareNumbersByTheirDigits() {
        engine.run("MSET a 1234567 b 24680");
        expect("$3 246", "LCS a b");
        expect("*4 $7 matches *1 *3 *2 :0 :6 *2 :0 :6 :7 $3 len :7", "LCS a a IDX WITHMATCHLEN");
    }

    @Test
    void shouldRefuseBadRequests() {
        engine.run("MSET a 1 b 2");
        engine.putOtherType("set");
        expect("-ERR The specified keys must contain string values", "LCS a set");
        expect("-ERR The specified keys must contain string values", "LCS set missing junk");
        expect("-ERR If you want both the length and indexes, please just use IDX.", "LCS a b LEN IDX");
        expect("-ERR syntax error", "LCS a b junk");
        expect("-ERR syntax error", "LCS a b IDX MINMATCHLEN");
        expect("-ERR value is not an integer or out of range", "LCS a b MINMATCHLEN x");
        expect("-ERR wrong number of arguments for 'lcs' command", "LCS a");
    }

    @Test
    void shouldBoundTheWork() {
        engine.run("SETRANGE a 510 x");
        engine.run("SETRANGE b 510 x");
        expect(":511", "LCS a b LEN");
        engine.run("APPEND a xx");
        expect("-ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len", "LCS a b");
    }
}
