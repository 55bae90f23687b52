/**
 * Entities as RustyKV has them, with {@code entity-notation yes}: a hash, a set or a list whose parts SET, GET and DEL
 * reach as {@code name.part}. The parts themselves are the types' own business; see
 * {@link org.ouzel.engine.command.entity.EntityParts}.
 */
package org.ouzel.engine.command.entity;
