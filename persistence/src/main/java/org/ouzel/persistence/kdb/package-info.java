/**
 * The data of one namespace to and from a file: KDB with its subcommands.
 *
 * <p>Files are RDB files that Redis reads. They lie in one directory ({@code kdb-dir}), each namespace's in a directory
 * of its own within, so that nobody reaches what isn't theirs.
 */
package org.ouzel.persistence.kdb;
