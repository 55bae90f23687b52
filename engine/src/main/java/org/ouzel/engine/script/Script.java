package org.ouzel.engine.script;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.ouzel.engine.lua.Interpreter;
import org.ouzel.engine.lua.LuaError;
import org.ouzel.engine.lua.Prototype;

/** A script that has been compiled. Immutable; shared by all shards. */
final class Script {
    static final String CHUNK_NAME = "user_script";

    private final String sha;
    private final byte[] source;
    private final Shebang shebang;
    private final Prototype code;

    private Script(final String sha, final byte[] source, final Shebang shebang, final Prototype code) {
        this.sha = sha;
        this.source = source;
        this.shebang = shebang;
        this.code = code;
    }

    /** Compiles a script; throws {@link LuaError} with the text of the error reply. */
    static Script compile(final String sha, final byte[] source) {
        final Shebang shebang;
        try {
            shebang = Shebang.ofScript(source);
        } catch (final LuaError e) {
            throw new LuaError("ERR " + e.getMessage());
        }
        try {
            return new Script(sha, source, shebang, Interpreter.compile(
                Arrays.copyOfRange(source, shebang.length(), source.length), CHUNK_NAME));
        } catch (final LuaError e) {
            throw new LuaError("ERR Error compiling script (new function): " + e.getMessage());
        }
    }

    /** Returns the SHA-1 digest of bytes in hexadecimal digits. */
    static String shaOf(final byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    String sha() {
        return sha;
    }

    byte[] source() {
        return source;
    }

    /** Returns what source and code take, nearly. */
    long usedBytes() {
        return source.length + code.sizeBytes();
    }

    Shebang shebang() {
        return shebang;
    }

    /** Tells whether it touches no slots but those of its keys, as it says. */
    boolean isConfined() {
        return shebang.has(ScriptFlag.NO_CROSS_SLOT_KEYS);
    }

    Prototype code() {
        return code;
    }
}
