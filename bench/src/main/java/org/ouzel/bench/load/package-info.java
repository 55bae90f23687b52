/**
 * The open-loop load generator: requests are sent at planned times, whatever the server does, timed from the planned
 * send, and the final state is read back and compared. Also a bulk loader of keys, a latency probe and
 * idle connections. Knows nothing of the comparison that uses it.
 */
package org.ouzel.bench.load;
