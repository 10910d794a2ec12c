package io.mltwin.scoring.models.inference.online;

import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.AzureException;
import io.mltwin.container.ContainerException;
import java.util.Map;

/**
 * The answers of the router of online endpoints to requests that are not scored ("Troubleshooting
 * online endpoints deployment and scoring", HTTP status codes).
 */
final class OnlineFaults {

    private OnlineFaults() {}

    static AzureException noDeployment() {
        return notFound(
                "NotFound",
                "The endpoint has no deployment that gets traffic: set its traffic, or name a deployment"
                        + " in the header azureml-model-deployment.");
    }

    static AzureException unknownDeployment(String name) {
        return notFound("NotFound", "The endpoint has no deployment '%s' that runs.", name);
    }

    static AzureException of(ContainerException failed) {
        return switch (failed.kind()) {
            case RUN_FAILED -> modelError(failed, 500);
            case BAD_INPUT, BAD_METHOD, BAD_TYPE ->
                modelError(failed, failed.kind().status());
            case TIMED_OUT -> new AzureException(408, "RequestTimeout", failed.getMessage());
            case BUSY -> again(429, "TooManyRequests", failed);
            case CRASHED -> new AzureException(502, "ContainerCrashed", failed.getMessage());
            case START_FAILED, CLOSED -> again(503, "ServiceUnavailable", failed);
        };
    }

    private static AzureException again(int status, String code, ContainerException failed) {
        return new AzureException(status, code, failed.getMessage()).withHeaders(Map.of("Retry-After", "1"));
    }

    /** 424 stands for whatever status the model's own server answered, which a header tells. */
    private static AzureException modelError(ContainerException failed, int status) {
        return modelError(failed.getMessage(), status);
    }

    static AzureException modelError(String message, int status) {
        return new AzureException(424, "ModelError", message)
                .withHeaders(Map.of(
                        "ms-azureml-model-error-statuscode",
                        Integer.toString(status),
                        "ms-azureml-model-error-reason",
                        "model_error"));
    }
}
