/** Users as the engine knows them: a name, and what it may do, looked up for every command. Who decides is spi's. */
package org.ouzel.engine.access;
