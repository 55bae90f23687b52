/**
 * SORT and SORT_RO: the elements of a list, set or sorted set in an order of their own or of other keys' values;
 * {@link org.ouzel.engine.command.sort.SortFamily} binds them.
 */
package org.ouzel.engine.command.sort;
