package org.ouzel.engine.harness;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.ouzel.engine.command.CommandFamilies;
import org.ouzel.engine.command.CommandFamily;

/** A test of commands: runs in every set-up, with an empty engine for each method. */
@ParameterizedClass
@EnumSource(EngineSetup.class)
public abstract class CommandTest {
    protected EngineHarness engine;

    @Parameter
    protected EngineSetup setup;

    @BeforeEach
    final void startEngine() {
        engine = EngineHarness.start(setup, families(), settings());
    }

    @AfterEach
    final void closeEngine() {
        engine.close();
    }

    /** Returns names and values of settings in turn, for all methods of the class. */
    protected String[] settings() {
        return new String[0];
    }

    /** Returns the commands that there are. */
    protected List<CommandFamily> families() {
        return CommandFamilies.all();
    }

    /** Checks the reply to a request; see {@link EngineHarness} for both notations. */
    protected final void expect(final String reply, final String... request) {
        engine.expect(reply, request);
    }
}
