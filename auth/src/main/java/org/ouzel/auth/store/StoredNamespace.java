package org.ouzel.auth.store;

import org.ouzel.engine.access.Quota;

/**
 * A row of the table {@code namespaces}.
 *
 * @param number what keys are stored under
 * @param name   as text
 */
public record StoredNamespace(int number, String name, Quota quota) {
}
