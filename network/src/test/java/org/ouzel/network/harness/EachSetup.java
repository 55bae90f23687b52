package org.ouzel.network.harness;

import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Starts one server per set-up for all tests of a class. */
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
public abstract class EachSetup {
    protected static ServerUnderTest tested;

    @Parameter
    protected OuzelSetup setup;

    @BeforeParameterizedClassInvocation
    static void start(final OuzelSetup setup) {
        tested = setup.start();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        tested.close();
    }
}
