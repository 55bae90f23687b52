/**
 * The ring: its events, the stages that walk it, and the threads that drive them.
 *
 * <p>{@link org.ouzel.engine.ring.CommandIngress} fills slots, {@link org.ouzel.engine.ring.ExecuteStage} runs them on
 * the shards, {@link org.ouzel.engine.ring.JournalStage} records their effects, and
 * {@link org.ouzel.engine.ring.ReplyStage} hands the replies to the sessions. {@link org.ouzel.engine.ring.CommandRing}
 * wires them.
 */
package org.ouzel.engine.ring;
