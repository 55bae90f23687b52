package org.ouzel.engine.command.server;

import java.util.List;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.SubcommandHelp;

/** CONFIG, INFO, LATENCY, SLOWLOG, MEMORY, DEBUG, LOLWUT, MONITOR, SHUTDOWN and TIME. */
public final class ServerFamily implements CommandFamily {
    @Override
    public List<String> tables() {
        return List.of("server", "config", "latency", "memory", "slowlog");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        bindings.bind("debug", DebugCommand::execute);
        bindings.bind("info", InfoCommand::execute);
        bindings.bind("lolwut", Lolwut::execute);
        bindings.bind("monitor", ServerControl::monitor);
        bindings.bind("shutdown", ServerControl::shutdown);
        bindings.bind("time", ServerControl::time);
        bindings.bind("config|get", ConfigCommands::get);
        bindings.bind("config|help", SubcommandHelp::execute);
        bindings.bind("config|resetstat", ConfigCommands::resetStat);
        bindings.bind("config|rewrite", ConfigCommands::rewrite);
        bindings.bind("config|set", ConfigCommands::set);
        bindLatency(bindings);
        bindMemory(bindings);
    }

    private static void bindLatency(final HandlerBindings bindings) {
        bindings.bind("latency|doctor", LatencyDoctor::execute);
        bindings.bind("latency|graph", LatencyCommands::graph);
        bindings.bind("latency|help", SubcommandHelp::execute);
        bindings.bind("latency|histogram", LatencyHistogram::execute);
        bindings.bind("latency|history", LatencyCommands::history);
        bindings.bind("latency|latest", LatencyCommands::latest);
        bindings.bind("latency|reset", LatencyCommands::reset);
        bindings.bind("slowlog|get", SlowLogCommands::get);
        bindings.bind("slowlog|help", SubcommandHelp::execute);
        bindings.bind("slowlog|len", SlowLogCommands::length);
        bindings.bind("slowlog|reset", SlowLogCommands::reset);
    }

    private static void bindMemory(final HandlerBindings bindings) {
        bindings.bind("memory|doctor", MemoryCommands::doctor);
        bindings.bind("memory|help", SubcommandHelp::execute);
        bindings.bind("memory|malloc-stats", MemoryCommands::mallocStats);
        bindings.bind("memory|purge", MemoryCommands::purge);
        bindings.bind("memory|stats", MemoryCommands::stats);
        bindings.bind("memory|usage", MemoryCommands::usage);
    }
}
