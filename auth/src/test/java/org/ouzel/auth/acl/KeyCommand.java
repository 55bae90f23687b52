package org.ouzel.auth.acl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command that takes keys, by what Redis documents of it: read from a table of the tests' own, so that a fault in the
 * server's isn't taken for the truth.
 */
final class KeyCommand {
    private static final Pattern SPEC = Pattern.compile("(?:i(\\d+)|kw:(\\w+)@-?\\d+|unknown):(?:range\\(last=(-?\\d+),"
        + "step=(\\d+),limit=(\\d+)\\)|keynum\\(idx=(\\d+),first=(\\d+),step=(\\d+)\\)|unknown):([A-Z_+]+)");
    /** What stands where a key isn't, and may be a key where a command takes many. */
    static final String FILLER = "1";


    private final String name;
    private final int arity;
    private final List<Matcher> specs = new ArrayList<>();

    private KeyCommand(final String name, final int arity, final String specTexts) {
        this.name = name;
        this.arity = arity;
        for (final String text : specTexts.split(";")) {
            final Matcher matcher = SPEC.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(text);
            }
            if (!text.startsWith("unknown")) {
                specs.add(matcher);
            }
        }
    }

    static List<KeyCommand> all() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
            KeyCommand.class.getResourceAsStream("key-commands.tsv"), StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(line -> line.split("\t"))
                .map(cells -> new KeyCommand(cells[0], Integer.parseInt(cells[1]), cells[2])).toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    /** Returns a request with room for every key that there can be. */
    Request request() {
        final Request request = new Request(Arrays.asList(name.split(" ")));
        specs.stream().filter(spec -> spec.group(1) != null).forEach(spec -> addIndexed(request, spec));
        request.fill(Math.abs(arity));
        specs.stream().filter(spec -> spec.group(1) == null).forEach(spec -> addBehindKeyword(request, spec));
        return request;
    }

    private void addIndexed(final Request request, final Matcher spec) {
        final int begin = Integer.parseInt(spec.group(1));
        final String flags = spec.group(9);
        if (spec.group(6) != null) {
            request.set(begin + Integer.parseInt(spec.group(6)), "2");
            final int first = begin + Integer.parseInt(spec.group(7));
            final int step = Integer.parseInt(spec.group(8));
            request.setKey(first, flags);
            request.setKey(first + step, flags);
            request.fill(first + 2 * step);
            return;
        }
        final int last = Integer.parseInt(spec.group(3));
        final int step = Integer.parseInt(spec.group(4));
        request.setKey(begin, flags);
        if (last < 0) {
            // The rest is keys, up to so many arguments before the end.
            request.fill(begin + step);
            request.setKey(begin + step, flags);
            request.fill(begin + 2 * step - 1 - last);
        }
    }

    private static void addBehindKeyword(final Request request, final Matcher spec) {
        request.add(spec.group(2));
        request.setKey(request.words.size(), spec.group(9));
        if (spec.group(5).equals("2")) {
            request.setKey(request.words.size(), spec.group(9));
            request.add("0");
            request.add("0");
        }
    }

    /** Words, some of them keys. */
    static final class Request {
        private final List<String> words;
        private final Map<Integer, String> keys = new LinkedHashMap<>();

        private Request(final List<String> name) {
            words = new ArrayList<>(name);
        }

        private void fill(final int count) {
            while (words.size() < count) {
                words.add(FILLER);
            }
        }

        private void add(final String word) {
            words.add(word);
        }

        private void set(final int index, final String word) {
            fill(index + 1);
            words.set(index, word);
        }

        private void setKey(final int index, final String flags) {
            set(index, "");
            keys.put(index, flags);
        }

        /** Returns the flags of what is done with each key, by its argument. */
        Map<Integer, String> keys() {
            return keys;
        }

        /** Returns the request with a key at one argument, and others at those of the other keys. */
        String[] with(final int argument, final String key, final String others) {
            final String[] filled = words.toArray(String[]::new);
            keys.keySet().forEach(each -> filled[each] = each == argument ? key : others);
            return filled;
        }
    }
}
