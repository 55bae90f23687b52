package org.ouzel.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MixCatalogueTest {
    private final MixCatalogue catalogue = new MixCatalogue();

    @Test
    void shouldHoldAFigureInEveryMixThatIsRunByDefault() {
        assertEquals(12 + 17 + 5 + 7 + 2 + 1, catalogue.held().size());
        for (final Mix mix : catalogue.held()) {
            assertFalse(mix.holds().isEmpty(), mix.name());
        }
    }

    @Test
    void shouldContainTheWholeMatrix() {
        final int matrix = 3 * 2 * 2 * 2 * 4;
        final int alsoInMatrix = 6;
        assertEquals(matrix - alsoInMatrix + catalogue.held().size(), catalogue.all().size());
    }

    @Test
    void shouldFindByNameAndByPattern() {
        assertEquals(List.of("p16-get-3m-64b-50c"), names(List.of("p16-get-3m-64b-50c")));
        assertEquals(List.of("startup", "p16-set-3m-64b-50c", "p16-get-3m-64b-50c"),
            names(List.of("startup", "*-3m-*", "startup")));
        assertTrue(names(List.of("p64-*")).stream().allMatch(name -> name.startsWith("p64-")));
    }

    @Test
    void shouldRejectANameThatFitsNone() {
        assertThrows(IllegalArgumentException.class, () -> catalogue.named(List.of("startup", "p17-*")));
        assertThrows(IllegalArgumentException.class, () -> catalogue.named(List.of("start.p")));
    }

    private List<String> names(final List<String> patterns) {
        return catalogue.named(patterns).stream().map(Mix::name).toList();
    }
}
