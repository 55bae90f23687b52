package org.ouzel.engine.command;

import java.util.List;

/** A group of commands that are written together: names the parts of the table it covers, and binds the code. */
public interface CommandFamily {
    /**
     * Returns the table's parts that this family has handlers for: names of the resources beside this class, without
     * {@code .tsv}. Families may share a part; all of a part's commands must be bound in the end.
     */
    List<String> tables();

    /** Binds a handler to every command of the family. */
    void bind(HandlerBindings bindings);
}
