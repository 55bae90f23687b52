package org.ouzel.engine.command;

/** The arguments of one request in native memory; argument 0 is the command's name. Valid while the request is. */
public interface RequestArguments {
    /** Returns the number of arguments, the command's name included. */
    int argCount();

    /** Returns the address of an argument's first byte. */
    long argAddress(int index);

    /** Returns an argument's length in bytes. */
    int argLength(int index);
}
