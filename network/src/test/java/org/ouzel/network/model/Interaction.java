package org.ouzel.network.model;

import org.ouzel.network.harness.RawConnection;

/** A step that needs several exchanges, or another course on each server, to be comparable. */
@FunctionalInterface
public interface Interaction {
    /** @return {@code null} if the servers agree, else what is different; may throw AssertionError for the same */
    String differenceBetween(RawConnection reference, RawConnection tested);
}
