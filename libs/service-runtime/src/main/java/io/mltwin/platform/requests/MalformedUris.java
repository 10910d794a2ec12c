package io.mltwin.platform.requests;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Envelope;
import io.mltwin.armweb.ErrorResponseWriter;
import io.mltwin.platform.requests.RequestPlane.RequestPlanes;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Refuses a malformed URI with the code and error form of the plane that it was sent to. */
@Singleton
record MalformedUris(RequestPlanes planes, ErrorResponseWriter writer) {

    /**
     * Refuses bad percent-encoding, or letters outside ASCII.
     *
     * @param internalPath null when host and path are none of this service's
     */
    void refuse(RoutingContext context, String internalPath) {
        writer.write(context, fault(enter(context, internalPath)));
    }

    /** Refuses a URI that is too long, 414. */
    void refuseLength(RoutingContext context, String internalPath) {
        writer.write(context, tooLong(enter(context, internalPath)));
    }

    private Envelope enter(RoutingContext context, String internalPath) {
        RequestPlane plane = internalPath == null ? null : planes.find(internalPath);
        Envelope envelope = plane == null ? Envelope.ARM : plane.envelope();
        envelope.setFor(context);
        return envelope;
    }

    static AzureException tooLong(Envelope envelope) {
        return new AzureException(414, fault(envelope).code(), "The request URI is too long.");
    }

    static AzureException fault(Envelope envelope) {
        return switch (envelope) {
            case BLOB -> refused("InvalidUri", "The requested URI does not represent any resource on the server.");
            case KEY_VAULT -> refused("BadParameter", "The request URI is not valid.");
            case AZURE_AD ->
                refused("invalid_request", "AADSTS9002313: Invalid request. Request is malformed or invalid.")
                        .withInnerCode("9002313");
            case REGISTRY -> refused("NAME_INVALID", "invalid repository name");
            case MLFLOW -> refused("INVALID_PARAMETER_VALUE", "The request URI is not valid.");
            case ARM ->
                refused(
                        "InvalidRequestUri",
                        "The request URI is not valid: its host is malformed, or it is not percent-encoded correctly.");
            default -> refused("BadRequest", "The request URI is not valid.");
        };
    }

    private static AzureException refused(String code, String message) {
        return badRequest(code, message);
    }
}
