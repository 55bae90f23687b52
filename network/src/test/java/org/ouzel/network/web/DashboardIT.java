package org.ouzel.network.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ouzel.network.harness.OuzelSetup;
import org.ouzel.network.harness.RawConnection;
import org.ouzel.network.harness.ServerUnderTest;

/** Who gets into the dashboard, and as whom its commands run. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@MethodSource("org.ouzel.network.harness.OuzelSetup#selected")
class DashboardIT {
    private static final String NOT_LOGGED_IN = "{\"error\":\"not logged in\"}";

    @Parameter
    private OuzelSetup setup;

    private ServerUnderTest start(final String... more) {
        return setup.start(WebClient.options(Stream.concat(Stream.of("--requirepass", "secret"), Arrays.stream(more))
            .toArray(String[]::new)));
    }

    private static RawConnection administrator(final ServerUnderTest server) {
        final RawConnection connection = server.connect();
        assertEquals("+OK\r\n", connection.call("AUTH", "secret"));
        return connection;
    }

    @Test
    void shouldServeThePageToAnybodyAndNothingElse() {
        try (ServerUnderTest server = start(); RawConnection connection = administrator(server)) {
            final WebClient client = WebClient.of(connection);
            final HttpResponse<String> page = client.get("/");
            assertEquals(200, page.statusCode());
            assertTrue(page.body().startsWith("<!DOCTYPE html>"));
            final String policy = page.headers().firstValue("content-security-policy").orElseThrow();
            assertTrue(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"), policy);
            assertFalse(policy.contains("unsafe"), policy);
            assertEquals(200, client.get("/main.js").statusCode());
            final WebSession stranger = WebSession.stranger(client);
            assertEquals(401, stranger.get("/api/session").statusCode());
            assertEquals(401, stranger.commands("[[\"PING\"]]").statusCode());
            assertEquals(NOT_LOGGED_IN, stranger.commands("[[\"PING\"]]").body());
            assertEquals(413, stranger.commands("[[\"PING\",\"" + "x".repeat(100_000) + "\"]]").statusCode());
        }
    }

    @Test
    void shouldLetInByPasswordOnly() {
        try (ServerUnderTest server = start(); RawConnection connection = administrator(server)) {
            connection.call("ACL", "LOG", "RESET");
            final WebClient client = WebClient.of(connection);
            final HttpResponse<String> wrong = WebSession.logIn(client, "default", "wrong");
            assertEquals(401, wrong.statusCode());
            assertTrue(wrong.body().startsWith("{\"error\":\"WRONGPASS "), wrong.body());
            assertTrue(wrong.headers().firstValue("set-cookie").isEmpty());
            final String log = connection.call("ACL", "LOG");
            assertTrue(log.contains("$6\r\nreason\r\n$4\r\nauth\r\n") && log.contains("127.0.0.1:"), log);
            final HttpResponse<String> right = WebSession.logIn(client, "default", "secret");
            assertEquals(200, right.statusCode());
            assertEquals("{\"user\":\"default\"}", right.body());
            final String cookie = right.headers().firstValue("set-cookie").orElseThrow();
            assertTrue(cookie.matches("ouzel-" + client.port() + "=[-_A-Za-z0-9]{43}; Path=/; HttpOnly; "
                + "SameSite=Strict"), cookie);
            final WebSession session = new WebSession(client, right);
            assertEquals("{\"user\":\"default\"}", session.get("/api/session").body());
            assertEquals("{\"replies\":[{\"status\":\"PONG\"}]}", session.commands("[[\"PING\"]]").body());
            final HttpResponse<String> out = session.post("/api/logout", "{}");
            assertEquals(200, out.statusCode());
            assertTrue(out.headers().firstValue("set-cookie").orElseThrow().contains("Max-Age=0"));
            assertEquals(401, session.commands("[[\"PING\"]]").statusCode());
        }
    }

    @Test
    void shouldNotBeUsedByOtherPages() {
        try (ServerUnderTest server = start(); RawConnection connection = administrator(server)) {
            final WebClient client = WebClient.of(connection);
            final WebSession session = new WebSession(client, WebSession.logIn(client, "default", "secret"));
            final String body = "{\"commands\":[[\"SET\",\"a\",\"b\"]]}";
            assertEquals(415, client.post("/api/commands", body, "Cookie", session.cookie(), "Content-Type",
                "text/plain").statusCode());
            assertEquals(403, client.post("/api/commands", body, "Cookie", session.cookie(), "Content-Type",
                "application/json", "Origin", "http://evil.example").statusCode());
            assertEquals(405, session.get("/api/commands").statusCode());
            assertEquals(400, session.post("/api/commands", "nonsense").statusCode());
            assertEquals(400, session.post("/api/commands", "{}").statusCode());
            assertEquals("$-1\r\n", connection.call("GET", "a"));
            assertEquals(200, client.post("/api/commands", body, "Cookie", session.cookie(), "Content-Type",
                "application/json; charset=utf-8", "Origin", "http://127.0.0.1:" + client.port()).statusCode());
            assertEquals("$1\r\nb\r\n", connection.call("GET", "a"));
        }
    }

    @Test
    void shouldRunCommandsAsTheirUser() {
        try (ServerUnderTest server = start("--acl-new-user-namespace", "default");
            RawConnection connection = administrator(server)) {
            connection.call("ACL", "SETUSER", "reader", "on", ">pw", "~open:*", "+get", "+client|list");
            connection.call("SET", "open:1", "value");
            final WebClient client = WebClient.of(connection);
            final WebSession session = new WebSession(client, WebSession.logIn(client, "reader", "pw"));
            final String replies = session.commands("[[\"GET\",\"open:1\"],[\"GET\",\"closed\"],"
                + "[\"SET\",\"open:1\",\"x\"],[\"CLIENT\",\"LIST\"]]").body();
            assertTrue(replies.startsWith("{\"replies\":[\"value\",{\"error\":\"NOPERM No permissions to access a key"
                + "\"},{\"error\":\"NOPERM User reader has no permissions to run the 'set' command\"},"), replies);
            assertTrue(replies.contains("name=ouzel-dashboard") && replies.contains("user=reader"), replies);
            assertEquals("{\"replies\":[{\"error\":\"NOPERM User reader has no permissions to run the 'select'"
                + " command\"}]}",
                session.post("/api/commands", "{\"commands\":[[\"GET\",\"open:1\"]],\"database\":1}").body());
            assertEquals("{\"replies\":[\"value\"]}", session.console("[\"GET\",\"open:1\"]").body());
            connection.call("ACL", "SETUSER", "reader", "-get");
            assertTrue(session.commands("[[\"GET\",\"open:1\"]]").body().contains("NOPERM"));
            assertEquals(":1\r\n", connection.call("ACL", "DELUSER", "reader"));
            HttpResponse<String> after = session.commands("[[\"GET\",\"open:1\"]]");
            while (after.statusCode() == 503) {
                after = session.commands("[[\"GET\",\"open:1\"]]");
            }
            assertEquals(401, after.statusCode());
            assertEquals(401, session.get("/api/session").statusCode());
        }
    }

    @Test
    void shouldKeepTenantsApart() {
        try (ServerUnderTest server = start(); RawConnection connection = administrator(server)) {
            connection.call("ACL", "SETUSER", "shop", "on", ">pw", "~*", "+@all", "-tenant");
            connection.call("SET", "theirs", "value");
            final WebClient client = WebClient.of(connection);
            final WebSession session = new WebSession(client, WebSession.logIn(client, "shop", "pw"));
            final String replies = session.commands("[[\"DBSIZE\"],[\"SET\",\"own\",\"1\"],[\"KEYS\",\"*\"],"
                + "[\"TENANT\",\"LIST\"],[\"GET\",\"theirs\"]]").body();
            assertEquals("{\"replies\":[0,{\"status\":\"OK\"},[\"own\"],{\"error\":\"NOPERM User shop has no"
                + " permissions to run the 'tenant|list' command\"},null]}", replies);
            assertEquals("*1\r\n$6\r\ntheirs\r\n", connection.call("KEYS", "*"));
            final String clients = session.commands("[[\"CLIENT\",\"LIST\"]]").body();
            assertFalse(clients.contains("user=default"), clients);
        }
    }

    /** What keys are called is data in JSON, which no browser takes for a page. */
    @Test
    void shouldSendMarkupAsDataOnly() {
        try (ServerUnderTest server = start(); RawConnection connection = administrator(server)) {
            final String name = "<script>alert('1')</script>&";
            connection.call("SET", name, "<img src=x onerror=alert(1)>");
            final WebClient client = WebClient.of(connection);
            final WebSession session = new WebSession(client, WebSession.logIn(client, "default", "secret"));
            final HttpResponse<String> keys = session.commands("[[\"KEYS\",\"*\"],[\"GET\",\"<b>\"],[\"<i>\"]]");
            assertEquals("application/json", keys.headers().firstValue("content-type").orElseThrow().split(";")[0]);
            assertEquals("nosniff", keys.headers().firstValue("x-content-type-options").orElseThrow());
            assertTrue(keys.headers().firstValue("content-security-policy").orElseThrow()
                .startsWith("default-src 'none'"));
            final JsonArray replies = JsonParser.parseString(keys.body()).getAsJsonObject().getAsJsonArray("replies");
            assertEquals(name, replies.get(0).getAsJsonArray().get(0).getAsString());
            assertTrue(replies.get(2).getAsJsonObject().get("error").getAsString().contains("'<i>'"), keys.body());
            final HttpResponse<String> missing = client.get("/<script>alert(1)</script>".replace("<", "%3C")
                .replace(">", "%3E"));
            assertEquals(404, missing.statusCode());
            assertFalse(missing.body().contains("<script>"), missing.body());
        }
    }

    @Test
    void shouldHoldTenantsToTheirQuotas() {
        try (ServerUnderTest server = start(); RawConnection connection = administrator(server)) {
            connection.call("ACL", "SETUSER", "shop", "on", ">pw", "~*", "+@all", "-tenant");
            assertEquals("+OK\r\n", connection.call("TENANT", "SETQUOTA", "shop", "keys", "1"));
            final WebClient client = WebClient.of(connection);
            final WebSession session = new WebSession(client, WebSession.logIn(client, "shop", "pw"));
            // One after the other: shards that run beside each other may both see room for the last key.
            assertEquals("{\"replies\":[{\"status\":\"OK\"}]}", session.commands("[[\"SET\",\"a\",\"1\"]]").body());
            final String refused = session.commands("[[\"SET\",\"b\",\"1\"]]").body();
            assertTrue(refused.startsWith("{\"replies\":[{\"error\":\"OOM "), refused);
            assertEquals("{\"replies\":[1]}", session.commands("[[\"DBSIZE\"]]").body());
            assertTrue(session.console("[\"SET\",\"c\",\"1\"]").body().startsWith("{\"replies\":[{\"error\":\"OOM "));
        }
    }

    @Test
    void shouldNeverMonitorNorListen() {
        try (ServerUnderTest server = start(); RawConnection connection = administrator(server)) {
            final WebClient client = WebClient.of(connection);
            final WebSession session = new WebSession(client, WebSession.logIn(client, "default", "secret"));
            for (final String command : new String[] {"[\"MonItor\"]", "[{\"base64\":\"TU9OSVRPUg==\"}]",
                "[\"PSUBSCRIBE\",\"*\"]", "[\"ssubscribe\",\"a\"]", "[\"SYNC\"]", "[\"client\",\"reply\",\"off\"]",
                "[\"CLIENT\",\"TRACKING\",\"ON\"]"}) {
                assertEquals(422, session.console(command).statusCode(), command);
                assertEquals(422, session.commands("[[\"PING\"]," + command + "]").statusCode(), command);
            }
            assertEquals("{\"replies\":[{\"status\":\"OK\"}]}", session.console("[\"MULTI\"]").body());
            assertEquals(422, session.console("[\"MONITOR\"]").statusCode());
            assertEquals("{\"replies\":[[]]}", session.console("[\"EXEC\"]").body());
            final String script = session.console("[\"EVAL\",\"return redis.call('MONITOR')\",\"0\"]").body();
            assertTrue(script.contains("This Redis command is not allowed from script"), script);
            assertTrue(connection.call("INFO", "clients").contains("monitor_clients:0\r\n"));
        }
    }

    @Test
    void shouldKeepPagesAndConsoleApart() {
        try (ServerUnderTest server = start(); RawConnection connection = administrator(server)) {
            final WebClient client = WebClient.of(connection);
            final WebSession session = new WebSession(client, WebSession.logIn(client, "", "secret"));
            assertEquals("{\"replies\":[{\"status\":\"OK\"}]}", session.console("[\"SELECT\",\"3\"]").body());
            assertEquals("{\"replies\":[{\"status\":\"OK\"}]}", session.console("[\"SET\",\"a\",\"of 3\"]").body());
            assertEquals("{\"replies\":[{\"status\":\"OK\"}]}", session.console("[\"MULTI\"]").body());
            assertEquals("{\"replies\":[{\"status\":\"QUEUED\"}]}", session.console("[\"GET\",\"a\"]").body());
            assertEquals("{\"replies\":[null]}", session.commands("[[\"GET\",\"a\"]]").body());
            assertEquals("{\"replies\":[\"of 3\"]}",
                session.post("/api/commands", "{\"commands\":[[\"GET\",\"a\"]],\"database\":3}").body());
            assertEquals("{\"replies\":[{\"error\":\"ERR DB index is out of range\"}]}",
                session.post("/api/commands", "{\"commands\":[[\"SET\",\"a\",\"lost\"]],\"database\":99}").body());
            assertEquals("{\"replies\":[\"of 3\"]}",
                session.post("/api/commands", "{\"commands\":[[\"GET\",\"a\"]],\"database\":3}").body());
            assertEquals("{\"replies\":[[\"of 3\"]]}", session.console("[\"EXEC\"]").body());
            assertEquals(422, session.commands("[[\"MULTI\"]]").statusCode());
            assertEquals(422, session.console("[\"SUBSCRIBE\",\"a\"]").statusCode());
            assertEquals(422, session.console("[\"monitor\"]").statusCode());
        }
    }

    @Test
    void shouldCarryAnyBytes() {
        try (ServerUnderTest server = start("--http-max-request", "4mb");
            RawConnection connection = administrator(server)) {
            final WebClient client = WebClient.of(connection);
            final WebSession session = new WebSession(client, WebSession.logIn(client, "default", "secret"));
            assertEquals("{\"replies\":[{\"status\":\"OK\"},{\"base64\":\"AP8NCg==\"}]}",
                session.commands("[[\"SET\",{\"base64\":\"/w==\"},{\"base64\":\"AP8NCg==\"}],[\"GET\",{\"base64\":"
                + "\"/w==\"}]]").body());
            final String big = "x".repeat(3_000_000);
            assertEquals("{\"replies\":[{\"status\":\"OK\"},\"" + big + "\"]}",
                session.commands("[[\"SET\",\"big\",\"" + big + "\"],[\"GET\",\"big\"]]").body());
            assertEquals(413, session.commands("[[\"SET\",\"big\",\"" + "x".repeat(5_000_000) + "\"]]").statusCode());
        }
    }

    /** A command that waits longer than a browser does is given up; the next one finds a new connection. */
    @Test
    void shouldGiveUpWhatBlocks() {
        try (ServerUnderTest server = start(); RawConnection connection = administrator(server)) {
            final WebClient client = WebClient.of(connection);
            final WebSession session = new WebSession(client, WebSession.logIn(client, "default", "secret"));
            assertEquals("{\"replies\":[{\"status\":\"PONG\"}]}", session.console("[\"PING\"]").body());
            assertEquals("+OK\r\n", connection.call("CONFIG", "SET", "http-command-timeout", "1"));
            final HttpResponse<String> blocked = session.console("[\"BLPOP\",\"list\",\"0\"]");
            assertEquals("+OK\r\n", connection.call("CONFIG", "SET", "http-command-timeout", "3600"));
            assertEquals(504, blocked.statusCode());
            assertTrue(blocked.body().startsWith("{\"error\":\"not answered in time "), blocked.body());
            while (!connection.call("INFO", "clients").contains("blocked_clients:0\r\n")) {
                Thread.onSpinWait();
            }
            connection.call("RPUSH", "list", "a");
            assertEquals(":1\r\n", connection.call("LLEN", "list"));
            HttpResponse<String> next = session.console("[\"BLPOP\",\"list\",\"0\"]");
            while (next.statusCode() == 503) {
                next = session.console("[\"BLPOP\",\"list\",\"0\"]");
            }
            assertEquals("{\"replies\":[[\"list\",\"a\"]]}", next.body());
        }
    }

    @Test
    void shouldEndConnectionsWithTheSession() {
        try (ServerUnderTest server = start(); RawConnection connection = administrator(server)) {
            final WebClient client = WebClient.of(connection);
            final WebSession session = new WebSession(client, WebSession.logIn(client, "default", "secret"));
            session.console("[\"PING\"]");
            assertTrue(connection.call("INFO", "clients").contains("connected_clients:3\r\n"));
            session.post("/api/logout", "{}");
            while (!connection.call("INFO", "clients").contains("connected_clients:1\r\n")) {
                Thread.onSpinWait();
            }
            final HttpResponse<String> again = WebSession.logIn(client, "default", "secret");
            assertEquals(200, again.statusCode());
        }
    }
}
