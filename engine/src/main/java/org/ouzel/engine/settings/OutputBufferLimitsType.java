package org.ouzel.engine.settings;

import java.util.List;

/** Groups of class, hard limit, soft limit and soft seconds; classes that aren't given keep theirs. */
final class OutputBufferLimitsType implements SettingType {
    private static final int GROUP_WORD_COUNT = 4;

    @Override
    public String label() {
        return "output limits";
    }

    @Override
    public String range() {
        return "groups of class (normal, replica, pubsub), hard bytes, soft bytes, soft seconds";
    }

    @Override
    public Object parse(final String text, final Object current) throws SettingException {
        final List<String> words = WordListType.words(text);
        if (words.isEmpty() || words.size() % GROUP_WORD_COUNT != 0) {
            throw new SettingException("Wrong number of arguments in buffer limit configuration.");
        }
        final OutputBufferLimit none = new OutputBufferLimit(0, 0, 0);
        OutputBufferLimits limits = current == null
            ? new OutputBufferLimits(none, none, none)
            : (OutputBufferLimits) current;
        for (int i = 0; i < words.size(); i += GROUP_WORD_COUNT) {
            final ClientClass clientClass = ClientClass.of(words.get(i));
            if (clientClass == null) {
                throw new SettingException("Invalid client class specified in buffer limit configuration.");
            }
            limits = limits.with(clientClass, limit(words.subList(i + 1, i + GROUP_WORD_COUNT)));
        }
        return limits;
    }

    @Override
    public String format(final Object value) {
        final OutputBufferLimits limits = (OutputBufferLimits) value;
        final StringBuilder text = new StringBuilder();
        for (final ClientClass each : ClientClass.values()) {
            final OutputBufferLimit limit = limits.of(each);
            text.append(text.length() == 0 ? "" : " ").append(each.word()).append(' ').append(limit.hardBytes())
                .append(' ').append(limit.softBytes()).append(' ').append(limit.softSeconds());
        }
        return text.toString();
    }

    @Override
    public boolean isWordList() {
        return true;
    }

    @Override
    public boolean isCumulative() {
        return true;
    }

    private static OutputBufferLimit limit(final List<String> words) throws SettingException {
        final long hardBytes = MemoryType.parseBytes(words.get(0));
        final long softBytes = MemoryType.parseBytes(words.get(1));
        long softSeconds;
        try {
            softSeconds = Integer.parseInt(words.get(2));
        } catch (final NumberFormatException e) {
            softSeconds = -1;
        }
        if (hardBytes < 0 || softBytes < 0 || softSeconds < 0) {
            throw new SettingException("Error in hard, soft or soft_seconds setting in buffer limit configuration.");
        }
        return new OutputBufferLimit(hardBytes, softBytes, softSeconds);
    }
}
