/** The files of the disk as persistence sees them: a small interface, so that tests can let it fail. */
package org.ouzel.persistence.file;
