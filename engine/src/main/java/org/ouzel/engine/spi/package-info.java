/** What the engine asks of the modules around it: small interfaces, implemented further out. */
package org.ouzel.engine.spi;
