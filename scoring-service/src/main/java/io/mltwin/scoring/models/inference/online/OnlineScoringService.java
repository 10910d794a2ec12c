package io.mltwin.scoring.models.inference.online;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.container.AnswerHeaders;
import io.mltwin.container.InferenceRequest;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.WorkspaceNetwork;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.scoring.models.deployments.ServedDeployment;
import io.mltwin.scoring.models.endpoints.ServedEndpoint;
import io.mltwin.scoring.models.inference.Admission;
import io.mltwin.scoring.models.inference.Predictor.Prediction;
import io.mltwin.scoring.models.inference.ReplicaSet;
import io.mltwin.scoring.models.inference.Scored;
import io.mltwin.scoring.models.inference.ScoringAnswer;
import io.mltwin.scoring.models.inference.ScoringException;
import io.mltwin.scoring.models.inference.SwaggerDocuments;
import io.mltwin.scoring.workspaces.WorkspaceClient;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/**
 * Scores at online endpoints: network, credential, deployment by traffic, containers, record. The
 * record is kept before the answer is given, of refusals and failures too.
 */
@Singleton
class OnlineScoringService {

    private static final Logger LOG = Logger.getLogger(OnlineScoringService.class);
    private static final int FIRST_ERROR = 400;

    private final OnlineEndpoints endpoints;
    private final OnlineDeployments deployments;
    private final OnlineEndpointAuthenticator authenticator;
    private final TrafficSplit split;
    private final TrafficMirror mirror;
    private final OnlineRequestRecorder recorder;
    private final WorkspaceClient workspaces;
    private final SwaggerDocuments swagger;
    private final ResetGate gate;
    private final Clock clock;

    OnlineScoringService(
            OnlineEndpoints endpoints,
            OnlineDeployments deployments,
            OnlineEndpointAuthenticator authenticator,
            TrafficSplit split,
            TrafficMirror mirror,
            OnlineRequestRecorder recorder,
            WorkspaceClient workspaces,
            SwaggerDocuments swagger,
            ResetGate gate,
            Clock clock) {
        this.endpoints = endpoints;
        this.deployments = deployments;
        this.authenticator = authenticator;
        this.split = split;
        this.mirror = mirror;
        this.recorder = recorder;
        this.workspaces = workspaces;
        this.swagger = swagger;
        this.gate = gate;
        this.clock = clock;
    }

    /** An answer, and the deployment that it is of, or null. */
    private record Routed(ScoringAnswer answer, ServedDeployment deployment) {}

    CompletableFuture<Scored> score(OnlineRequest request) {
        Instant time = clock.instant();
        // of its arrival: a request that outlives a reset belongs to before it
        long epoch = gate.epoch();
        long start = System.nanoTime();
        ServedEndpoint endpoint = endpoints.require(request.label());
        requireNetwork(endpoint, request);
        Admission admission = authenticator.authenticate(request.authorization(), endpoint);
        CompletableFuture<Routed> routed =
                admission.isRefused() ? answered(fault(admission.fault(), request)) : route(endpoint, request);
        return routed.thenCompose(one -> recorder.record(
                        admission.isRefused(),
                        endpoint,
                        one.deployment(),
                        request,
                        epoch,
                        time,
                        one.answer().status(),
                        (System.nanoTime() - start) / 1e6)
                .thenApply(kept -> new Scored(one.answer(), admission, endpoint.workspaceId())));
    }

    /** The document has what one of the deployments says of its input and output. */
    Scored swagger(OnlineRequest request) {
        ServedEndpoint endpoint = endpoints.require(request.label());
        requireNetwork(endpoint, request);
        Admission admission = authenticator.authenticate(request.authorization(), endpoint);
        return new Scored(
                admission.isRefused() ? fault(admission.fault(), request) : swagger(endpoint, request),
                admission,
                endpoint.workspaceId());
    }

    private ScoringAnswer swagger(ServedEndpoint endpoint, OnlineRequest request) {
        try {
            ReplicaSet replicas = choose(endpoint, request).replicas();
            byte[] document = swagger.document(
                    new SwaggerDocuments.Service(endpoint.name(), true),
                    replicas.schemas(),
                    request.url(),
                    request.query());
            return readable(new ScoringAnswer(200, "application/json", document, Map.of()), replicas, request);
        } catch (AzureException refused) {
            return fault(refused, request);
        }
    }

