/**
 * How the dataset comes back at the start, whatever files it is in: in steps, each short, between which the loop serves
 * its clients.
 *
 * <p>A snapshot's records are read by the loop, or ahead by a thread of their own and put by the shards, side by side
 * ({@link org.ouzel.persistence.load.RdbLoad}); commands go through the ring
 * ({@link org.ouzel.persistence.load.LoadFeed}). DEBUG LOADAOF loads all at once, while the server runs
 * ({@link org.ouzel.persistence.load.HeldLoad}). What a file is good for is known elsewhere: see
 * {@link org.ouzel.persistence.load.SnapshotRecovery} and {@link org.ouzel.persistence.aof.AofRecovery}.
 */
package org.ouzel.persistence.load;
