package org.ouzel.network.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What a browser wants to be done: {@code {"commands": [["GET", "key"], …], "database": 0}}, or {@code "console": true}
 * in the place of a database. Arguments are strings, numbers, or {@code {"base64": …}} for bytes that are no UTF-8.
 */
record CommandRequest(boolean isOfConsole, int database, List<List<byte[]>> commands) {
    private static final int MAX_COMMAND_COUNT = 1000;

    /** @throws IllegalArgumentException if it isn't such a request; the message says why */
    static CommandRequest read(final byte[] body) {
        final JsonObject json = object(body);
        final List<List<byte[]>> commands = new ArrayList<>();
        try {
            final JsonArray list = json.getAsJsonArray("commands");
            if (list == null || list.isEmpty() || list.size() > MAX_COMMAND_COUNT) {
                throw new IllegalArgumentException("1 to " + MAX_COMMAND_COUNT + " commands are needed");
            }
            for (final JsonElement command : list) {
                commands.add(command(command.getAsJsonArray()));
            }
            final boolean isOfConsole = json.has("console") && json.get("console").getAsBoolean();
            final int database = json.has("database") ? json.get("database").getAsInt() : 0;
            if (database < 0) {
                throw new IllegalArgumentException("a database has a number from 0 up");
            }
            return new CommandRequest(isOfConsole, database, commands);
        } catch (final IllegalStateException | ClassCastException | UnsupportedOperationException e) {
            throw new IllegalArgumentException("commands are lists of arguments", e);
        }
    }

    /** @throws IllegalArgumentException if the body is no JSON object */
    static JsonObject object(final byte[] body) {
        try {
            final JsonElement json = JsonParser.parseString(new String(body, StandardCharsets.UTF_8));
            if (json.isJsonObject()) {
                return json.getAsJsonObject();
            }
        } catch (final JsonParseException e) {
            throw new IllegalArgumentException("the body is no JSON", e);
        }
        throw new IllegalArgumentException("the body is no JSON object");
    }

    private static List<byte[]> command(final JsonArray arguments) {
        final List<byte[]> command = new ArrayList<>(arguments.size());
        for (final JsonElement argument : arguments) {
            final JsonElement encoded = argument.isJsonObject() ? argument.getAsJsonObject().get("base64") : null;
            if (encoded != null) {
                command.add(Base64.getDecoder().decode(encoded.getAsString()));
            } else if (argument.isJsonPrimitive()) {
                command.add(argument.getAsString().getBytes(StandardCharsets.UTF_8));
            } else {
                throw new IllegalArgumentException("an argument is a text, a number, or has base64");
            }
        }
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command has a name");
        }
        return command;
    }
}
