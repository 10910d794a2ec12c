package io.mltwin.scoring.models.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Envelope;
import io.mltwin.armweb.QueryString;
import io.mltwin.events.ScoringRequest;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.scoring.models.inference.EndpointAuthenticator.Admission;
import io.mltwin.scoring.models.inference.Predictor.Prediction;
import io.mltwin.scoring.models.requestlog.RequestLog;
import io.mltwin.scoring.models.services.Deployment;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Scores: credential, model, record. The record is kept before the answer is given, of refusals and
 * failures too.
 */
@Singleton
class ScoringService {

    private static final Logger LOG = Logger.getLogger(ScoringService.class);
    private static final int LONGEST_FIELD = 2048;
    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+(\\.[\\w-]*)?");

    private final Endpoints endpoints;
    private final EndpointAuthenticator authenticator;
    private final RequestLog log;
    private final ObjectMapper json;
    private final Clock clock;
    private final ResetGate gate;

    ScoringService(
            Endpoints endpoints,
            EndpointAuthenticator authenticator,
            RequestLog log,
            ObjectMapper json,
            Clock clock,
            ResetGate gate) {
        this.gate = gate;
        this.endpoints = endpoints;
        this.authenticator = authenticator;
        this.log = log;
        this.json = json;
        this.clock = clock;
    }

    /** An answer with what came of the request's credential. */
    record Scored(ScoringAnswer answer, Admission admission) {}

    /** Answers one request to an endpoint. */
    private interface EndpointHandler {
        ScoringAnswer answer(Endpoint endpoint) throws ScoringException;
    }

    Scored score(EndpointRequest call) {
        return recorded(call, endpoint -> predict(endpoint, call));
    }

    Scored swagger(EndpointRequest call) {
        return recorded(
                call,
                endpoint ->
                        new ScoringAnswer(
                                200,
                                "application/json",
                                Swagger.of(endpoint.deployment(), call.url())
                                        .getBytes(StandardCharsets.UTF_8),
                                Map.of()));
    }

    /**
     * Answers the liveness probe of Azure's inferencing server; needs no key and is no scoring
     * request.
     */
    String alive(String endpoint) {
        endpoints.require(endpoint);
        return "Healthy";
    }

    private Scored recorded(EndpointRequest call, EndpointHandler handler) {
        Instant time = clock.instant();
        // of its arrival: a request that outlives a reset belongs to before it
        long epoch = gate.epoch();
        long start = System.nanoTime();
        Endpoint endpoint = endpoints.require(call.endpoint());
        Admission admission =
                authenticator.authenticate(call.authorization(), endpoint.deployment());
        ScoringAnswer answer =
                admission.isRefused()
                        ? fault(admission.fault(), call)
                        : answer(endpoint, call, handler);
        log.append(
                record(
                        endpoint.deployment(),
                        call,
                        epoch,
                        time,
                        answer.status(),
                        (System.nanoTime() - start) / 1e6));
        return new Scored(answer, admission);
    }

    private ScoringAnswer answer(Endpoint endpoint, EndpointRequest call, EndpointHandler handler) {
        try {
            return handler.answer(endpoint);
        } catch (AzureException refused) {
            return fault(refused, call);
        } catch (ScoringException failed) {
            boolean byModel =
                    failed.kind() == ScoringException.Kind.RUN_FAILED
                            || failed.kind() == ScoringException.Kind.TIMED_OUT;
            return fault(
                    new AzureException(
                                    failed.kind().status(),
                                    failed.kind().code(),
                                    failed.getMessage())
                            .withHeaders(
                                    byModel
                                            ? Map.of("x-ms-run-function-failed", "True")
                                            : Map.of()),
                    call);
        } catch (RuntimeException unexpected) {
            LOG.errorf(unexpected, "Request %s failed: %s", call.requestId(), call);
            return fault(
                    new AzureException(
                            500,
                            "InternalServerError",
                            "The request failed inside the service. Its log names request id "
                                    + call.requestId()
                                    + "."),
                    call);
        }
    }

    private ScoringAnswer predict(Endpoint endpoint, EndpointRequest call) throws ScoringException {
        if (call.method().equals("GET")) {
            return success(endpoint.predictor().predict(ofQuery(call.query())));
        }
        return success(endpoint.predictor().predict(call.body().get()));
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
            return node == null || node.isMissingNode()
                    ? json.getNodeFactory().textNode(value)
                    : node;
        } catch (IOException noJson) {
            return json.getNodeFactory().textNode(value);
        }
    }

    private static ScoringAnswer success(Prediction prediction) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("x-ms-run-function-failed", "False");
        headers.put(
                "x-ms-run-fn-exec-ms",
                String.format(Locale.ROOT, "%.3f", prediction.micros() / 1000.0));
        return new ScoringAnswer(200, prediction.contentType(), prediction.body(), headers);
    }

    private ScoringAnswer fault(AzureException fault, EndpointRequest call) {
        String body =
                Envelope.SCORING.body(
                        fault.content(), call.requestId(), call.requestId(), clock.instant());
        return new ScoringAnswer(
                fault.status(),
                Envelope.SCORING.contentType(),
                body.getBytes(StandardCharsets.UTF_8),
                fault.content().headers());
    }

    private static ScoringRequest record(
            Deployment deployment,
            EndpointRequest call,
            long epoch,
            Instant time,
            int status,
            double millis) {
        return new ScoringRequest(
                UUID.randomUUID().toString(),
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
                call.traceParent());
    }

    /** No credential gets into the record, wherever a client put it. */
    private static String clean(String text, Deployment deployment) {
        if (text == null) {
            return null;
        }
        String clean =
                TOKEN.matcher(
                                text.replace(deployment.primaryKey(), "***")
                                        .replace(deployment.secondaryKey(), "***"))
                        .replaceAll("***");
        return clean.length() > LONGEST_FIELD ? clean.substring(0, LONGEST_FIELD) : clean;
    }
}
