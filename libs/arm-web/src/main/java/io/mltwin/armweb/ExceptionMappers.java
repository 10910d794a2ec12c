package io.mltwin.armweb;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.AzureException.badRequest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns every exception of a resource into the error form of its plane; nothing inside leaks out.
 */
public class ExceptionMappers {

    private static final Logger LOG = Logger.getLogger(ExceptionMappers.class);

    private final ErrorResponseWriter writer;

    public ExceptionMappers(ErrorResponseWriter writer) {
        this.writer = writer;
    }

    @ServerExceptionMapper
    public Response fault(AzureException fault, RoutingContext context) {
        return writer.response(context, fault);
    }

    @ServerExceptionMapper({JsonProcessingException.class, JsonMappingException.class, MismatchedInputException.class})
    public Response malformedJson(JsonProcessingException exception, RoutingContext context) {
        String where = "";
        if (exception instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            where = " at '"
                    + mapping.getPath().stream()
                            .map(step ->
                                    step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                            .collect(Collectors.joining("."))
                    + "'";
        }
        String message = "The request content was invalid and could not be deserialized"
                + where
                + ": "
                + firstLine(exception.getOriginalMessage());
        return invalid(context, message);
    }

    private Response invalid(RoutingContext context, String message) {
        return writer.response(
                context,
                Envelope.of(context) == Envelope.KEY_VAULT
                        ? badRequest("BadParameter", message)
                        : invalidRequestContent(message));
    }

    @ServerExceptionMapper
    public Response webApplication(WebApplicationException exception, RoutingContext context) {
        Throwable cause = exception.getCause();
        if (cause instanceof JsonProcessingException json) {
            return malformedJson(json, context);
        }
        int status = exception.getResponse().getStatus();
        if (status < 400) {
            return exception.getResponse();
        }
        String code = switch (status) {
            case 400 -> "BadRequest";
            case 404 -> "NotFound";
            case 405 -> "HttpMethodNotAllowed";
            case 406 -> "NotAcceptable";
            case 415 -> "UnsupportedMediaType";
            case 413 -> "RequestEntityTooLarge";
            default -> "RequestFailed";
        };
        if (status == 415 && Envelope.of(context) == Envelope.KEY_VAULT && isWithoutBody(context)) {
            return writer.response(context, badRequest("BadParameter", "Request body not specified."));
        }
        if (status == 405 && Envelope.of(context) == Envelope.BLOB) {
            return writer.response(
                    context,
                    new AzureException(
                            405, "UnsupportedHttpVerb", "The resource doesn't support specified Http Verb."));
        }
        OriginalRequest original = OriginalRequest.of(context);
        return writer.response(
                context,
                new AzureException(
                        status,
                        code,
                        "%s %s is refused with status %s: check method, path and content type.",
                        original.method(),
                        original.path(),
                        status));
    }

    private static boolean isWithoutBody(RoutingContext context) {
        String length = context.request().getHeader("Content-Length");
        return (length == null || length.equals("0")) && context.request().getHeader("Transfer-Encoding") == null;
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable exception, RoutingContext context) {
        OriginalRequest original = OriginalRequest.of(context);
        String requestId = original == null ? "unknown" : original.requestId();
        if (DatabaseUnavailable.is(exception)) {
            LOG.warnf("Request %s: the database is away: %s", requestId, firstCause(exception));
            return writer.response(context, DatabaseUnavailable.fault(Envelope.of(context)));
        }
        if (DatabaseUnavailable.isOfAValue(exception)) {
            LOG.warnf("Request %s: a value is refused: %s", requestId, firstCause(exception));
            return invalid(
                    context,
                    "A value of the request cannot be stored: a text has a zero character, or a"
                            + " number or date is out of range.");
        }
        LOG.errorf(
                exception,
                "Request %s failed: %s %s",
                requestId,
                original == null ? "" : original.method(),
                original == null ? "" : original.path());
        return writer.response(
                context,
                new AzureException(
                        500,
                        "InternalServerError",
                        "The request failed inside the service. Its log names request id %s.",
                        requestId));
    }

    /** In a line: an outage is no reason for a stack per request. */
    private static String firstCause(Throwable exception) {
        Throwable cause = exception;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return firstLine(String.valueOf(cause.getMessage()));
    }

    private static String firstLine(String text) {
        return text == null ? "malformed JSON" : text.split("\n", 2)[0];
    }
}
