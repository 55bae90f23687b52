package org.ouzel.auth.store;

/**
 * A row of the table {@code users}.
 *
 * @param name     as text
 * @param password the first hash; what RustyKV wrote is Keccak-256 in 64 hexadecimal digits; empty for none
 * @param isRoot   whether the user may change users
 * @param rules    all rules with all hashes, one byte a character; null in a row that RustyKV wrote
 */
public record StoredUser(String name, String password, boolean isRoot, String rules) {
}
