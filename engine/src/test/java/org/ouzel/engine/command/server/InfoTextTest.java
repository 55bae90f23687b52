package org.ouzel.engine.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class InfoTextTest {
    @Test
    void shouldShowBytesAsRedisDoes() {
        assertEquals("0B", InfoText.human(0));
        assertEquals("1023B", InfoText.human(1023));
        assertEquals("1.00K", InfoText.human(1024));
        assertEquals("894.76K", InfoText.human(916_232));
        assertEquals("23.54G", InfoText.human(25_276_502_016L));
        assertEquals("8.00E", InfoText.human(Long.MAX_VALUE));
    }

    @Test
    void shouldGiveSharesOfNothing() {
        assertEquals("0.00%", InfoText.percent(5, 0));
        assertEquals("33.33%", InfoText.percent(1, 3));
    }

    @Test
    void shouldSeparateSectionsByABlankLine() {
        final InfoText text = new InfoText();
        text.section("One");
        text.add("a", 1);
        text.section("Two");
        text.addBytes("b", 2048);
        assertEquals("# One\r\na:1\r\n\r\n# Two\r\nb:2048\r\nb_human:2.00K\r\n", text.toString());
    }
}
