package org.ouzel.persistence.rdb;

import java.io.IOException;
import org.ouzel.engine.ServerState;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.protocol.NativeMemory;

/** Reads an RDB file of versions 1 to 12: a file of its own, or one in front of an AOF. One thread. */
public final class RdbFileReader {
    /** A type, and a key and a value that are empty. */
    private static final int MIN_RECORD_BYTES = 3;

    private boolean isInRecord;
    private int version;
    private long databaseNumber;
    private final boolean isChecked;
    private final RdbInput in;
    private final RdbTarget target;
    private final RecordSink records;

    /**
     * @param in      stays the caller's
     * @param target  is told of all but the records
     * @param records gets these; stays the caller's
     */
    public RdbFileReader(final RdbInput in, final RdbTarget target, final RecordSink records,
        final ServerState server) {
        this.in = in;
        this.target = target;
        this.records = records;
        this.isChecked = server.settings().isOn(SettingsTable.RDBCHECKSUM);
        if (!isChecked) {
            in.withoutChecksum();
        }
    }

    /**
     * Reads up to the end of the RDB; {@link RdbInput#offset()} then is where something else may follow.
     *
     * @throws RdbFormatException where the file is no RDB, or damaged, or of a kind that can't be read
     */
    public void read() throws IOException {
        begin();
        while (readSome(Integer.MAX_VALUE)) {
            // To the end.
        }
    }

    /** Reads what stands in front; {@link #readSome} then reads the rest. See {@link #read}. */
    public void begin() throws IOException {
        version = readHeader();
    }

    /**
     * Reads so many records more, or fields between them, or a part of a large one; returns whether there may be more.
     */
    public boolean readSome(final int recordCount) throws IOException {
        for (int i = 0; i < recordCount; i++) {
            if (isInRecord) {
                isInRecord = !records.goOn(in);
                return true;
            }
            final int code = in.readByte();
            if (code == RdbFormat.OP_EOF) {
                if (version >= RdbFormat.FIRST_CHECKSUMMED_VERSION) {
                    verify();
                }
                return false;
            }
            if (RdbFormat.isRecord(code)) {
                isInRecord = !records.take(code, in, databaseNumber);
            } else {
                readOpcode(code);
            }
        }
        return true;
    }

    private int readHeader() throws IOException {
        final int magicLength = RdbFormat.MAGIC.length();
        final String header = NativeMemory.toText(in.take(magicLength + RdbFormat.VERSION_DIGITS),
            magicLength + RdbFormat.VERSION_DIGITS);
        if (!header.startsWith(RdbFormat.MAGIC)) {
            throw new RdbFormatException("not an RDB file: it doesn't begin with " + RdbFormat.MAGIC, 0);
        }
        final String digits = header.substring(magicLength);
        if (!digits.chars().allMatch(each -> each >= '0' && each <= '9')) {
            throw new RdbFormatException("not an RDB version: " + digits, magicLength);
        }
        final int version = Integer.parseInt(digits);
        if (version < 1 || version > RdbFormat.MAX_VERSION) {
            throw new RdbFormatException("can't read this RDB version: version=" + version + " highest="
                + RdbFormat.MAX_VERSION, magicLength);
        }
        return version;
    }

    /** What the target can't make use of is a failure of the file, at this place. */
    private void readForTarget(final int code) throws IOException {
        try {
            if (code == RdbFormat.OP_AUX) {
                target.auxiliary(in.readBytes(), in.readBytes());
            } else {
                target.function(in.readBytes(), in.offset());
            }
        } catch (final IllegalArgumentException e) {
            throw in.failure(e.getMessage() + ":");
        }
    }

    private void readOpcode(final int code) throws IOException {
        switch (code) {
            case RdbFormat.OP_SELECTDB -> databaseNumber = in.readLength();
            case RdbFormat.OP_RESIZEDB -> readSize();
            case RdbFormat.OP_AUX, RdbFormat.OP_FUNCTION2 -> readForTarget(code);
            case RdbFormat.OP_SLOT_INFO -> {
                in.readLength();
                in.readLength();
                in.readLength();
            }
            case RdbFormat.OP_FUNCTION_PRE_GA -> throw in.failure("functions of a pre-release can't be read:");
            case RdbFormat.OP_MODULE_AUX -> throw in.failure("data of modules can't be read: module="
                + ModuleName.of(in.readLength()));
            default -> throw in.failure("unknown opcode or type: code=" + code);
        }
    }

    private void readSize() throws IOException {
        final long keyCount = in.readLength();
        in.readLength();
        if (keyCount > 0 && keyCount <= in.remaining() / MIN_RECORD_BYTES) {
            records.size(keyCount, databaseNumber);
        }
    }

    private void verify() throws IOException {
        final long computed = in.checksum();
        final long stored = in.readLong();
        if (stored != 0 && isChecked && stored != computed) {
            throw in.failure("checksum is wrong: stored=" + Long.toHexString(stored) + " computed="
                + Long.toHexString(computed));
        }
    }
}
