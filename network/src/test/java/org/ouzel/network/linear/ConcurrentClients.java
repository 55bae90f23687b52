package org.ouzel.network.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.ouzel.network.harness.EachSetup;
import org.ouzel.network.harness.RawConnection;

/** Tests of many clients at a time, each with a connection and a thread, on a server that is empty at first. */
abstract class ConcurrentClients extends EachSetup {
    ExecutorService executor;
    List<RawConnection> connections;

    private final int clientCount;

    ConcurrentClients(final int clientCount) {
        this.clientCount = clientCount;
    }

    @BeforeEach
    void open() {
        executor = Executors.newFixedThreadPool(clientCount);
        connections = new ArrayList<>();
        for (int i = 0; i < clientCount; i++) {
            connections.add(tested.connect());
        }
        connections.get(0).call("FLUSHALL");
    }

    @AfterEach
    void close() {
        executor.shutdownNow();
        connections.forEach(RawConnection::close);
    }
}
