/**
 * Who listens to which channels: each session knows its own subscriptions, each shard how many sessions listen to the
 * channels that it owns (and to all patterns), so that PUBLISH can tell the number of receivers. The IO loops know who
 * of theirs is to get a message: {@code ring.Listeners}.
 */
package org.ouzel.engine.pubsub;
