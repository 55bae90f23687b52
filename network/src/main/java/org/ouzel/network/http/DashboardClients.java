package org.ouzel.network.http;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.ouzel.network.http.CommandGate.Inner;

/**
 * The two clients of the engine that a login has: one that the pages use, in whichever database they name, and one for
 * the console, which keeps what is typed there: a database, a transaction. Both are opened anew when they have ended,
 * as the user who has logged in, should there still be such a user.
 */
final class DashboardClients implements AutoCloseable {
    private static final String CLIENT_NAME = "ouzel-dashboard";
    /** Names no database: the one that is chosen already. */
    static final int ANY_DATABASE = -1;

    private boolean isClosed;
    private Inner loggedIn;
    private final Place pages = new Place();
    private final Place console = new Place();
    private final CommandGate gate;
    private final EventExecutor loop;
    private final LongSupplier timeoutMs;
    private final CommandGate.Addresses addresses;

    /** A client, or room for one. */
    private static final class Place {
        private int database;
        private CommandClient client;
        /** Done when the batch that was sent last has been answered: what is chosen for one must hold until then. */
        private CompletableFuture<?> last = CompletableFuture.completedFuture(null);
    }

    DashboardClients(final CommandGate gate, final EventExecutor loop, final LongSupplier timeoutMs,
        final CommandGate.Addresses addresses) {
        this.gate = gate;
        this.loop = loop;
        this.timeoutMs = timeoutMs;
        this.addresses = addresses;
    }

    /** Logs in; completes with the reply, an error if it isn't let in. */
    CompletableFuture<Reply> logIn(final Credentials credentials) {
        pages.client = new CommandClient(gate, loop, timeoutMs, addresses, null);
        loggedIn = pages.client.inner();
        return pages.client.call(List.of(Credentials.greeting(credentials, CLIENT_NAME)))
            .thenApply(replies -> replies.get(0));
    }

    /**
     * Sends commands of a page; if the database can't be chosen, none of them, and each gets that error.
     *
     * @return their replies; failed as {@link CommandClient#call} tells, or with {@link LoggedOutException}
     */
    CompletableFuture<List<Reply>> callOfPage(final int database, final List<List<byte[]>> commands) {
        return call(pages, database, commands);
    }

    /** Sends what was typed. */
    CompletableFuture<List<Reply>> callOfConsole(final List<List<byte[]>> commands) {
        return call(console, ANY_DATABASE, commands);
    }

    private CompletableFuture<List<Reply>> call(final Place place, final int database,
        final List<List<byte[]>> commands) {
        final CompletableFuture<List<Reply>> answered = place.last.handle((replies, failure) -> null)
            .thenCompose(ignored -> open(place)).thenCompose(ignored -> choose(place, database))
            .thenCompose(chosen -> chosen.isError()
                ? CompletableFuture.completedFuture(Collections.nCopies(commands.size(), chosen))
                : place.client.call(commands));
        place.last = answered;
        return answered;
    }

    private CompletableFuture<Void> open(final Place place) {
        if (isClosed) {
            return CompletableFuture.failedFuture(new LoggedOutException());
        }
        if (place.client != null && !place.client.isClosed()) {
            return CompletableFuture.completedFuture(null);
        }
        place.database = 0;
        place.client = new CommandClient(gate, loop, timeoutMs, addresses, loggedIn);
        return place.client.call(List.of(Credentials.greeting(null, CLIENT_NAME))).handle((replies, failure) -> {
            if (failure != null) {
                throw new LoggedOutException();
            }
            if (replies.get(0).isError()) {
                place.client.close();
                throw new IllegalStateException(replies.get(0).text());
            }
            return null;
        });
    }

    private CompletableFuture<Reply> choose(final Place place, final int database) {
        if (database == ANY_DATABASE || database == place.database) {
            return CompletableFuture.completedFuture(Reply.NULL);
        }
        return place.client.call("SELECT", Integer.toString(database)).thenApply(reply -> {
            if (!reply.isError()) {
                place.database = database;
            }
            return reply;
        });
    }

    @Override
    public void close() {
        isClosed = true;
        final List<Place> places = new ArrayList<>(List.of(pages, console));
        places.removeIf(place -> place.client == null);
        places.forEach(place -> place.client.close());
    }
}
