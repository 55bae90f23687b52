package org.ouzel.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** One connection of the generator: writes batches, reads replies, checks them. Belongs to one sending thread. */
final class LoadConnection implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final int index;
    private final LoadPlan plan;
    private final Ledger ledger;
    private final LoadTally tally;
    private final Requests requests;
    private final SplittableRandom random;
    private final Operation[] operations;
    private final int ownKeyCount;
    private final int batchBytes;
    private final SocketChannel channel;
    private final SelectionKey selection;
    private final InFlight inFlight;
    private final Reply reply = new Reply();
    private ByteBuffer output;
    private ByteBuffer input;

    LoadConnection(
        final int index, final LoadPlan plan, final Ledger ledger, final LoadTally tally, final Selector selector)
        throws IOException {
        this.index = index;
        this.plan = plan;
        this.ledger = ledger;
        this.tally = tally;
        requests = new Requests(plan.valueBytes());
        random = new SplittableRandom(plan.seed() + index);
        operations = plan.operations().toArray(new Operation[0]);
        ownKeyCount = (ledger.keyCount() - index + plan.clientCount() - 1) / plan.clientCount();
        int bytes = 0;
        for (final Operation operation : operations) {
            bytes = Math.max(bytes, requests.maximumBytes(operation));
        }
        batchBytes = bytes * plan.pipeline();
        inFlight = new InFlight(4 * plan.pipeline());
        output = ByteBuffer.allocateDirect(Math.max(BUFFER_BYTES, batchBytes));
        input = ByteBuffer.allocateDirect(BUFFER_BYTES);
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), plan.port()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        selection = channel.register(selector, SelectionKey.OP_READ, this);
    }

    int inFlightCount() {
        return inFlight.size();
    }

    void send(final long plannedNs, final long nowNs) throws IOException {
        if (output.remaining() < batchBytes) {
            final ByteBuffer grown = ByteBuffer.allocateDirect(2 * output.capacity());
            output.flip();
            output = grown.put(output);
        }
        for (int i = 0; i < plan.pipeline(); i++) {
            put(operations.length == 1 ? operations[0] : operations[random.nextInt(operations.length)],
                plannedNs, nowNs);
        }
        tally.onSent(plan.pipeline(), plannedNs, nowNs);
        flush();
    }

    private void put(final Operation operation, final long plannedNs, final long nowNs) {
        final int key = pick();
        int version = Ledger.UNKNOWN;
        switch (operation) {
            case SET -> {
                version = ledger.nextVersion(key);
                requests.putSet(output, key, version);
            }
            case GET -> {
                version = ledger.version(key);
                requests.putGet(output, KeyFamily.STRINGS, key);
            }
            case INCR -> {
                version = ledger.nextIncrement(key);
                requests.putIncr(output, key);
            }
            case MSET -> {
                requests.putMset(output);
                for (int i = 0; i < operation.keyCount(); i++) {
                    final int each = pick();
                    requests.putPair(output, each, ledger.nextVersion(each));
                }
            }
            default -> throw new IllegalStateException("operation=" + operation);
        }
        inFlight.add(operation, key, version, plannedNs, nowNs);
    }

    private int pick() {
        return index + plan.clientCount() * (ownKeyCount == 1 ? 0 : random.nextInt(ownKeyCount));
    }

    void flush() throws IOException {
        output.flip();
        channel.write(output);
        final boolean hasRest = output.hasRemaining();
        output.compact();
        final int interest = hasRest ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (selection.interestOps() != interest) {
            selection.interestOps(interest);
        }
    }

    void receive(final long recordFromNs) throws IOException {
        final int count = channel.read(input);
        if (count < 0) {
            throw new EOFException("the server closed connection " + index);
        }
        final long nowNs = System.nanoTime();
        input.flip();
        while (input.hasRemaining() && reply.read(input)) {
            check();
            tally.onReply(inFlight.plannedNs(), inFlight.sentNs(), nowNs, inFlight.plannedNs() >= recordFromNs);
            inFlight.remove();
        }
        input.compact();
        if (!input.hasRemaining()) {
            input.flip();
            input = ByteBuffer.allocateDirect(2 * input.capacity()).put(input);
        }
    }

    private void check() {
        if (inFlight.size() == 0) {
            throw new IllegalStateException("a reply to no request: connection=" + index);
        }
        if (reply.isError()) {
            tally.onError(payload());
            return;
        }
        final boolean isExpected = switch (inFlight.operation()) {
            case SET, MSET -> reply.isStatus();
            case INCR -> reply.isInteger()
                && ledger.isExpectedCount(inFlight.key(), inFlight.version(), reply.number());
            case GET -> inFlight.version() == Ledger.UNKNOWN
                ? reply.isNull() || reply.isBulk()
                : reply.isBulk() && reply.payloadLength() == plan.valueBytes() && ValueStamp.matches(
                    input, reply.payloadStart(), reply.payloadLength(), inFlight.key(), inFlight.version());
        };
        if (!isExpected) {
            tally.onMismatch(inFlight.operation() + " key=" + inFlight.key() + " version=" + inFlight.version()
                + " reply=" + payload());
        }
    }

    private String payload() {
        if (reply.isNull()) {
            return "null";
        }
        final byte[] bytes = new byte[Math.min(reply.payloadLength(), 80)];
        input.get(reply.payloadStart(), bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
