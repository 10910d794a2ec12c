package io.mltwin.scoring.models.inference;

import static io.mltwin.armweb.AzureException.notFound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.armweb.QueryString;
import io.mltwin.container.AnswerHeaders;
import io.mltwin.container.ContainerException;
import io.mltwin.container.server.SwaggerDocument;
import io.mltwin.platform.tracing.CallRecorder;
import io.mltwin.scoring.models.inference.EndpointAuthenticator.Admission;
import io.mltwin.scoring.models.inference.Predictor.Prediction;
import io.mltwin.scoring.models.inference.RequestRecorder.Arrival;
import io.mltwin.scoring.models.inference.ScoringRouter.ScoringRoute;
import io.mltwin.scoring.models.inference.ScoringTarget.ChosenDeployment;
import io.mltwin.scoring.models.services.Authentication;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Answers the requests of web services and online endpoints: target, credential, deployment, model,
 * record. The record is kept before the answer is given, of refusals and failures too.
 */
@Singleton
record ScoringService(ScoringRouter router, RequestRecorder recorder, Clock clock) {

    private static final Logger LOG = Logger.getLogger(ScoringService.class);
    private static final int FIRST_REFUSAL = 400;

    /** Answers a request that has been let in. */
    private interface RouteHandler {
        CompletableFuture<ScoringAnswer> answer(ScoringRoute route, EndpointRequest request);
    }

    /**
     * Scores a request. It does no I/O on the event loop; what follows must not hold up the thread
     * that has the result.
     *
     * @return fails with an {@link AzureException} when the request cannot be recorded
     * @throws io.mltwin.platform.http.EventLoopOrWorker.WorkerNeededException on the event loop, with
     *     nothing done, where something must be loaded
     */
    CompletableFuture<Scored> score(EndpointRequest request) {
        return handle(request, this::predict, target -> true);
    }

    CompletableFuture<Scored> swagger(EndpointRequest request) {
        return handle(
                request,
                (route, asked) -> CompletableFuture.completedFuture(
                        new ScoringAnswer(200, "application/json", document(route, asked), Map.of())),
                ScoringTarget::recordsDocuments);
    }

    /**
     * Returns the OpenAPI document of the version that the request asks for, of version 2 by default. It
     * has what the deployment says of its input and output.
     *
     * @throws AzureException 404 for another version
     */
    private static byte[] document(ScoringRoute route, EndpointRequest request) {
        String version = QueryString.parse(request.query()).getOrDefault("version", SwaggerDocument.DEFAULT_VERSION);
        if (!SwaggerDocument.isVersion(version)) {
            throw notFound("NotFound", SwaggerDocument.unknownVersion(version));
        }
        return new SwaggerDocument(
                        route.target().name(),
                        route.target().credentials().form() != Authentication.NONE,
                        route.deployment().predictor().schemas(),
                        request.url())
                .write(version);
    }

    /**
     * Answers the liveness probe of Azure's inferencing server; needs no key and is no scoring
     * request.
     */
    ScoringAnswer alive(EndpointRequest request) {
        return open(request, "Healthy", Map.of());
    }

    /**
     * Says what is allowed. A browser asks before a page's request and sends no key, so this needs
     * none; the script does not see it.
     */
    ScoringAnswer options(EndpointRequest request, String methods) {
        return open(request, "", Map.of("Allow", methods));
    }

    private ScoringAnswer open(EndpointRequest request, String text, Map<String, String> headers) {
        return new ScoringAnswer(200, "text/plain", text.getBytes(StandardCharsets.UTF_8), headers)
                .readableBy(
                        router.require(request.door(), request.label()).preflightOrigins(),
                        request.method(),
                        request::shownHeaders);
    }

    /** Answers a request; what is refused is recorded in any case. */
    private CompletableFuture<Scored> handle(
            EndpointRequest request, RouteHandler handler, Predicate<ScoringTarget> isRecorded) {
        Arrival arrival = recorder.arrive();
        ScoringRoute route = router.route(request);
        return answer(route, request, handler).thenCompose(answer -> {
            Scored scored =
                    new Scored(answer, route.admission(), route.recorded().workspaceId());
            return answer.status() >= FIRST_REFUSAL || isRecorded.test(route.target())
                    ? record(route, arrival, request, answer.status()).thenApply(kept -> scored)
                    : CompletableFuture.completedFuture(scored);
        });
    }

    private CompletableFuture<Void> record(ScoringRoute route, Arrival arrival, EndpointRequest request, int status) {
        EndpointCredentials credentials = route.target().credentials();
        return recorder.record(
                route.admission().isRefused(),
                arrival,
                route.recorded(),
                request,
                request.url(),
                status,
                credentials.primaryKey(),
                credentials.secondaryKey());
    }

    private CompletableFuture<ScoringAnswer> answer(ScoringRoute route, EndpointRequest request, RouteHandler handler) {
        if (route.refusal() != null) {
            return CompletableFuture.completedFuture(refused(route.refusal(), request));
        }
        CompletableFuture<ScoringAnswer> answered;
        try {
            answered = handler.answer(route, request);
        } catch (RuntimeException e) {
            answered = CompletableFuture.failedFuture(e);
        }
        ChosenDeployment chosen = route.deployment();
        return answered.exceptionally(thrown -> fault(
                        route.target(), thrown instanceof CompletionException ? thrown.getCause() : thrown, request))
                .thenApply(answer -> answer.of(chosen.name())
                        .readableBy(chosen.predictor().origins(), request.method(), request::shownHeaders));
    }

    private ScoringAnswer fault(ScoringTarget target, Throwable thrown, EndpointRequest request) {
        if (thrown instanceof AzureException refused) {
            return refused(refused, request);
        }
        if (thrown instanceof ContainerException failed) {
            return refused(target.fault(failed), request);
        }
        LOG.errorf(thrown, "Request %s failed: %s", request.requestId(), request);
        return refused(ScoringAnswer.failure(request.requestId()), request);
    }

    private ScoringAnswer refused(AzureException fault, EndpointRequest request) {
        return ScoringAnswer.of(fault, request.requestId(), clock.instant());
    }

    private CompletableFuture<ScoringAnswer> predict(ScoringRoute route, EndpointRequest request) {
        byte[] content = request.content();
        route.target().mirror(request, content);
        Predictor predictor = route.deployment().predictor();
        return (predictor.takesRequests()
                        ? predictor.predict(request.inference(content))
                        : predictor.predict(request.method().equals("GET") ? ofQuery(request.query()) : content))
                .thenApply(prediction -> success(route.target(), prediction));
    }

    /** Returns what a GET gives the model: its query parameters as one JSON object. */
    private static byte[] ofQuery(String query) {
        ObjectNode parameters = Json.object();
        QueryString.parse(query)
                .forEach((name, value) -> parameters.set(
                        name,
                        Json.find(value)
                                .filter(node -> !node.isMissingNode())
                                .orElseGet(() -> TextNode.valueOf(value))));
        return Json.bytes(parameters);
    }

    private static ScoringAnswer success(ScoringTarget target, Prediction prediction) {
        target.validate(prediction);
        return new ScoringAnswer(
                prediction.status(),
                prediction.contentType(),
                prediction.body(),
                AnswerHeaders.scored(prediction.headers(), prediction.micros()));
    }

    /** An answer with what came of the request's credential. */
    public record Scored(ScoringAnswer answer, Admission admission, String workspaceId) {

        /** Says in the log of calls and in the trace what came of the request. */
        public void note(CallRecorder recorder, RoutingContext context) {
            admission.note(recorder, context);
            recorder.about(context, workspaceId);
        }
    }
}
