package io.mltwin.scoring.models.inference;

import io.mltwin.container.ContainerClient;
import io.mltwin.container.ContainerException;
import io.mltwin.container.ContainerRuntime;
import io.mltwin.container.ContainerSpec;
import io.mltwin.container.CorsOrigins;
import io.mltwin.container.InferenceRequest;
import io.mltwin.container.Scorer.ScoringResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A deployment's model: a container with the image's files, a process of its own. Nothing of a
 * model is parsed in this one.
 *
 * <p>Deviation: a container's files lie unencrypted in a folder only this service can read, as long
 * as the container runs.
 */
final class ContainerPredictor implements Predictor {

    private final ContainerClient client;
    private final Runnable ended;
    private final boolean takesRequests;
    private final CorsOrigins origins;
    private final ContainerLog log;

    private ContainerPredictor(ContainerClient client, ContainerSpec spec, ContainerLog log, Runnable ended) {
        this.client = client;
        this.ended = ended;
        this.takesRequests = spec.kind() == ContainerSpec.Kind.PYTHON;
        this.origins = CorsOrigins.of(spec.variables());
        this.log = log;
    }

    /**
     * Starts the container; returns when its {@code init()} has.
     *
     * @param log gets what it prints, also when it does not start
     * @param ended is run each time it has been closed; deletes its folder
     */
    static ContainerPredictor start(ContainerRuntime runtime, ContainerSpec spec, ContainerLog log, Runnable ended)
            throws ContainerException {
        ContainerClient client = new ContainerClient(runtime, spec, log::add);
        ContainerPredictor predictor = new ContainerPredictor(client, spec, log, ended);
        try {
            client.start();
            return predictor;
        } catch (ContainerException e) {
            predictor.close();
            throw e;
        }
    }

    @Override
    public CompletableFuture<Prediction> predict(byte[] body) {
        return predict(InferenceRequest.post(body));
    }

    @Override
    public CompletableFuture<Prediction> predict(InferenceRequest request) {
        CompletableFuture<Prediction> prediction = new CompletableFuture<>();
        client.submit(request).whenComplete((result, thrown) -> {
            if (thrown == null) {
                prediction.complete(prediction(result));
            } else {
                prediction.completeExceptionally(ContainerClient.failure(thrown));
            }
        });
        return prediction;
    }

    private static Prediction prediction(ScoringResult result) {
        return new Prediction(
                result.status(),
                result.headers(),
                result.contentType(),
                result.body(),
                result.runTime().toNanos() / 1000);
    }

    @Override
    public boolean takesRequests() {
        return takesRequests;
    }

    @Override
    public byte[] schemas() {
        return client.schemas();
    }

    @Override
    public CorsOrigins origins() {
        return origins;
    }

    @Override
    public List<String> log() {
        return log.lines();
    }

    @Override
    public boolean isHealthy() {
        return client.isHealthy();
    }

    @Override
    public void close() {
        client.close();
        ended.run();
    }
}
