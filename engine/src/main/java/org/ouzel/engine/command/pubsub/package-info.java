/** SUBSCRIBE, PUBLISH and their kin, and what PUBSUB tells. Who listens to what is kept by {@code engine.pubsub}. */
package org.ouzel.engine.command.pubsub;
