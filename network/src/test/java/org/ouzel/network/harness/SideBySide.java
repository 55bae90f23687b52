package org.ouzel.network.harness;

import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Starts redis-server and Ouzel once per set-up; tests share both servers and empty them first if they must. */
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
public abstract class SideBySide {
    protected static ServerUnderTest reference;
    protected static ServerUnderTest tested;

    @Parameter
    protected OuzelSetup setup;

    @BeforeParameterizedClassInvocation
    static void start(final OuzelSetup setup) {
        reference = RedisReference.start();
        tested = setup.start();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        reference.close();
        tested.close();
    }
}
