package org.ouzel.engine.script;

/**
 * What there is of scripts and functions, of all namespaces.
 *
 * @param scriptCount              cached scripts
 * @param scriptBytes              what they take: source and code
 * @param evictedScriptCount       scripts that EVAL cached and newer ones have displaced
 * @param scriptInterpreterBytes   what the interpreters of scripts hold, at most
 * @param libraryCount             libraries of functions
 * @param functionCount            functions in them
 * @param libraryBytes             their sources
 * @param functionInterpreterBytes what the interpreters of functions hold, at most
 */
public record ScriptFigures(long scriptCount, long scriptBytes, long evictedScriptCount, long scriptInterpreterBytes,
    long libraryCount, long functionCount, long libraryBytes, long functionInterpreterBytes) {

    /** Returns all bytes. */
    public long usedBytes() {
        return scriptBytes + scriptInterpreterBytes + libraryBytes + functionInterpreterBytes;
    }
}
