package org.ouzel.network;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;

/**
 * A transport's IO handler that ends every round of the selector with a cycle of the engine's loop: all that was read
 * in the round runs as one batch, and each connection is flushed once.
 */
final class LoopIoHandler implements IoHandler {
    private final IoHandler transport;
    private final LoopDriver driver;

    LoopIoHandler(final IoHandler transport, final LoopDriver driver) {
        this.transport = transport;
        this.driver = driver;
    }

    @Override
    public void initialize() {
        transport.initialize();
    }

    @Override
    public int run(final IoHandlerContext context) {
        final int handled = transport.run(context);
        driver.endCycle();
        return handled;
    }

    @Override
    public void prepareToDestroy() {
        transport.prepareToDestroy();
    }

    @Override
    public void destroy() {
        transport.destroy();
    }

    @Override
    public IoRegistration register(final IoHandle handle) throws Exception {
        return transport.register(handle);
    }

    @Override
    public void wakeup() {
        transport.wakeup();
    }

    @Override
    public boolean isCompatible(final Class<? extends IoHandle> handleType) {
        return transport.isCompatible(handleType);
    }
}
