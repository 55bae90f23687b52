package org.ouzel.network.linear;

import java.util.List;

/**
 * One command of a concurrent history with its reply.
 *
 * @param invokedNs  before the first byte was sent
 * @param completedNs after the last byte of the reply was read
 */
record Operation(List<String> command, String reply, long invokedNs, long completedNs) {
    /** What a compare-and-set came to, such as {@code CAS *-1}; {@code null} for other commands. */
    String comparison() {
        final String name = command.get(0);
        return name.equals(Registers.CAS) || name.equals(Scripts.REPLACE.name())
            ? name + " " + reply.substring(0, reply.indexOf('\r')) : null;
    }

    @Override
    public String toString() {
        return String.join(" ", command) + " => " + reply.replace("\r\n", " ")
            + "[" + invokedNs + ".." + completedNs + "]";
    }
}
