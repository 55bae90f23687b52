package org.ouzel.engine.ring;

/** What the journal has to write for a slot or a shard's part of it. */
public enum Effect {
    /** Nothing changed. */
    NONE,
    /** The request itself, as it came. */
    REQUEST,
    /** What stands in the effect buffer. */
    REWRITTEN
}
