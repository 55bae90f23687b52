package org.ouzel.engine.spi;

import java.util.function.Consumer;
import org.ouzel.engine.ring.CommandEvent;

/**
 * Takes the effects of commands in ring order, as RESP commands.
 *
 * <p>Called by one thread, the journal stage's, {@link #status()} and {@link #onFailure} excepted. For each slot that
 * changed something: {@link #begin}, one or more {@link #append}, {@link #end}; between the two stand one command,
 * several, or one group from MULTI to EXEC. What was taken in must be in the kernel's hands (or on disk, by policy)
 * when {@link #commit()} returns: the replies of these slots are released then.
 */
public interface Journal {
    /** Returns whether effects are taken in at present. */
    boolean isOn();

    /**
     * Names who is told that writes must be refused, with the error text for the clients, and with null that they may
     * go on. The listener is called from any thread; named once, before the first effect.
     */
    void onFailure(Consumer<String> listener);

    /**
     * Begins the effects of one slot.
     *
     * @param namespace the namespace of its session
     * @param database  the number of the database that the commands apply to
     * @param nowMs     the slot's clock, Unix milliseconds
     * @param isSeveral whether they are several commands, which belong between MULTI and EXEC
     */
    void begin(int namespace, int database, long nowMs, boolean isSeveral);

    /** Takes in a part of the effects; the bytes are the caller's again when this returns. */
    void append(long address, int length);

    /** Ends the effects of the slot. */
    void end();

    /**
     * Makes everything taken in as durable as the policy asks for.
     *
     * @return null, or the error text for the clients whose effects may be lost; the effects are kept, and written as
     *     soon as that is possible
     */
    String commit();

    /**
     * Does what is to be done from time to time, such as trying again what failed.
     *
     * @param nowMs Unix milliseconds
     */
    void tick(long nowMs);

    /** Returns whether the files should be replaced by shorter ones; asked by an IO loop. */
    boolean isRewriteDue(long nowMs);

    /** Begins to replace the files if that still is due; while all shards stand still at a slot. */
    void beginDueRewrite(CommandEvent slot);

    /**
     * Empties all databases, and loads what was recorded up to a slot, without recording that; while all shards stand
     * still at it.
     *
     * @return null, or why there is nothing to load, in which case nothing has changed, or why not all was loaded
     */
    String reload(CommandEvent slot);

    /** Returns what INFO shows; from any thread. */
    JournalStatus status();
}
