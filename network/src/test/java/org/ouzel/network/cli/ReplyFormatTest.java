package org.ouzel.network.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ouzel.protocol.client.Reply;

/** What redis-cli can't print itself, or only by chance; {@link CliSideBySideIT} compares the rest with it. */
class ReplyFormatTest {
    private static final String NESTED = "*2_%2_+k_*2_:1_$-1_+l_~0_>0__";

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "+OK_;OK_;OK_;\"OK\"_;\"OK\"_",
        "(123456789012345678901234567890_;(big number) 123456789012345678901234567890_"
            + ";123456789012345678901234567890_;123456789012345678901234567890_;123456789012345678901234567890_",
        "=8_txt:a\"b\\_;a\"b\\_;a\"b\\_;\"a\\\"b\\\\\"_;\"a\\\"b\\\\\"_",
        "!5_ERR x_;(error) ERR x_;ERR x__;ERROR,\"ERR x\"_;error:\"ERR x\"_",
        "*0_;(empty array)_;_;_;[]_",
        "%0_;(empty hash)_;_;_;{}_",
        "~0_;(empty set)_;_;_;[]_",
        ">0_;(empty push)_;_;_;[]_",
        "|1_+ttl_:7_$1_a_;\"a\"_;a_;\"a\"_;\"a\"_",
        "%1_#t_,inf_;1# (true) => (double) inf_;(true) inf_;true,inf_;{\"t\":inf}_"})
    void shouldPrintWhatRedisCliCannot(final String raw, final String typed, final String plain, final String csv,
        final String json) {
        final Reply reply = reply(raw);
        assertEquals(lines(typed), new TypedFormat(Palette.NONE).format(reply));
        assertEquals(lines(plain), new RawFormat("\n", "\n").format(reply));
        assertEquals(lines(csv), new CsvFormat().format(reply));
        assertEquals(lines(json), new JsonFormat(false).format(reply));
    }

    @Test
    void shouldIndentWhatIsNested() {
        assertEquals("""
            1) 1# k =>\s
                  1) (integer) 1
                  2) (nil)
               2# l => (empty set)
            2) (empty push)
            """, new TypedFormat(Palette.NONE).format(reply(NESTED.substring(0, NESTED.length() - 1))));
    }

    @Test
    void shouldColourTypes() {
        assertEquals("1# \u001b[36m\"k\"\u001b[0m => \u001b[33m(integer) 1\u001b[0m\n",
            new TypedFormat(Palette.ANSI).format(reply("%1_$1_k_:1_")));
        assertEquals("\u001b[31m(error) ERR\u001b[0m\n", new TypedFormat(Palette.ANSI).format(reply("-ERR_")));
        assertEquals("\u001b[90m(nil)\u001b[0m\n", new TypedFormat(Palette.ANSI).format(reply("$-1_")));
    }

    @Test
    void shouldPutDelimitersWhereTheyAreAskedFor() {
        assertEquals("1|2;", new RawFormat("|", ";").format(reply("*2_:1_:2_")));
    }

    private static Reply reply(final String text) {
        return Reply.parse(text.replace("_", "\r\n"));
    }

    private static String lines(final String text) {
        return text.replace('_', '\n');
    }
}
