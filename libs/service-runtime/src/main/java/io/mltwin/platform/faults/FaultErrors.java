package io.mltwin.platform.faults;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.DatabaseUnavailable;
import io.mltwin.armweb.Envelope;
import io.mltwin.encoding.AsciiCase;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;

/** The errors that faults answer with, each with the code that Azure's plane has for the status. */
final class FaultErrors {

    /** Azure AD's "A transient error has occurred. Please try again." */
    private static final String TRANSIENT = "90033";

    private FaultErrors() {}

    static AzureException error(Envelope envelope, Fault fault) {
        FaultRule rule = fault.rule();
        boolean isAzureAd = envelope == Envelope.AZURE_AD;
        AzureException error = new AzureException(
                rule.status(),
                rule.code() == null ? code(envelope, rule.status()) : rule.code(),
                "%sThe request was hit by the injected fault '%s'; ./mltwin faults clear ends it.",
                isAzureAd ? "AADSTS" + TRANSIENT + ": " : "",
                fault.id());
        if (isAzureAd) {
            error = error.withInnerCode(TRANSIENT);
        }
        return rule.isRetried()
                ? error.withHeaders(Map.of(
                        "Retry-After",
                        Integer.toString(rule.retryAfterSeconds() == null ? 1 : rule.retryAfterSeconds())))
                : error;
    }

    static String code(Envelope envelope, int status) {
        return switch (status) {
            case 429 -> throttled(envelope);
            case 500 -> failed(envelope);
            case 503 -> DatabaseUnavailable.fault(envelope).code();
            default -> other(envelope, status);
        };
    }

    private static String throttled(Envelope envelope) {
        return switch (envelope) {
            case KEY_VAULT -> "Throttled";
            case MLFLOW -> "REQUEST_LIMIT_EXCEEDED";
            case REGISTRY -> "TOOMANYREQUESTS";
            case AZURE_AD -> "temporarily_unavailable";
            default -> "TooManyRequests";
        };
    }

    private static String failed(Envelope envelope) {
        return switch (envelope) {
            case BLOB -> "InternalError";
            case MLFLOW -> "INTERNAL_ERROR";
            case REGISTRY -> "UNKNOWN";
            case AZURE_AD -> "server_error";
            default -> "InternalServerError";
        };
    }

    /** The name of the status, as the plane spells its codes: GatewayTimeout, GATEWAY_TIMEOUT. */
    private static String other(Envelope envelope, int status) {
        String name = HttpResponseStatus.valueOf(status).reasonPhrase();
        return switch (envelope) {
            case AZURE_AD -> status < 500 ? "invalid_request" : "temporarily_unavailable";
            case MLFLOW, REGISTRY -> AsciiCase.upper(name.replaceAll("[^A-Za-z]+", "_"));
            default -> name.replaceAll("[^A-Za-z]", "");
        };
    }
}
