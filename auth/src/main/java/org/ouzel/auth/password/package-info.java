/** How passwords are kept, checked off the IO loops, and guessed slowly. Knows no rules and no database. */
package org.ouzel.auth.password;
