/** The log: its line format, its levels in Redis's words, and where it goes. */
package org.ouzel.network.logging;
