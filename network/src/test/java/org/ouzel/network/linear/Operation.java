package org.ouzel.network.linear;

import java.util.List;

/**
 * One command of a concurrent history with its reply.
 *
 * @param invokedNs  before the first byte was sent
 * @param completedNs after the last byte of the reply was read
 */
record Operation(List<String> command, String reply, long invokedNs, long completedNs) {
    @Override
    public String toString() {
        return String.join(" ", command) + " => " + reply.replace("\r\n", " ")
            + "[" + invokedNs + ".." + completedNs + "]";
    }
}
