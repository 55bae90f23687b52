package org.ouzel.engine.spi;

/**
 * Takes the effects of commands in ring order.
 *
 * <p>Called by one thread, the journal stage's. What {@link #append} took in must be in the kernel's hands (or on disk,
 * by policy) when {@link #commit()} returns: the replies of these events are released then.
 */
public interface Journal {
    /**
     * Takes in one event's effect.
     *
     * @param sequence  the event's place in the ring's order
     * @param namespace the namespace of its session
     * @param database  the number of the database that the commands apply to
     * @param address   RESP commands, one behind the other
     * @param length    their bytes
     */
    void append(long sequence, int namespace, int database, long address, int length);

    /** Makes everything appended as durable as the policy asks for. */
    void commit();
}
