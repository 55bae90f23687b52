package org.ouzel.engine.command.stream;

import org.ouzel.engine.command.CommandContext;
import org.ouzel.engine.command.ContextLocal;
import org.ouzel.engine.command.EffectWriter;
import org.ouzel.engine.type.StreamCursor;
import org.ouzel.engine.type.StreamFields;
import org.ouzel.engine.type.StreamId;
import org.ouzel.protocol.Decimal;
import org.ouzel.protocol.NativeBuffer;
import org.ouzel.protocol.NativeMemory;
import org.ouzel.protocol.ReplyWriter;

/** What the stream commands of one thread reuse: readers of arguments, and writers of identifiers and entries. */
final class StreamTools implements AutoCloseable {
    private static final ContextLocal<StreamTools> LOCAL = new ContextLocal<>(StreamTools::new);
    private static final int HEADER_BYTES = 1 + Decimal.MAX_BYTES + 2;
    private static final short LINE_END = (short) ('\n' << 8 | '\r');

    final StreamIdReader ids = new StreamIdReader();
    final TrimArguments trim = new TrimArguments();
    final ArgumentFields fields = new ArgumentFields();
    private final long idText = NativeMemory.allocate(StreamId.MAX_TEXT_BYTES);

    private StreamTools() {
    }

    static StreamTools of(final CommandContext context) {
        return context.local(LOCAL);
    }

    void writeId(final ReplyWriter reply, final long ms, final long seq) {
        reply.bulk(idText, StreamId.write(ms, seq, idText));
    }

    void writeId(final ReplyWriter reply, final StreamId id) {
        writeId(reply, id.ms(), id.seq());
    }

    void writeId(final EffectWriter effect, final StreamId id) {
        effect.bytes(idText, StreamId.write(id.ms(), id.seq(), idText));
    }

    /** Writes the entry that a cursor stands on: its identifier, and the array of its fields and values. */
    void writeEntry(final ReplyWriter reply, final StreamCursor cursor) {
        reply.array(2);
        writeId(reply, cursor.ms(), cursor.seq());
        final StreamFields entry = cursor.fields();
        final int count = entry.fieldCount();
        reply.array(2 * count);
        entry.rewind();
        for (int i = 0; i < count; i++) {
            entry.nextField();
            reply.bulk(entry.nameAddress(), entry.nameLength());
            reply.bulk(entry.valueAddress(), entry.valueLength());
        }
    }

    /**
     * Writes the array of a cursor's entries.
     *
     * @param limit how many at most
     */
    void writeEntries(final ReplyWriter reply, final StreamCursor cursor, final long limit) {
        final int start = reply.buffer().length();
        int count = 0;
        while (count < limit && cursor.next()) {
            writeEntry(reply, cursor);
            count++;
        }
        insertArray(reply, start, count);
    }

    /** Puts an identifier before what was written from a place of the reply on. */
    void insertId(final ReplyWriter reply, final int start, final StreamId id) {
        final NativeBuffer buffer = reply.buffer();
        final int end = buffer.length();
        writeId(reply, id);
        final byte[] written = NativeMemory.toArray(buffer.address() + end, buffer.length() - end);
        final long at = buffer.address() + start;
        NativeMemory.move(at, at + written.length, end - start);
        NativeMemory.copy(written, 0, at, written.length);
    }

    /** Makes an array of the elements written from a place of the reply on, whose number wasn't known before. */
    static void insertArray(final ReplyWriter reply, final int start, final int count) {
        insertHeader(reply, start, '*', count);
    }

    /** Makes a map (in RESP2 an array of pairs) of what was written from a place of the reply on. */
    static void insertMapOfPairs(final ReplyWriter reply, final int start, final int count) {
        insertHeader(reply, start, reply.isResp3() ? '%' : '*', count);
    }

    private static void insertHeader(final ReplyWriter reply, final int start, final char marker, final int count) {
        final NativeBuffer buffer = reply.buffer();
        buffer.reserve(HEADER_BYTES);
        final long at = buffer.address() + start;
        final int headerBytes = 1 + Decimal.length(count) + 2;
        NativeMemory.move(at, at + headerBytes, buffer.length() - start);
        NativeMemory.putByte(at, (byte) marker);
        Decimal.write(count, at + 1);
        NativeMemory.putShort(at + headerBytes - 2, LINE_END);
        buffer.advance(headerBytes);
    }

    @Override
    public void close() {
        NativeMemory.free(idText, StreamId.MAX_TEXT_BYTES);
    }
}
