package org.ouzel.engine.lua;

/** What the source is made of. */
enum Token {
    AND("and"), BREAK("break"), DO("do"), ELSE("else"), ELSEIF("elseif"), END("end"), FALSE("false"), FOR("for"),
    FUNCTION("function"), IF("if"), IN("in"), LOCAL("local"), NIL("nil"), NOT("not"), OR("or"), REPEAT("repeat"),
    RETURN("return"), THEN("then"), TRUE("true"), UNTIL("until"), WHILE("while"),
    CONCAT(".."), DOTS("..."), EQ("=="), GE(">="), LE("<="), NE("~="),
    NUMBER("<number>"), NAME("<name>"), STRING("<string>"), EOF("<eof>"),
    /** A single character that stands for itself: {@link Lexer#character()}. */
    CHARACTER("");

    private final String text;

    Token(final String text) {
        this.text = text;
    }

    /** Returns the token as messages show it. */
    String text() {
        return text;
    }

    boolean isReserved() {
        return ordinal() <= WHILE.ordinal();
    }
}
