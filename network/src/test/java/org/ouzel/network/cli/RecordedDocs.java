package org.ouzel.network.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.ouzel.protocol.client.Reply;

/** What Ouzel answered to {@code COMMAND DOCS get set zadd …} by RESP3. */
final class RecordedDocs {
    private RecordedDocs() {
    }

    static CommandDocs resp3() {
        return CommandDocs.read(Reply.parse(recorded()));
    }

    /** The same as it would have come by RESP2, where maps and sets are arrays. */
    static CommandDocs resp2() {
        final String arrays = Pattern.compile("^%(\\d+)", Pattern.MULTILINE).matcher(recorded())
            .replaceAll(map -> "*" + 2 * Integer.parseInt(map.group(1)));
        return CommandDocs.read(Reply.parse(arrays.replaceAll("(?m)^~(?=\\d)", "*")));
    }

    private static String recorded() {
        try (InputStream file = RecordedDocs.class.getResourceAsStream("command-docs.resp")) {
            return new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
