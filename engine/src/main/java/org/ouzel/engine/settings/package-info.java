/**
 * The server's settings: one table that declares each of them once, and the values in force.
 *
 * <p>{@link org.ouzel.engine.settings.SettingsTable} is what {@code CONFIG GET}, the command line, the reference page
 * and, by their dotted names, the file formats are made from. How a text becomes a value is in the
 * {@code SettingType}s. No file, no command line and no socket is touched here.
 */
package org.ouzel.engine.settings;
