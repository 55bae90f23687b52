package org.ouzel.engine.command.connection;

import java.util.List;
import org.ouzel.engine.command.CommandFamily;
import org.ouzel.engine.command.HandlerBindings;
import org.ouzel.engine.command.SubcommandHelp;

/** PING, ECHO, SELECT, HELLO, AUTH, QUIT, RESET, and CLIENT with its subcommands. */
public final class ConnectionFamily implements CommandFamily {
    @Override
    public List<String> tables() {
        return List.of("connection", "client");
    }

    @Override
    public void bind(final HandlerBindings bindings) {
        bindings.bind("ping", ConnectionBasics::ping);
        bindings.bind("echo", ConnectionBasics::echo);
        bindings.bind("select", ConnectionBasics::select);
        bindings.bind("quit", ConnectionBasics::quit);
        bindings.bind("reset", ConnectionBasics::reset);
        bindings.bind("hello", Greeting::hello);
        bindings.bind("auth", Greeting::auth);
        bindClient(bindings);
    }

    private static void bindClient(final HandlerBindings bindings) {
        bindings.bind("client|caching", ClientTracking::caching);
        bindings.bind("client|getredir", ClientTracking::redirection);
        bindings.bind("client|tracking", ClientTracking::track);
        bindings.bind("client|capa", ClientSelf::capa);
        bindings.bind("client|getname", ClientSelf::getName);
        bindings.bind("client|help", SubcommandHelp::execute);
        bindings.bind("client|id", ClientSelf::id);
        bindings.bind("client|info", ClientListing::info);
        bindings.bind("client|kill", ClientKill::kill);
        bindings.bind("client|list", ClientListing::list);
        bindings.bind("client|no-evict", ClientSelf::noEvict);
        bindings.bind("client|no-touch", ClientSelf::noTouch);
        bindings.bind("client|pause", ClientPause::pause);
        bindings.bind("client|reply", ClientSelf::reply);
        bindings.bind("client|setinfo", ClientSelf::setInfo);
        bindings.bind("client|setname", ClientSelf::setName);
        bindings.bind("client|trackinginfo", ClientTracking::info);
        bindings.bind("client|unblock", ClientPause::unblock);
        bindings.bind("client|unpause", ClientPause::unpause);
    }
}
