package org.ouzel.engine.command;

import java.util.List;
import org.ouzel.engine.command.bitmap.BitmapFamily;
import org.ouzel.engine.command.connection.ConnectionFamily;
import org.ouzel.engine.command.entity.EntityFamily;
import org.ouzel.engine.command.generic.GenericFamily;
import org.ouzel.engine.command.geo.GeoFamily;
import org.ouzel.engine.command.hash.HashFamily;
import org.ouzel.engine.command.hyperloglog.HyperLogLogFamily;
import org.ouzel.engine.command.list.ListFamily;
import org.ouzel.engine.command.pubsub.PubSubFamily;
import org.ouzel.engine.command.server.ServerFamily;
import org.ouzel.engine.command.set.SetFamily;
import org.ouzel.engine.command.sort.SortFamily;
import org.ouzel.engine.command.sortedset.SortedSetFamily;
import org.ouzel.engine.command.stream.StreamFamily;
import org.ouzel.engine.command.string.StringFamily;
import org.ouzel.engine.command.transaction.TransactionFamily;
import org.ouzel.engine.script.ScriptFamily;

/** All commands that Ouzel has, by family. */
public final class CommandFamilies {
    private CommandFamilies() {
    }

    /** Returns the families, each new. */
    public static List<CommandFamily> all() {
        return List.of(
            new CommandIntrospection(),
            new BitmapFamily(),
            new ConnectionFamily(),
            new EntityFamily(),
            new GenericFamily(),
            new GeoFamily(),
            new HashFamily(),
            new HelpFamily(),
            new HyperLogLogFamily(),
            new ListFamily(),
            new PubSubFamily(),
            new ScriptFamily(),
            new ServerFamily(),
            new SetFamily(),
            new SortFamily(),
            new SortedSetFamily(),
            new StreamFamily(),
            new StringFamily(),
            new TransactionFamily());
    }
}
