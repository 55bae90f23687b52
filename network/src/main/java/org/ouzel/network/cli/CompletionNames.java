package org.ouzel.network.cli;

import java.util.List;

/** The names that completion offers. A server that can't be asked has none. */
interface CompletionNames {
    /** Returns the server's commands. */
    CommandDocs docs();

    /** Returns keys that begin with a text, as many as can be found at once. */
    List<String> keys(String prefix);

    /** Returns the names of the settings that begin with a text. */
    List<String> settings(String prefix);

    /** Returns the elements of the reply to a command that only lists names, such as ACL USERS. */
    List<String> list(String... command);
}
