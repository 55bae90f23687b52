package org.ouzel.persistence.aof;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which files make up the append only file, in the format of Redis 7: {@code file NAME seq N type b|h|i}, a line each,
 * base first, then what was replaced, then increments in order. Immutable.
 *
 * @param base       the base, or null
 * @param history    replaced files that are still to be removed
 * @param increments the increments, in order
 */
record AofManifest(AofFileInfo base, List<AofFileInfo> history, List<AofFileInfo> increments) {
    static final AofManifest EMPTY = new AofManifest(null, List.of(), List.of());

    private static final String WHITESPACE = "[ \\t]+";

    /**
     * Reads a manifest.
     *
     * @throws AofFormatException when it isn't one; the message names the line
     */
    static AofManifest parse(final String text) throws AofFormatException {
        AofFileInfo base = null;
        final List<AofFileInfo> history = new ArrayList<>();
        final List<AofFileInfo> increments = new ArrayList<>();
        final String[] lines = text.split("\r?\n");
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].isBlank() || lines[i].startsWith("#")) {
                continue;
            }
            final AofFileInfo file = parseLine(lines[i], i + 1);
            switch (file.kind()) {
                case BASE -> {
                    if (base != null) {
                        throw new AofFormatException("two base files, line=" + (i + 1));
                    }
                    base = file;
                }
                case HISTORY -> history.add(file);
                default -> {
                    if (!increments.isEmpty()
                        && increments.get(increments.size() - 1).sequence() >= file.sequence()) {
                        throw new AofFormatException("increments are out of order, line=" + (i + 1));
                    }
                    increments.add(file);
                }
            }
        }
        return new AofManifest(base, List.copyOf(history), List.copyOf(increments));
    }

    /** Returns the text that {@link #parse} reads. */
    String format() {
        final StringBuilder text = new StringBuilder();
        for (final AofFileInfo file : all()) {
            text.append("file ").append(quoted(file.name())).append(" seq ").append(file.sequence()).append(" type ")
                .append(file.kind().letter()).append('\n');
        }
        return text.toString();
    }

    boolean isEmpty() {
        return base == null && history.isEmpty() && increments.isEmpty();
    }

    /** Returns the files to load, in order. */
    List<AofFileInfo> toLoad() {
        return Stream.concat(Stream.ofNullable(base), increments.stream()).toList();
    }

    /** Returns the last increment, or null. */
    AofFileInfo lastIncrement() {
        return increments.isEmpty() ? null : increments.get(increments.size() - 1);
    }

    /** Returns the highest number of a base so far, 0 if there was none. */
    long baseSequence() {
        return Stream.concat(Stream.ofNullable(base), history.stream()).filter(file -> file.name().contains(".base."))
            .mapToLong(AofFileInfo::sequence).max().orElse(base == null ? 0 : base.sequence());
    }

    /** Returns the highest number of an increment so far, 0 if there was none. */
    long incrementSequence() {
        return Stream.concat(increments.stream(), history.stream().filter(file -> file.name().contains(".incr.")))
            .mapToLong(AofFileInfo::sequence).max().orElse(0);
    }

    /**
     * Returns the manifest with a new base, and the increments from one on, or none behind null; what was in front is
     * history.
     */
    AofManifest withBase(final AofFileInfo newBase, final AofFileInfo firstIncrement) {
        final int first = firstIncrement == null ? increments.size() : increments.indexOf(firstIncrement);
        final List<AofFileInfo> replaced = new ArrayList<>(history);
        Stream.concat(Stream.ofNullable(base), increments.subList(0, first).stream())
            .forEach(file -> replaced.add(new AofFileInfo(file.name(), file.sequence(), AofFileInfo.Kind.HISTORY)));
        return new AofManifest(newBase, List.copyOf(replaced), List.copyOf(increments.subList(first,
            increments.size())));
    }

    /** Returns the manifest with one more increment. */
    AofManifest withIncrement(final AofFileInfo file) {
        return new AofManifest(base, history, Stream.concat(increments.stream(), Stream.of(file)).toList());
    }

    /** Returns the manifest with nothing that was replaced. */
    AofManifest withoutHistory() {
        return new AofManifest(base, List.of(), increments);
    }

    /** Returns the manifest with the first increments only. */
    AofManifest withIncrementCount(final int count) {
        return new AofManifest(base, history, increments.subList(0, count));
    }

    private List<AofFileInfo> all() {
        return Stream.concat(Stream.concat(Stream.ofNullable(base), history.stream()), increments.stream()).toList();
    }

    private static AofFileInfo parseLine(final String line, final int number) throws AofFormatException {
        final List<String> words = words(line, number);
        String name = null;
        String sequence = null;
        AofFileInfo.Kind kind = null;
        for (int i = 0; i + 1 < words.size(); i += 2) {
            switch (words.get(i)) {
                case "file" -> name = words.get(i + 1);
                case "seq" -> sequence = words.get(i + 1);
                case "type" -> kind = AofFileInfo.Kind.of(words.get(i + 1));
                default -> {
                    // Written by a later version for itself.
                }
            }
        }
        if (name == null || name.isEmpty() || name.indexOf('/') >= 0 || kind == null || sequence == null
            || !sequence.matches("[1-9][0-9]{0,17}")) {
            throw new AofFormatException("not 'file NAME seq N type b|h|i', line=" + number);
        }
        return new AofFileInfo(name, Long.parseLong(sequence), kind);
    }

    private static List<String> words(final String line, final int number) throws AofFormatException {
        if (line.indexOf('"') < 0) {
            return List.of(line.strip().split(WHITESPACE));
        }
        final List<String> words = new ArrayList<>();
        String rest = line.strip();
        while (!rest.isEmpty()) {
            final int end;
            if (rest.startsWith("\"")) {
                final StringBuilder word = new StringBuilder();
                int i = 1;
                while (i < rest.length() && rest.charAt(i) != '"') {
                    i += rest.charAt(i) == '\\' ? 1 : 0;
                    word.append(i < rest.length() ? rest.charAt(i) : "");
                    i++;
                }
                if (i >= rest.length()) {
                    throw new AofFormatException("unbalanced quotes, line=" + number);
                }
                words.add(word.toString());
                end = i + 1;
            } else {
                final String word = rest.split(WHITESPACE, 2)[0];
                words.add(word);
                end = word.length();
            }
            rest = rest.substring(end).strip();
        }
        return words;
    }

    private static String quoted(final String name) {
        final boolean isPlain = name.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '\'' && c != '\\');
        return isPlain ? name : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
