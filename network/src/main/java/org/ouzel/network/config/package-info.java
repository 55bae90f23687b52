/**
 * Where settings come from at the start: a settings file in Redis's or in TOML form, the environment, the command line,
 * in rising precedence; and CONFIG REWRITE's way back into the file.
 */
package org.ouzel.network.config;
