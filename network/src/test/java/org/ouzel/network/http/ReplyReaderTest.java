package org.ouzel.network.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyReaderTest {
    private static final String ALL = "+OK\r\n-ERR no\r\n:-7\r\n,1.5\r\n(123456789012345678901\r\n#t\r\n_\r\n"
        + "$3\r\na\r\n\r\n$0\r\n\r\n$-1\r\n*-1\r\n*0\r\n=7\r\ntxt:abc\r\n!5\r\nERR x\r\n*2\r\n:1\r\n*1\r\n$1\r\nb\r\n"
        + "%1\r\n+k\r\n*2\r\n:1\r\n:2\r\n~1\r\n+m\r\n>1\r\n+p\r\n";
    private static final String SHOWN = "STATUS OK|ERROR ERR no|INTEGER -7|DOUBLE 1.5|"
        + "BIG_NUMBER 123456789012345678901|BOOLEAN t|NULL|BULK a\r\n|BULK |NULL|NULL|ARRAY[]|VERBATIM abc|ERROR ERR x|"
        + "ARRAY[INTEGER 1, ARRAY[BULK b]]|MAP[STATUS k, ARRAY[INTEGER 1, INTEGER 2]]|SET[STATUS m]|PUSH[STATUS p]";

    private static String show(final Reply reply) {
        return switch (reply.kind()) {
            case NULL -> "NULL";
            case ARRAY, SET, MAP, PUSH -> reply.kind() + reply.items().stream().map(ReplyReaderTest::show).toList()
                .toString();
            default -> reply.kind() + " " + reply.text();
        };
    }

    private static String read(final byte[]... pieces) {
        final List<String> shown = new ArrayList<>();
        final ReplyReader reader = new ReplyReader(1000);
        for (final byte[] piece : pieces) {
            reader.read(piece, reply -> shown.add(show(reply)));
        }
        return String.join("|", shown);
    }

    @Test
    void shouldReadAllTypes() {
        assertEquals(SHOWN, read(bytes(ALL)));
    }

    @Test
    void shouldReadWhatIsCutAnywhere() {
        final byte[] all = bytes(ALL);
        for (int cut = 0; cut <= all.length; cut++) {
            assertEquals(SHOWN, read(Arrays.copyOf(all, cut), Arrays.copyOfRange(all, cut, all.length)), "cut=" + cut);
        }
    }

    @Test
    void shouldReadByteByByte() {
        final byte[] all = bytes(ALL);
        final byte[][] pieces = new byte[all.length][];
        for (int i = 0; i < all.length; i++) {
            pieces[i] = new byte[] {all[i]};
        }
        assertEquals(SHOWN, read(pieces));
    }

    @Test
    void shouldRefuseAReplyThatIsTooLong() {
        final ReplyReader reader = new ReplyReader(1000);
        reader.read(bytes("$900\r\n" + "x".repeat(900) + "\r\n"), reply -> { });
        reader.read(bytes("*2\r\n$600\r\n" + "x".repeat(600) + "\r\n"), reply -> { });
        assertThrows(IllegalStateException.class,
            () -> reader.read(bytes("$600\r\n" + "x".repeat(590)), reply -> { }));
    }

    @Test
    void shouldRefuseWhatIsNoReply() {
        assertThrows(IllegalStateException.class, () -> read(bytes("?\r\n")));
        assertThrows(NumberFormatException.class, () -> read(bytes("$x\r\n")));
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
