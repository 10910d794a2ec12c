package io.mltwin.platform.bodies;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Envelope;
import java.util.Map;

/** The errors for a body that is not taken, with each plane's code and text. */
final class RequestBodyErrors {

    private RequestBodyErrors() {}

    static AzureException tooLarge(Envelope envelope, long largest) {
        String message = "The request content exceeds the maximum size of " + largest + " bytes.";
        return switch (envelope) {
            case BLOB ->
                new AzureException(
                        413,
                        "RequestBodyTooLarge",
                        "The request body is too large and exceeds the maximum permissible limit.");
            case KEY_VAULT -> new AzureException(413, "RequestTooLarge", message);
            case AZURE_AD ->
                new AzureException(
                                413,
                                "invalid_request",
                                "AADSTS9002313: Invalid request. Request is malformed or invalid.")
                        .withInnerCode("9002313");
            case REGISTRY -> new AzureException(413, "SIZE_INVALID", message);
            case MLFLOW -> new AzureException(413, "INVALID_PARAMETER_VALUE", message);
            default -> new AzureException(413, "RequestEntityTooLarge", message);
        };
    }

    /** Azure's services answer 411 to a write without a length. */
    static AzureException lengthRequired() {
        return new AzureException(
                411,
                "LengthRequired",
                "The length of the body is not said: send Content-Length, 0 where there is none.");
    }

    static AzureException malformedLength() {
        return badRequest("BadRequest", "The header Content-Length is not a number.");
    }

    static AzureException stalled() {
        return new AzureException(408, "RequestTimeout", "The rest of the request's content did not arrive in time.");
    }

    static AzureException noMemory() {
        return new AzureException(
                        503, "ServiceUnavailable", "Too many large requests are being served; try again in a moment.")
                .withHeaders(Map.of("Retry-After", "5"));
    }
}
