package io.mltwin.scoring.models.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.QueryString;
import io.mltwin.container.AnswerHeaders;
import io.mltwin.container.CorsOrigins;
import io.mltwin.events.ScoringRequest;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.scoring.models.inference.Predictor.Prediction;
import io.mltwin.scoring.models.requestlog.EventIds;
import io.mltwin.scoring.models.requestlog.RecordedText;
import io.mltwin.scoring.models.requestlog.RequestLog;
import io.mltwin.scoring.models.services.Deployment;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/**
 * Scores: credential, model, record. The record is kept before the answer is given, of refusals and
 * failures too.
 */
@Singleton
class ScoringService {

    private static final Logger LOG = Logger.getLogger(ScoringService.class);

    private final Endpoints endpoints;
    private final EndpointAuthenticator authenticator;
    private final RequestLog log;
    private final ObjectMapper json;
    private final Clock clock;
    private final ResetGate gate;
    private final EventIds eventIds;
    private final SwaggerDocuments swagger;

    ScoringService(
            Endpoints endpoints,
            EndpointAuthenticator authenticator,
            RequestLog log,
            ObjectMapper json,
            Clock clock,
            ResetGate gate,
            EventIds eventIds,
            SwaggerDocuments swagger) {
        this.swagger = swagger;
        this.gate = gate;
        this.eventIds = eventIds;
        this.endpoints = endpoints;
        this.authenticator = authenticator;
        this.log = log;
        this.json = json;
        this.clock = clock;
    }

    /** Answers one request to an endpoint. */
    private interface EndpointHandler {
        CompletableFuture<ScoringAnswer> answer(Endpoint endpoint);
    }

    /** Returns whether requests to this endpoint can be scored without waiting for anything. */
    boolean isLoaded(String endpoint) {
        return endpoints.isLoaded(endpoint);
    }

    /**
     * Scores a request. For an endpoint that {@link #isLoaded} it does no I/O on this thread; what
     * follows must not hold up the thread that has the result.
     *
     * @return fails with an {@link AzureException} when the request cannot be recorded
     */
    CompletableFuture<Scored> score(EndpointRequest call) {
        return recorded(call, endpoint -> predict(endpoint, call));
    }

    CompletableFuture<Scored> swagger(EndpointRequest call) {
        return recorded(
                call,
                endpoint -> CompletableFuture.completedFuture(
                        new ScoringAnswer(200, "application/json", swagger.document(endpoint, call), Map.of())));
    }

    /**
     * Answers the liveness probe of Azure's inferencing server; needs no key and is no scoring
     * request.
     */
    ScoringAnswer alive(EndpointRequest call) {
        return open(call, "Healthy", Map.of());
    }

    /**
     * Says what is allowed. A browser asks before a page's request and sends no key, so this needs
     * none; the script does not see it.
     */
    ScoringAnswer options(EndpointRequest call, String methods) {
        return open(call, "", Map.of("Allow", methods));
    }

    private ScoringAnswer open(EndpointRequest call, String text, Map<String, String> headers) {
        return new ScoringAnswer(200, "text/plain", text.getBytes(StandardCharsets.UTF_8), headers)
                .readableBy(endpoints.require(call.endpoint()).predictor().origins(), call.method(), call.headers());
    }

    private CompletableFuture<Scored> recorded(EndpointRequest call, EndpointHandler handler) {
        Instant time = clock.instant();
        // of its arrival: a request that outlives a reset belongs to before it
        long epoch = gate.epoch();
        long start = System.nanoTime();
        Endpoint endpoint = endpoints.require(call.endpoint());
        Admission admission = authenticator.authenticate(call.authorization(), endpoint.deployment());
        CompletableFuture<ScoringAnswer> answered = admission.isRefused()
                ? CompletableFuture.completedFuture(fault(admission.fault(), call))
                : answer(endpoint, call, handler);
        return answered.thenCompose(answer -> log.append(
                        admission.isRefused(),
                        record(
                                endpoint.deployment(),
                                call,
                                epoch,
                                time,
                                answer.status(),
                                (System.nanoTime() - start) / 1e6))
                .thenApply(kept ->
                        new Scored(answer, admission, endpoint.deployment().workspaceId())));
    }

    private CompletableFuture<ScoringAnswer> answer(Endpoint endpoint, EndpointRequest call, EndpointHandler handler) {
        CompletableFuture<ScoringAnswer> answered;
        try {
            answered = handler.answer(endpoint);
        } catch (RuntimeException e) {
            answered = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<ScoringAnswer> handled = answered.exceptionally(
                thrown -> fault(thrown instanceof CompletionException ? thrown.getCause() : thrown, call));
        CorsOrigins origins = endpoint.predictor().origins();
        return origins.isEmpty()
                ? handled
                : handled.thenApply(answer -> answer.readableBy(origins, call.method(), call.headers()));
    }

    private ScoringAnswer fault(Throwable thrown, EndpointRequest call) {
        if (thrown instanceof AzureException refused) {
            return fault(refused, call);
        }
        if (thrown instanceof ScoringException failed) {
            return fault(
                    new AzureException(failed.kind().status(), failed.kind().code(), failed.getMessage())
                            .withHeaders(failed.kind().headers()),
                    call);
        }
        LOG.errorf(thrown, "Request %s failed: %s", call.requestId(), call);
        return ScoringAnswer.ofFailure(call.requestId(), clock.instant());
    }

    private CompletableFuture<ScoringAnswer> predict(Endpoint endpoint, EndpointRequest call) {
        RequestIds.validate(call.headers());
        if (endpoint.predictor().takesRequests()) {
            return endpoint.predictor().predict(call.inference()).thenApply(ScoringService::success);
        }
        byte[] body = call.method().equals("GET")
                ? ofQuery(call.query())
                : call.body().get();
        return endpoint.predictor().predict(body).thenApply(ScoringService::success);
    }

    /** Returns what a GET gives the model: its query parameters as one JSON object. */
    private byte[] ofQuery(String query) {
        ObjectNode parameters = json.createObjectNode();
        QueryString.parse(query).forEach((name, value) -> parameters.set(name, jsonOrText(value)));
        return parameters.toString().getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode jsonOrText(String value) {
        try {
            JsonNode node = json.readTree(value);
            return node == null || node.isMissingNode() ? json.getNodeFactory().textNode(value) : node;
        } catch (IOException noJson) {
            return json.getNodeFactory().textNode(value);
        }
    }

    private static ScoringAnswer success(Prediction prediction) {
        return new ScoringAnswer(
                prediction.status(),
                prediction.contentType(),
                prediction.body(),
                AnswerHeaders.scored(prediction.headers(), prediction.micros()));
    }

    private ScoringAnswer fault(AzureException fault, EndpointRequest call) {
        return ScoringAnswer.of(fault, call.requestId(), clock.instant());
    }

    private ScoringRequest record(
            Deployment deployment, EndpointRequest call, long epoch, Instant time, int status, double millis) {
        return new ScoringRequest(
                eventIds.make(time),
                epoch,
                time,
                deployment.workspaceId(),
                deployment.componentId(),
                deployment.highBusinessImpact(),
                deployment.serviceName(),
                call.method(),
                clean(call.userAgent(), deployment),
                deployment.computeType(),
                clean(call.url(), deployment),
                status,
                call.requestId(),
                millis,
                call.traceParent(),
                1);
    }

    /** No credential gets into the record, wherever a client put it. */
    private static String clean(String text, Deployment deployment) {
        return RecordedText.of(text, deployment.primaryKey(), deployment.secondaryKey());
    }
}
