/**
 * The RDB format of Redis, versions 1 to 12: files, the values in them, and the payloads of DUMP and RESTORE.
 *
 * <p>{@link org.ouzel.persistence.rdb.RdbFileReader} and {@link org.ouzel.persistence.rdb.RdbFileWriter} are the way in
 * for whoever has a file. Values are read into and written from the engine's own types. No length in a file or payload
 * is trusted: memory is taken in proportion to the bytes that are there, never to what they claim.
 */
package org.ouzel.persistence.rdb;
