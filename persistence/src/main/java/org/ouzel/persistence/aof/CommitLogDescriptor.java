package org.ouzel.persistence.aof;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Layout of the commit log. Numbers are big-endian; every batch begins at a page, so that writing one touches no other.
 *
 * <pre>
 *  page 0                       half 0                     half 1
 * ┌──────────────────────────┬──────────────────────────┬──────────────────────────┐
 * │ header                   │ batch │ batch │ …        │ batch │ …                │
 * └──────────────────────────┴──────────────────────────┴──────────────────────────┘
 *
 * header   0 magic (8) │ 8 checksum (4) │ 12 boot length (4) │ 16 generation (8) │ 24 boot (up to 64)
 * batch    0 magic (4) │ 4 checksum (4) │ 8 generation (8) │ 16 number (8) │ 24 needed (8)
 *          32 increment (8) │ 40 offset (8) │ 48 length (4) │ 52 unused (12) │ 64 content
 * </pre>
 *
 * <ul>
 * <li>generation: drawn each time the log is begun; a batch of another one is a remainder.
 * <li>boot: what Linux calls this run of the machine; while it lasts, what was written can't be lost; empty if it can.
 * <li>number: counts the batches from 1 on; needed: those below it are on disk in the append only file.
 * <li>increment, offset: the sequence number of the file that the content belongs to, and where in it.
 * <li>checksum: CRC-32C of everything in use behind it.
 * </ul>
 */
final class CommitLogDescriptor {
    static final int PAGE_BYTES = 4096;
    static final int HALF_BYTES = 8 << 20;
    static final int FILE_BYTES = PAGE_BYTES + 2 * HALF_BYTES;
    static final int BATCH_HEADER_BYTES = 64;

    /** In place of a boot: what was written may be lost though the machine runs. */
    static final String NO_BOOT = "";

    static final int BATCH_MAGIC = 0x4f5a4254;

    static final int GENERATION_AT = 16;

    static final int BATCH_CHECKSUM_AT = 4;
    static final int BATCH_GENERATION_AT = 8;
    static final int NUMBER_AT = 16;
    static final int NEEDED_AT = 24;
    static final int INCREMENT_AT = 32;
    static final int OFFSET_AT = 40;
    static final int LENGTH_AT = 48;

    private static final long FILE_MAGIC = 0x4f555a454c434c31L;
    private static final int CHECKSUM_AT = 8;
    private static final int BOOT_LENGTH_AT = 12;
    private static final int BOOT_AT = 24;
    private static final int MOST_BOOT_BYTES = 64;
    private static final Path BOOT_FILE = Path.of("/proc/sys/kernel/random/boot_id");

    private CommitLogDescriptor() {
    }

    /** Returns the first position of a half. */
    static int halfStart(final int half) {
        return PAGE_BYTES + half * HALF_BYTES;
    }

    /** Returns how many bytes of whole pages a batch takes. */
    static int pages(final int bytes) {
        return (bytes + PAGE_BYTES - 1) & -PAGE_BYTES;
    }

    /** Returns the checksum of a part of a buffer, which stays as it is. */
    static int checksum(final CRC32C crc, final ByteBuffer buffer, final int from, final int to) {
        final int position = buffer.position();
        final int limit = buffer.limit();
        buffer.limit(to).position(from);
        crc.reset();
        crc.update(buffer);
        buffer.limit(limit).position(position);
        return (int) crc.getValue();
    }

    /** Returns a header page. */
    static ByteBuffer header(final long generation, final String boot) {
        final byte[] text = boot.getBytes(StandardCharsets.US_ASCII);
        final int length = Math.min(MOST_BOOT_BYTES, text.length);
        final ByteBuffer page = ByteBuffer.allocate(PAGE_BYTES);
        page.putLong(0, FILE_MAGIC).putLong(GENERATION_AT, generation).putInt(BOOT_LENGTH_AT, length);
        page.put(BOOT_AT, text, 0, length);
        return page.putInt(CHECKSUM_AT, checksum(new CRC32C(), page, BOOT_LENGTH_AT, BOOT_AT + length));
    }

    /** Tells whether a page is a header whose log holds something. */
    static boolean isHeader(final ByteBuffer page) {
        final int length = page.getInt(BOOT_LENGTH_AT);
        return page.getLong(0) == FILE_MAGIC && length >= 0 && length <= MOST_BOOT_BYTES
            && page.getInt(CHECKSUM_AT) == checksum(new CRC32C(), page, BOOT_LENGTH_AT, BOOT_AT + length);
    }

    /** Returns the boot that a header page names. */
    static String boot(final ByteBuffer page) {
        final byte[] text = new byte[page.getInt(BOOT_LENGTH_AT)];
        page.get(BOOT_AT, text);
        return new String(text, StandardCharsets.US_ASCII);
    }

    /** Returns what this run of the machine is called; {@link #NO_BOOT} where that can't be told. */
    static String currentBoot() {
        try {
            return Files.readString(BOOT_FILE).strip();
        } catch (final IOException e) {
            return NO_BOOT;
        }
    }
}
