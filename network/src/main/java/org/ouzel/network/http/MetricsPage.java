package org.ouzel.network.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.EventExecutor;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * {@code /metrics}: what INFO and LATENCY HISTOGRAM tell a user, as Prometheus reads it. Each scrape is a client of its
 * own, which logs in as AUTH does, and is told what that user may know; without a name it is the default user.
 */
final class MetricsPage {
    private static final String CLIENT_NAME = "ouzel-metrics";
    private static final ExpositionFormats FORMATS = ExpositionFormats.init();

    private final CommandGate gate;
    private final EventExecutor loop;
    private final LongSupplier timeoutMs;

    MetricsPage(final CommandGate gate, final EventExecutor loop, final LongSupplier timeoutMs) {
        this.gate = gate;
        this.loop = loop;
        this.timeoutMs = timeoutMs;
    }

    CompletionStage<WebResponse> answer(final WebRequest request) {
        final String authorization = request.header("Authorization");
        final Credentials credentials = Credentials.of(authorization);
        if (!authorization.isEmpty() && credentials == null) {
            return CompletableFuture.completedFuture(
                WebResponse.text(HttpResponseStatus.UNAUTHORIZED, "authorization not understood").challenging());
        }
        final CommandClient client = new CommandClient(gate, loop, timeoutMs, request.addresses(), null);
        return client.call(List.of(Credentials.greeting(credentials, CLIENT_NAME)))
            .thenCompose(greeting -> greeting.get(0).isError()
                ? CompletableFuture.completedFuture(refusal(greeting.get(0))) : scrape(client, request))
            .exceptionally(failure -> WebResponse.text(HttpResponseStatus.SERVICE_UNAVAILABLE,
                "not answered: " + CommandErrors.rootOf(failure).getMessage()))
            .whenComplete((response, failure) -> client.close());
    }

    private CompletionStage<WebResponse> scrape(final CommandClient client, final WebRequest request) {
        return client.call(List.of(CommandClient.command("INFO", "everything"),
            CommandClient.command("LATENCY", "HISTOGRAM"))).thenApply(replies -> {
                final Reply info = replies.get(0);
                if (info.isError()) {
                    return refusal(info);
                }
                return page(new InfoFigures(info.text()), replies.get(1), request.header("Accept"));
            });
    }

    /** @param times LATENCY HISTOGRAM's reply; who may not have it does without */
    private static WebResponse page(final InfoFigures info, final Reply times, final String accepted) {
        final ExpositionFormatWriter writer = FORMATS.getOpenMetricsTextFormatWriter().accepts(accepted)
            ? FORMATS.getOpenMetricsTextFormatWriter() : FORMATS.getPrometheusTextFormatWriter();
        final ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            writer.write(text, MetricFamilies.of(info, times));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return WebResponse.ok(writer.getContentType(), text.toByteArray());
    }

    private static WebResponse refusal(final Reply error) {
        final HttpResponseStatus status = CommandErrors.statusOf(error);
        final WebResponse response = WebResponse.text(status, error.text());
        return status.equals(HttpResponseStatus.UNAUTHORIZED) ? response.challenging() : response;
    }
}
