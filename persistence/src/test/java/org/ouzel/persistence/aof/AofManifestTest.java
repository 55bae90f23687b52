package org.ouzel.persistence.aof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AofManifestTest {
    private static final String TEXT = """
        file appendonly.aof.2.base.rdb seq 2 type b
        file appendonly.aof.1.base.rdb seq 1 type h
        file appendonly.aof.2.incr.aof seq 2 type i
        file appendonly.aof.3.incr.aof seq 3 type i
        """;

    @Test
    void shouldWriteWhatItReads() throws AofFormatException {
        assertEquals(TEXT, AofManifest.parse(TEXT).format());
    }

    @Test
    void shouldLoadBaseThenIncrements() throws AofFormatException {
        assertEquals(List.of("appendonly.aof.2.base.rdb", "appendonly.aof.2.incr.aof", "appendonly.aof.3.incr.aof"),
            AofManifest.parse(TEXT).toLoad().stream().map(AofFileInfo::name).toList());
    }

    @Test
    void shouldQuoteNamesWithBlanks() throws AofFormatException {
        final AofManifest manifest = AofManifest.EMPTY.withIncrement(
            new AofFileInfo("my \"data\".aof.1.incr.aof", 1, AofFileInfo.Kind.INCREMENT));
        assertEquals("file \"my \\\"data\\\".aof.1.incr.aof\" seq 1 type i\n", manifest.format());
        assertEquals(manifest, AofManifest.parse(manifest.format()));
    }

    @Test
    void shouldPassOverCommentsAndUnknownKeys() throws AofFormatException {
        assertEquals(1, AofManifest.parse("# x\nfile a seq 7 type i startoffset 3\n").increments().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file a seq 1", "file a seq x type i", "file a seq 0 type i", "file ../a seq 1 type i",
        "file a seq 1 type z", "file a seq 1 type b\nfile b seq 2 type b", "file a seq 2 type i\nfile b seq 1 type i",
        "file \"a seq 1 type i"})
    void shouldRefuseWhatIsNoManifest(final String text) {
        final AofFormatException refusal = assertThrows(AofFormatException.class, () -> AofManifest.parse(text));
        assertTrue(refusal.getMessage().contains("line="), refusal::getMessage);
    }
}
