package org.ouzel.engine.blocking;

import org.junit.jupiter.api.BeforeEach;
import org.ouzel.engine.harness.CommandTest;
import org.ouzel.engine.harness.EngineHarness;

/** What tests of waiting clients share: three of them. */
abstract class WaitingTest extends CommandTest {
    EngineHarness.Client one;
    EngineHarness.Client two;
    EngineHarness.Client three;

    @BeforeEach
    void connect() {
        one = engine.newClient();
        two = engine.newClient();
        three = engine.newClient();
    }
}
