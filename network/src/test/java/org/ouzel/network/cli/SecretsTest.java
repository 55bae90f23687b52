package org.ouzel.network.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
    @ParameterizedTest
    @CsvSource({
        "AUTH secret, true", "auth alice secret, true", "HELLO 3, false", "HELLO 3 auth alice secret, true",
        "ACL SETUSER alice >secret, true", "ACL SETUSER alice, true", "ACL LIST, false",
        "CONFIG SET requirepass secret, true", "config set maxmemory 1 requirepass x, true",
        "CONFIG GET requirepass, false", "CONFIG SET maxmemory 1, false",
        "MIGRATE h 1 k 0 10 AUTH2 a b, true", "SET auth x, false"})
    void shouldKnowCommandsWithPasswords(final String line, final boolean isSecret) {
        final List<String> command = List.of(line.split(" "));
        assertEquals(isSecret, Secrets.isSecret(command));
        assertEquals(isSecret ? command.get(0) + " (not shown)" : line, Secrets.masked(command));
    }
}
