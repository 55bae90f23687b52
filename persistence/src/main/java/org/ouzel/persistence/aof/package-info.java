/**
 * The append only file: written by {@link org.ouzel.persistence.aof.AofJournal}, read at the start by
 * {@link org.ouzel.persistence.aof.AofLoader}.
 *
 * <p>It has Redis 7's layout, and Redis's server and tools read it: within {@code dir} a directory
 * ({@code appenddirname}) that holds a manifest and the files which it names, a base (the dataset at a moment) and
 * increments (RESP commands since then). Beside Redis's annotation {@code #TS:seconds} there are two of Ouzel's own,
 * which Redis passes over:
 *
 * <pre>
 * #SEQ:n  n changes stand before this point, so that each change has a number; first line of every increment
 * #NS:n   what follows belongs to namespace n; never written as long as there is only namespace 0
 * </pre>
 *
 * <p>Redis would read the changes of all namespaces into one. A change is one command, or one group from MULTI to
 * EXEC; SELECT isn't counted.
 *
 * <p>Under {@code appendfsync always} a {@link org.ouzel.persistence.aof.CommitLog} in the same directory, which Redis
 * doesn't look at, holds what isn't forced to disk there yet.
 */
package org.ouzel.persistence.aof;
