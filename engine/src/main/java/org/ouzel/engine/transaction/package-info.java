/**
 * What a session's transaction is made of: the requests that it has queued, and the keys that it watches. The commands
 * are in {@code command.transaction}; how queued commands run is {@code ring.NestedCalls}.
 */
package org.ouzel.engine.transaction;
