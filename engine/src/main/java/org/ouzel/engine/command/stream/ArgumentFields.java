package org.ouzel.engine.command.stream;

import org.ouzel.engine.command.RequestArguments;
import org.ouzel.engine.type.StreamFields;

/** The fields of an entry as they stand at the end of a request. One thread; reused. */
final class ArgumentFields implements StreamFields {
    private RequestArguments request;
    private int firstArg;
    private int nameArg;

    /** Takes the arguments from {@code first} on as names and values in turn. */
    ArgumentFields of(final RequestArguments arguments, final int first) {
        request = arguments;
        firstArg = first;
        return this;
    }

    @Override
    public int fieldCount() {
        return (request.argCount() - firstArg) / 2;
    }

    @Override
    public void rewind() {
        nameArg = firstArg - 2;
    }

    @Override
    public void nextField() {
        nameArg += 2;
    }

    @Override
    public long nameAddress() {
        return request.argAddress(nameArg);
    }

    @Override
    public int nameLength() {
        return request.argLength(nameArg);
    }

    @Override
    public long valueAddress() {
        return request.argAddress(nameArg + 1);
    }

    @Override
    public int valueLength() {
        return request.argLength(nameArg + 1);
    }
}
