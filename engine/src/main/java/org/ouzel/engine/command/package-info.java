/**
 * The command table: what each command is called, takes, touches and needs, as data, and how a request finds it.
 *
 * <p>The facts live in tab-separated resources beside these classes, one file for each family of commands; a
 * {@link org.ouzel.engine.command.CommandFamily} binds the code. The table drives dispatch, arity errors, routing to
 * shards, ACL categories, COMMAND, COMMAND DOCS and HELP. What the commands do to the keyspace lives in the families'
 * own packages.
 */
package org.ouzel.engine.command;
