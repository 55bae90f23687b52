package org.ouzel.engine.script;

/**
 * What a script may do.
 *
 * @param isFunction   whether it is a library's function
 * @param isReadonly   whether it may change nothing
 * @param isOomChecked whether commands that may need memory are refused when there is none
 */
record ScriptRights(boolean isFunction, boolean isReadonly, boolean isOomChecked) {
}
