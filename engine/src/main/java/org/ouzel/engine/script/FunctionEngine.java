package org.ouzel.engine.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ouzel.engine.lua.Interpreter;
import org.ouzel.engine.lua.Library;
import org.ouzel.engine.lua.LuaError;
import org.ouzel.engine.lua.LuaTable;
import org.ouzel.engine.lua.Prototype;

/**
 * A namespace's libraries of functions, and the interpreter in which they live on: what a library keeps in its local
 * variables is there for its next call.
 *
 * <p>While a library is loaded it sees nothing but a table {@code redis}, which has no more than
 * {@code register_function} and what goes with the log. Where all shards meet, or before they start.
 */
final class FunctionEngine implements AutoCloseable {
    static final String CHUNK_NAME = "user_function";
    /** Redis gives half a second to the load of a library; counted work comes to the same end each time. */
    private static final int MAX_LOAD_LOOKS = 2_000;

    private FunctionLibrary loading;
    private final ScriptState state;
    private final LuaTable visible;
    private final LuaTable whileRunning;
    private final LuaTable whileLoading;
    private final Map<String, FunctionLibrary> libraries = new LinkedHashMap<>();
    private final Map<String, FunctionLibrary.Function> functions = new LinkedHashMap<>();

    FunctionEngine(final long memoryLimitBytes) {
        state = new ScriptState(memoryLimitBytes);
        visible = new LuaTable(state.interpreter().meter());
        whileRunning = state.hideGlobals(visible);
        for (final String ofScriptsOnly : List.of("breakpoint", "debug", "replicate_commands")) {
            ((LuaTable) whileRunning.get("redis")).set(ofScriptsOnly, null);
        }
        whileLoading = tableWhileLoading(state.interpreter());
    }

    ScriptState state() {
        return state;
    }

    Map<String, FunctionLibrary> libraries() {
        return libraries;
    }

    /** Returns a function, whatever the case of its name, or null. */
    FunctionLibrary.Function function(final String name) {
        return functions.get(name.toLowerCase(Locale.ROOT));
    }

    int functionCount() {
        return functions.size();
    }

    /**
     * Adds a library.
     *
     * @param isReplacing whether one of the same name may be there
     * @return its name
     * @throws LuaError with the text of the error reply, without its code; nothing has changed then
     */
    String load(final byte[] source, final boolean isReplacing) {
        final Shebang shebang = Shebang.ofLibrary(source);
        final FunctionLibrary old = libraries.get(shebang.name());
        if (old != null && !isReplacing) {
            throw new LuaError("Library '" + shebang.name() + "' already exists");
        }
        final Prototype chunk;
        try {
            chunk = Interpreter.compile(Arrays.copyOfRange(source, shebang.length(), source.length), CHUNK_NAME);
        } catch (final LuaError e) {
            throw new LuaError("Error compiling function: " + e.getMessage());
        }
        final FunctionLibrary library = new FunctionLibrary(shebang.name(), source);
        register(library, chunk);
        if (library.functions().isEmpty()) {
            throw new LuaError("No functions registered");
        }
        for (final String name : library.functions().keySet()) {
            final FunctionLibrary.Function known = function(name);
            if (known != null && known.library() != old) {
                throw new LuaError("Function " + name + " already exists");
            }
        }
        if (old != null) {
            remove(old.name());
        }
        libraries.put(library.name(), library);
        library.functions().values().forEach(each -> {
            functions.putIfAbsent(each.name().toLowerCase(Locale.ROOT), each);
            state.interpreter().registry().set(each.name(), each.callback());
        });
        return library.name();
    }

    /** Returns why the libraries of another engine can't be added to these, or null. */
    String conflictWith(final FunctionEngine other, final boolean isReplacing) {
        for (final String name : other.libraries.keySet()) {
            if (libraries.containsKey(name) && !isReplacing) {
                return "Library " + name + " already exists";
            }
        }
        for (final FunctionLibrary.Function added : other.functions.values()) {
            final FunctionLibrary.Function known = function(added.name());
            if (known != null && !other.libraries.containsKey(known.library().name())) {
                return "Function " + added.name() + " already exists";
            }
        }
        return null;
    }

    /** Adds the libraries of another engine, which don't conflict; those of the same names go. */
    void addAll(final FunctionEngine other) {
        other.libraries.keySet().forEach(this::remove);
        other.libraries.values().forEach(library -> load(library.source(), false));
    }

    /** Removes a library; returns whether there was one. */
    boolean remove(final String name) {
        final FunctionLibrary library = libraries.remove(name);
        if (library == null) {
            return false;
        }
        library.functions().keySet().forEach(each -> {
            functions.remove(each.toLowerCase(Locale.ROOT));
            state.interpreter().registry().set(each, null);
        });
        return true;
    }

    /** Returns the bytes of all sources. */
    long sourceBytes() {
        return libraries.values().stream().mapToLong(library -> library.source().length).sum();
    }

    /** Returns the sources of all libraries. */
    List<byte[]> sources() {
        final List<byte[]> sources = new ArrayList<>();
        libraries.values().forEach(library -> sources.add(library.source()));
        return sources;
    }

    @Override
    public void close() {
        state.close();
    }

    private void register(final FunctionLibrary library, final Prototype chunk) {
        final Interpreter interpreter = state.interpreter();
        final int[] lookCount = {0};
        loading = library;
        visible.set("__index", whileLoading);
        interpreter.onStep(() -> {
            if (++lookCount[0] > MAX_LOAD_LOOKS) {
                throw LuaError.fatal("FUNCTION LOAD timeout");
            }
            return false;
        });
        try {
            interpreter.start(interpreter.function(chunk));
        } catch (final LuaError e) {
            throw new LuaError("Error registering functions: " + ScriptState.messageOf(e));
        } finally {
            visible.set("__index", whileRunning);
            interpreter.reset();
            loading = null;
        }
    }

    private LuaTable tableWhileLoading(final Interpreter interpreter) {
        final LuaTable whole = (LuaTable) whileRunning.get("redis");
        final Library redis = new Library(interpreter);
        for (final String name : List.of("log", "LOG_DEBUG", "LOG_VERBOSE", "LOG_NOTICE", "LOG_WARNING",
            "REDIS_VERSION", "REDIS_VERSION_NUM")) {
            redis.set(name, whole.get(name));
        }
        redis.add("register_function", call -> FunctionRegistration.register(call, loading));
        redis.table().setMetatable(whileRunning.metatable());
        redis.table().setReadonly(true);
        final LuaTable table = new Library(interpreter).set("redis", redis.table()).table();
        table.setMetatable(whileRunning.metatable());
        table.setReadonly(true);
        return table;
    }
}