    String alive(String label) {
        endpoints.require(label);
        return "Healthy";
    }

    /** An endpoint without public network access is reached as its workspace then is. */
    private void requireNetwork(ServedEndpoint endpoint, OnlineRequest request) {
        if (!endpoint.isPublic()) {
            WorkspaceNetwork ofWorkspace =
                    workspaces.get(ArmResourceId.parse(endpoint.workspaceId())).network();
            new WorkspaceNetwork(false, ofWorkspace.privateAddresses(), false).require(request.remoteAddress());
        }
    }

    private static CompletableFuture<Routed> answered(ScoringAnswer answer) {
        return CompletableFuture.completedFuture(new Routed(answer, null));
    }

    private CompletableFuture<Routed> route(ServedEndpoint endpoint, OnlineRequest request) {
        RunningDeployment running;
        try {
            running = choose(endpoint, request);
        } catch (AzureException refused) {
            return answered(fault(refused, request));
        } catch (RuntimeException unexpected) {
            return answered(failed(unexpected, request));
        }
        ServedDeployment chosen = running.settings();
        return predict(endpoint, running, request)
                .thenApply(prediction -> success(prediction, chosen))
                .exceptionally(thrown -> fault(thrown, chosen, request))
                .thenApply(answer -> new Routed(readable(answer, running.replicas(), request), chosen));
    }

    /** A page of an origin that the deployment's variable names may read the answer. */
    private static ScoringAnswer readable(ScoringAnswer answer, ReplicaSet replicas, OnlineRequest request) {
        return answer.readableBy(replicas.origins(), request.method(), request.headers());
    }

    private CompletableFuture<Prediction> predict(
            ServedEndpoint endpoint, RunningDeployment running, OnlineRequest request) {
        try {
            InferenceRequest body = request.inference();
            if (request.deployment() == null) {
                split.choose(endpoint.mirrorTraffic()).ifPresent(name -> mirror.send(key(endpoint, name), body));
            }
            return running.replicas().predict(body);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private ScoringAnswer fault(Throwable thrown, ServedDeployment chosen, OnlineRequest request) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (cause instanceof AzureException refused) {
            return fault(refused, request);
        }
        return cause instanceof ScoringException failed
                ? named(fault(OnlineFaults.of(failed), request), chosen)
                : failed(cause, request);
    }

    private ScoringAnswer failed(Throwable unexpected, OnlineRequest request) {
        LOG.errorf(unexpected, "Request %s failed: %s", request.requestId(), request);
        return ScoringAnswer.ofFailure(request.requestId(), clock.instant());
    }

    private RunningDeployment choose(ServedEndpoint endpoint, OnlineRequest request) {
        Optional<String> name =
                request.deployment() == null ? split.choose(endpoint.traffic()) : Optional.of(request.deployment());
        String chosen = name.orElseThrow(OnlineFaults::noDeployment);
        return deployments.find(key(endpoint, chosen)).orElseThrow(() -> OnlineFaults.unknownDeployment(chosen));
    }

    private static String key(ServedEndpoint endpoint, String deployment) {
        return AsciiCase.lower(endpoint.armId() + "/deployments/" + deployment);
    }

    /** The status of a script that is no success is the model's, which 424 stands for. */
    private static ScoringAnswer success(Prediction prediction, ServedDeployment deployment) {
        if (prediction.status() >= FIRST_ERROR) {
            throw OnlineFaults.modelError(
                    "The script answered with status " + prediction.status() + ".", prediction.status());
        }
        return named(
                new ScoringAnswer(
                        prediction.status(),
                        prediction.contentType(),
                        prediction.body(),
                        AnswerHeaders.scored(prediction.headers(), prediction.micros())),
                deployment);
    }

    /** Names the deployment that answered, or that did not. */
    private static ScoringAnswer named(ScoringAnswer answer, ServedDeployment deployment) {
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.put(OnlineScoringResource.DEPLOYMENT, deployment.name());
        return new ScoringAnswer(answer.status(), answer.contentType(), answer.body(), headers);
    }

    private ScoringAnswer fault(AzureException fault, OnlineRequest request) {
        return ScoringAnswer.of(fault, request.requestId(), clock.instant());
    }
}
