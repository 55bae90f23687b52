/** The SQLite database of users: its schema's history, reading, writing, copies. Knows no rules. */
package org.ouzel.auth.store;
