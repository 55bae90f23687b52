/**
 * The commands of the group bitmap: bits and small integers inside strings. {@link
 * org.ouzel.engine.command.bitmap.BitmapFamily} binds them. Bit 0 is the highest bit of the first byte.
 */
package org.ouzel.engine.command.bitmap;
