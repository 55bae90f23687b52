/**
 * What is measured while commands run: histograms, the slow log, and latency events. Single-writer, no clock of its
 * own.
 */
package org.ouzel.engine.latency;
