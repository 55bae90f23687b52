package org.ouzel.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CollectionTableTest {
    @Test
    void shouldGiveEachStructureAHandleOfItsOwn() {
        final Keyspace keyspace = new Keyspace(1, 1);
        final CollectionTable table = new CollectionTable();
        final Map<Integer, Collection> model = new HashMap<>();
        final Random random = new Random(2);
        int highest = 0;
        int mostHeld = 0;
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(10_000) < 5000 + 3000 * Math.sin(i / 1000.0)) {
                final Collection collection = new BlockCollection(keyspace, 0);
                final int handle = table.add(collection);
                assertTrue(model.put(handle, collection) == null, "handle is in use: " + handle);
                highest = Math.max(highest, handle);
            } else if (!model.isEmpty()) {
                final int handle = model.keySet().iterator().next();
                assertSame(model.remove(handle), table.remove(handle));
            }
            mostHeld = Math.max(mostHeld, model.size());
            assertEquals(model.size(), table.size());
        }
        assertEquals(mostHeld - 1, highest);
        model.forEach((handle, collection) -> assertSame(collection, table.get(handle)));
        keyspace.close();
    }

    @Test
    void shouldPutAnotherStructureInPlaceOfOne() {
        final Keyspace keyspace = new Keyspace(1, 1);
        final CollectionTable table = new CollectionTable();
        final int handle = table.add(new BlockCollection(keyspace, 0));
        final Collection other = new BlockCollection(keyspace, 0);
        table.set(handle, other);
        assertSame(other, table.get(handle));
        assertEquals(1, table.size());
        keyspace.close();
    }
}
