/**
 * Snapshots without a fork: the dataset as of one place in the ring's order, written while the server works.
 *
 * <p>{@link org.ouzel.persistence.snapshot.Snapshot} is one run, whatever it is for; its
 * {@link org.ouzel.persistence.snapshot.SnapshotTarget} says where the bytes go. The engine's
 * {@link org.ouzel.engine.store.SnapshotWalk} sees to it that each entry is shown as it was.
 */
package org.ouzel.persistence.snapshot;
