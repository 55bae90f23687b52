package org.ouzel.engine.ring;

import java.nio.charset.StandardCharsets;
import org.ouzel.engine.settings.Setting;
import org.ouzel.engine.settings.SettingsTable;
import org.ouzel.protocol.NativeMemory;

/** Requests as people read them: in the slow log and in what MONITOR sends. */
final class RequestText {
    private static final String CONFIG_SET = "config|set";
    private static final int FIRST_SETTING_VALUE = 3;
    private static final long MS_PER_SECOND = 1000;
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7E;

    private RequestText() {
    }

    static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns an argument, or its beginning and how much more there was; nothing of a secret. */
    static byte[] shown(final CommandEvent event, final int index, final int maxBytes) {
        if (isSecretSetting(event, index)) {
            return bytes("(redacted)");
        }
        final int length = event.argLength(index);
        if (length <= maxBytes) {
            return NativeMemory.toArray(event.argAddress(index), length);
        }
        return bytes(NativeMemory.toText(event.argAddress(index), maxBytes) + "... (" + (length - maxBytes)
            + " more bytes)");
    }

    /** Tells whether an argument is the value of a setting that CONFIG SET gets and nobody else may see. */
    private static boolean isSecretSetting(final CommandEvent event, final int index) {
        if (index < FIRST_SETTING_VALUE || index % 2 == 0 || !event.spec().name().equals(CONFIG_SET)) {
            return false;
        }
        final Setting setting = SettingsTable.find(
            NativeMemory.toText(event.argAddress(index - 1), event.argLength(index - 1)));
        return setting != null && setting.isSecret();
    }

    /** Returns {@code +<seconds>.<microseconds> [<db> <caller>] "<argument>" ...} with its line end. */
    static byte[] monitorLine(final CommandEvent event, final String caller) {
        final StringBuilder line = new StringBuilder(64);
        line.append('+').append(event.nowMs() / MS_PER_SECOND).append('.');
        final String micros = String.valueOf(1_000_000 + event.nowMs() % MS_PER_SECOND * MS_PER_SECOND);
        line.append(micros, 1, micros.length());
        line.append(" [").append(event.database()).append(' ').append(caller).append(']');
        for (int i = 0; i < event.argCount(); i++) {
            line.append(" \"");
            quote(line, event.argAddress(i), event.argLength(i));
            line.append('"');
        }
        return bytes(line.append("\r\n").toString());
    }

    private static void quote(final StringBuilder line, final long address, final int length) {
        for (int i = 0; i < length; i++) {
            final int each = NativeMemory.getUnsignedByte(address + i);
            switch (each) {
                case '\\', '"' -> line.append('\\').append((char) each);
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                case 7 -> line.append("\\a");
                case '\b' -> line.append("\\b");
                default -> {
                    if (each >= FIRST_PRINTABLE && each <= LAST_PRINTABLE) {
                        line.append((char) each);
                    } else {
                        line.append(String.format("\\x%02x", each));
                    }
                }
            }
        }
    }
}
