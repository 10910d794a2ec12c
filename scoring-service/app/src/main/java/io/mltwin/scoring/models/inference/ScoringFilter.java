package io.mltwin.scoring.models.inference;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.ErrorResponseWriter;
import io.mltwin.platform.bodies.ReceivedBody;
import io.mltwin.platform.http.EventLoopOrWorker.WorkerNeededException;
import io.mltwin.platform.requests.HostToPath;
import io.mltwin.platform.tracing.CallRecorder;
import io.mltwin.scoring.models.inference.ScoringService.Scored;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Scores on the event loop: a POST to {@code /score} whose body has arrived, where all that it needs
 * is loaded. Everything else goes on to {@link ScoringResource}, which does the same on a worker
 * thread. docs/benchmarks/scoring.md says what it saves.
 */
@Singleton
record ScoringFilter(ScoringService scoring, CallRecorder recorder, ErrorResponseWriter errors) {

    private static final Logger LOG = Logger.getLogger(ScoringFilter.class);

    /** After the body has been read. */
    private static final int AFTER_BODY = 40;

    private static final Pattern PATH = Pattern.compile("/(inference|online)/([^/%]+)/score");

    void register(@Observes Filters filters) {
        filters.register(this::handle, AFTER_BODY);
    }

    private void handle(RoutingContext context) {
        String path = HostToPath.internalPath(context);
        Matcher score = path == null ? null : PATH.matcher(path);
        if (score == null
                || context.request().method() != HttpMethod.POST
                || !score.matches()
                || !ReceivedBody.isReceived(context)) {
            context.next();
            return;
        }
        Context eventLoop = Vertx.currentContext();
        try {
            scoring.score(EndpointRequest.of(context, score.group(1), score.group(2)))
                    .whenComplete((scored, failed) -> eventLoop.runOnContext(back -> answer(context, scored, failed)));
        } catch (WorkerNeededException needed) {
            context.next();
        } catch (AzureException refused) {
            errors.write(context, refused);
        }
    }

    private void answer(RoutingContext context, Scored scored, Throwable failed) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (failed != null) {
            fail(context, failed instanceof CompletionException ? failed.getCause() : failed);
            return;
        }
        RefusalFilter.markRecorded(context);
        scored.note(recorder, context);
        ScoringAnswer answer = scored.answer();
        response.setStatusCode(answer.status()).putHeader("Content-Type", answer.contentType());
        answer.headers().forEach(response::putHeader);
        RequestIds.echo(context.request(), response::putHeader);
        response.end(Buffer.buffer(answer.body()));
    }

    private void fail(RoutingContext context, Throwable failed) {
        if (failed instanceof AzureException unrecorded) {
            errors.write(context, unrecorded);
        } else {
            LOG.error("A scoring request failed", failed);
            context.fail(failed);
        }
    }
}
