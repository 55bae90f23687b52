package org.ouzel.network.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;
import org.ouzel.network.harness.SideBySide;

/**
 * Clients that wait, beside redis-server: after each request of a random one, the same clients wait on both servers,
 * and those who no longer do have had the same reply.
 *
 * <p>What Redis 7.2 does otherwise than 7.0, since it runs the waiting command anew, is left out: keys that change
 * their types, and clients that wait for several keys of which more than one becomes ready at once.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class BlockingSideBySideIT extends SideBySide {
    private static final int STEP_COUNT = 1200;
    private static final int CLIENT_COUNT = 10;
    private static final String[] SIDES = {"LEFT", "RIGHT"};

    private final long seed = Long.getLong("ouzel.test.seed", 20261121);
    private final SplittableRandom random = new SplittableRandom(seed);
    private final List<String> history = new ArrayList<>();

    @Test
    void shouldServeTheSameClientsWithTheSame() {
        try (Side redis = new Side(reference); Side ouzel = new Side(tested)) {
            for (final String key : new String[] {"s1", "s2"}) {
                redis.control.call("XGROUP", "CREATE", key, "g", "$", "MKSTREAM");
                ouzel.control.call("XGROUP", "CREATE", key, "g", "$", "MKSTREAM");
            }
            for (int step = 0; step < STEP_COUNT; step++) {
                final int client = random.nextInt(CLIENT_COUNT);
                final String request = client < 7 ? waiting(client) : writing();
                if (redis.isWaiting[client]) {
                    if (random.nextInt(8) == 0) {
                        final String mode = random.nextBoolean() ? "ERROR" : "TIMEOUT";
                        history.add("unblock " + client);
                        assertEquals(redis.unblock(client, mode), ouzel.unblock(client, mode), this::told);
                        assertEquals(redis.settle(-1), ouzel.settle(-1), this::told);
                    }
                    continue;
                }
                history.add(client + ": " + request);
                redis.send(client, request);
                ouzel.send(client, request);
                assertEquals(redis.settle(client), ouzel.settle(client), this::told);
            }
        }
    }

    private String told() {
        return "seed=" + seed + " setup=" + setup + " history:\n"
            + String.join("\n", history.subList(Math.max(0, history.size() - 60), history.size()));
    }

    private String waiting(final int client) {
        return switch (random.nextInt(9)) {
            case 0 -> "BLPOP " + list() + " 0";
            case 1 -> "BRPOP " + list() + " " + list() + " " + list() + " 0";
            case 2 -> "BLMPOP 0 2 " + list() + " " + list() + " " + side() + " COUNT 2";
            case 3 -> "BLMOVE " + (random.nextBoolean() ? list() : target()) + " " + target() + " " + side() + " "
                + side() + " 0";
            case 4 -> (random.nextBoolean() ? "BRPOPLPUSH " + list() + " " : "BLPOP ") + target() + " 0";
            case 5 -> (random.nextBoolean() ? "BZPOPMIN " : "BZPOPMAX ") + set() + " " + set() + " 0";
            case 6 -> "BZMPOP 0 2 " + set() + " " + set() + " " + (random.nextBoolean() ? "MIN" : "MAX") + " COUNT 2";
            case 7 -> "XREAD BLOCK 0 STREAMS s1 s2 $ $";
            default -> "XREADGROUP GROUP g c" + client + " COUNT 1 BLOCK 0 STREAMS s" + (1 + random.nextInt(2)) + " >";
        };
    }

    private String writing() {
        return switch (random.nextInt(9)) {
            case 0, 1 -> "RPUSH " + list() + " " + random.nextInt(1000);
            case 2 -> "LPUSH " + list() + " " + random.nextInt(1000) + " " + random.nextInt(1000);
            case 3 -> "LMOVE " + list() + " " + list() + " " + side() + " " + side();
            case 4 -> "RENAME " + list() + " " + list();
            case 5 -> "ZADD " + set() + " " + random.nextInt(9) + " m" + random.nextInt(5) + " 3 n";
            case 6 -> "ZUNIONSTORE " + set() + " 1 " + set();
            case 7 -> "COPY " + list() + " " + list() + " REPLACE";
            default -> "XADD s" + (1 + random.nextInt(2)) + " " + (history.size() + 1) + "-1 f v";
        };
    }

    private String list() {
        return new String[] {"a", "k1", "k2"}[random.nextInt(3)];
    }

    private String target() {
        return random.nextBoolean() ? "k3" : "b";
    }

    private String set() {
        return new String[] {"z1", "z2", "z3"}[random.nextInt(3)];
    }

    private String side() {
        return SIDES[random.nextInt(2)];
    }

    /** One of the servers, with a connection for each client. */
    private static final class Side implements AutoCloseable {
        private final boolean[] isWaiting = new boolean[CLIENT_COUNT];
        private final String[] ids = new String[CLIENT_COUNT];
        private final RawConnection[] clients = new RawConnection[CLIENT_COUNT];
        private final RawConnection control;

        Side(final ServerUnderTest server) {
            control = server.connect();
            control.call("FLUSHALL");
            for (int i = 0; i < CLIENT_COUNT; i++) {
                clients[i] = server.connect(2 + i % 2);
                ids[i] = clients[i].call("CLIENT", "ID").trim().substring(1);
            }
        }

        void send(final int client, final String request) {
            clients[client].add(request.split(" ")).flush();
        }

        String unblock(final int client, final String mode) {
            return control.call("CLIENT", "UNBLOCK", ids[client], mode);
        }

        /**
         * Waits until a client has had its reply, or waits; returns what each had that waits no more, or never did.
         *
         * @param asking the client, -1 for none
         */
        TreeMap<Integer, String> settle(final int asking) {
            final TreeMap<Integer, String> replies = new TreeMap<>();
            String list = control.call("CLIENT", "LIST");
            while (asking >= 0 && !isBlocked(list, asking)) {
                if (clients[asking].hasUnreadBytes()) {
                    replies.put(asking, clients[asking].readText());
                    // Who was served by the request was so before it was answered, or at the latest now.
                    list = control.call("CLIENT", "LIST");
                    break;
                }
                list = control.call("CLIENT", "LIST");
            }
            for (int i = 0; i < CLIENT_COUNT; i++) {
                final boolean isStillWaiting = isBlocked(list, i);
                if (isWaiting[i] && !isStillWaiting) {
                    replies.put(i, clients[i].readText());
                }
                isWaiting[i] = isStillWaiting;
            }
            return replies;
        }

        private boolean isBlocked(final String list, final int client) {
            return list.lines().filter(line -> line.contains("id=" + ids[client] + " addr"))
                .anyMatch(line -> line.contains(" flags=b "));
        }

        @Override
        public void close() {
            control.close();
            for (final RawConnection client : clients) {
                client.close();
            }
        }
    }
}
