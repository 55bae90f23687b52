package org.ouzel.persistence.aof;

import java.io.IOException;
import java.nio.file.Path;
import org.ouzel.engine.command.CommandTable;
import org.ouzel.protocol.DecodeLimits;
import org.ouzel.protocol.DecodeState;
import org.ouzel.protocol.DecodedRequests;
import org.ouzel.protocol.NativeMemory;
import org.ouzel.protocol.RequestDecoder;

/** Reads a file of RESP commands and annotations, some at a time. One thread. */
final class RecordReader implements AutoCloseable {
    private static final int BATCH_COUNT = 256;
    private static final int MAX_ARGUMENT_COUNT = 1 << 28;
    private static final DecodeLimits LIMITS = new DecodeLimits(MAX_ARGUMENT_COUNT, Integer.MAX_VALUE);
    private static final String EXEC = "EXEC";

    /** What {@link #next()} found. */
    enum Found {
        /** One or more records. */
        RECORDS,
        /** The end of the file. */
        END,
        /** The beginning of a record, and the end of the file within it. */
        TORN,
        /** Something that is no record. */
        CORRUPT
    }

    private int position;
    private int batchStart;
    private final RequestDecoder decoder = new RequestDecoder();
    private final DecodeState state = new DecodeState();
    private final Path path;
    private final MappedWindow window;

    private RecordReader(final Path path, final MappedWindow window) {
        this.path = path;
        this.window = window;
    }

    /** Opens a file at an offset, 0 or what lies in front of the commands. */
    static RecordReader open(final Path path, final long offset) throws IOException {
        final MappedWindow window = MappedWindow.open(path);
        window.moveTo(offset);
        return new RecordReader(path, window);
    }

    Path path() {
        return path;
    }

    long fileBytes() {
        return window.fileBytes();
    }

    /** Reads on; what was found before isn't there any more. */
    Found next() throws IOException {
        while (true) {
            batchStart = position;
            final int consumed = decoder.decode(window.address() + position, window.length() - position, state, LIMITS,
                BATCH_COUNT);
            state.reset();
            if (requests().count() > 0) {
                position += consumed;
                return Found.RECORDS;
            }
            if (consumed > 0 || requests().error() != null) {
                return Found.CORRUPT;
            }
            if (window.isAtEnd()) {
                return position == window.length() ? Found.END : Found.TORN;
            }
            if (position > 0) {
                window.moveTo(offset());
                position = 0;
            } else if (!window.grow()) {
                return Found.CORRUPT;
            }
        }
    }

    /** Returns the records found. */
    DecodedRequests requests() {
        return decoder.requests();
    }

    /** Returns the address that the records' starts count from. */
    long base() {
        return window.address() + batchStart;
    }

    /** Returns the offset in the file of the first record found, or of what isn't one. */
    long batchOffset() {
        return window.offset() + batchStart;
    }

    /** Returns the offset in the file behind what was found. */
    long offset() {
        return window.offset() + position;
    }

    /** Tells whether a record is a command of one word. */
    boolean isWord(final int record, final String word) {
        return isWord(requests(), base(), record, word);
    }

    /** Tells whether a whole EXEC stands behind a record of the batch found, which begins at an offset of the file. */
    boolean isExecBehind(final int first, final long from) throws IOException {
        for (int record = first; record < requests().end();) {
            if (isWord(record, EXEC)) {
                return true;
            }
            record = requests().next(record);
        }
        try (RecordReader scout = open(path, from)) {
            while (scout.next() == Found.RECORDS) {
                int record = 0;
                for (int i = 0; i < scout.requests().count(); i++) {
                    if (scout.isWord(record, EXEC)) {
                        return true;
                    }
                    record = scout.requests().next(record);
                }
            }
            return false;
        }
    }

    /**
     * Tells whether whole commands stand behind the beginning of one that seems to reach beyond the file's end: then
     * its length is wrong, and it isn't the last.
     */
    boolean isFollowed(final long from, final CommandTable table) throws IOException {
        final long start = from - window.offset() + window.address();
        final long end = window.address() + window.length();
        for (long address = start + 1; address < end; address++) {
            if (NativeMemory.getByte(address) == '*' && NativeMemory.getByte(address - 1) == '\n') {
                state.reset();
                decoder.decode(address, (int) (end - address), state, LIMITS, 1);
                state.reset();
                final DecodedRequests found = requests();
                if (found.count() == 1 && found.start(0) == 0
                    && table.find(address + found.argumentOffset(0, 0), found.argumentLength(0, 0)) != null) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        window.close();
    }

    private static boolean isWord(final DecodedRequests requests, final long base, final int record,
        final String word) {
        if (requests.argumentCount(record) != 1 || requests.argumentLength(record, 0) != word.length()) {
            return false;
        }
        final long address = base + requests.start(record) + requests.argumentOffset(record, 0);
        for (int i = 0; i < word.length(); i++) {
            if ((NativeMemory.getByte(address + i) & ~0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
