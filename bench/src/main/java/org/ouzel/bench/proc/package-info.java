/**
 * What Linux tells about processes and the machine: CPU time, resident memory, who else is busy. Reads {@code /proc}
 * only; starts and stops nothing.
 */
package org.ouzel.bench.proc;
