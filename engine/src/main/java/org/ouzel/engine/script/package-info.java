/**
 * Scripts as Redis has them: what {@link org.ouzel.engine.lua} runs, with {@code redis.call} and its kin, the libraries
 * that Redis brings along, the conversion between replies and values, the caches of scripts and functions.
 */
package org.ouzel.engine.script;
