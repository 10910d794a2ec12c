package io.mltwin.scoring.models.inference;

import io.mltwin.armweb.AzureException;
import io.mltwin.container.ContainerException;
import io.mltwin.container.CorsOrigins;
import io.mltwin.scoring.models.services.Deployment.RecordedService;

/**
 * A web service or online endpoint that is loaded: the part of the way of a request in which the two
 * differ.
 */
public interface ScoringTarget {

    /** Returns how its callers authenticate. */
    EndpointCredentials credentials();

    /** Returns the name that its OpenAPI document has. */
    String name();

    /**
     * Passes requests from where its callers may be.
     *
     * @throws AzureException 403
     */
    default void requireNetwork(EndpointRequest request) {}

    /**
     * Returns the deployment that a request goes to; on the event loop only one that runs.
     *
     * @throws AzureException 404 for none, 503 for one that cannot be started, or another refusal
     * @throws io.mltwin.platform.http.EventLoopOrWorker.WorkerNeededException when it must be started
     */
    ChosenDeployment choose(EndpointRequest request);

    /** Returns what a record says where no deployment was chosen; on the event loop as above. */
    RecordedService recorded();

    /** Sends a copy to where copies of the request go. */
    default void mirror(EndpointRequest request, byte[] content) {}

    /**
     * Passes an answer of the model that clients get as it is.
     *
     * @throws AzureException that they get in its place
     */
    default void validate(Predictor.Prediction prediction) {}

    /** Returns whether a document that is answered is recorded, as a request to score is. */
    boolean recordsDocuments();

    /** Returns what clients are told about a request that was not scored. */
    AzureException fault(ContainerException failed);

    /** Returns the origins whose pages may ask, without a credential, what they may send. */
    default CorsOrigins preflightOrigins() {
        return CorsOrigins.NONE;
    }

    /**
     * The deployment that a request goes to.
     *
     * @param name that the answer tells; null for a web service, which is its only deployment
     * @param recorded what the record of the request says of it
     */
    public record ChosenDeployment(String name, Predictor predictor, RecordedService recorded) {}
}
