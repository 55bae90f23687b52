package org.ouzel.engine.lua;

/**
 * The instructions. A, B and C are operands: registers, or where it says "value" a register from 0 up, or ~index of a
 * constant.
 */
final class Operation {
    static final int MOVE = 0;
    static final int LOADK = 1;
    /** A to B become nil. */
    static final int LOADNIL = 2;
    static final int GETUPVAL = 3;
    static final int SETUPVAL = 4;
    static final int GETCELL = 5;
    static final int SETCELL = 6;
    static final int NEWCELL = 7;
    static final int GETGLOBAL = 8;
    static final int SETGLOBAL = 9;
    static final int GETTABLE = 10;
    /** A[value B] = value C. */
    static final int SETTABLE = 11;
    static final int NEWTABLE = 12;
    static final int SELF = 13;
    static final int ADD = 14;
    static final int SUB = 15;
    static final int MUL = 16;
    static final int DIV = 17;
    static final int MOD = 18;
    static final int POW = 19;
    static final int UNM = 20;
    static final int NOT = 21;
    static final int LEN = 22;
    /** A = B .. to C. */
    static final int CONCAT = 23;
    static final int JUMP = 24;
    /** Jumps to A if B is true. */
    static final int JUMP_IF = 25;
    static final int JUMP_UNLESS = 26;
    /** Jumps to A if value B equals value C; the next five likewise. */
    static final int JUMP_EQ = 27;
    static final int JUMP_NE = 28;
    static final int JUMP_LT = 29;
    static final int JUMP_NOT_LT = 30;
    static final int JUMP_LE = 31;
    static final int JUMP_NOT_LE = 32;
    /** Registers A, A+1, A+2: count, limit, step; jumps to B if there is no first round. */
    static final int FOR_PREPARE = 33;
    /** Jumps to B for another round, A+3 being its number. */
    static final int FOR_LOOP = 34;
    /** Calls A with A+1 and A+2 for B values at A+3. */
    static final int ITERATE = 35;
    /** Jumps to B if A+3 isn't nil, which then is the next control value. */
    static final int ITERATE_LOOP = 36;
    /** Calls A with B arguments (or up to the top: -1) for C results (or all: -1). */
    static final int CALL = 37;
    static final int TAIL_CALL = 38;
    /** Returns B values (or up to the top: -1) from A on. */
    static final int RETURN = 39;
    static final int VARARG = 40;
    static final int CLOSURE = 41;
    /** Stores B values (or up to the top: -1) behind A into table A, from number C on. */
    static final int SETLIST = 42;

    private Operation() {
    }
}
