package io.mltwin.armweb;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException.Content;
import io.mltwin.armweb.AzureException.Detail;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The forms in which Azure's planes wrap an error. */
public enum Envelope {
    ARM,
    RUN_HISTORY,
    MODEL_MANAGEMENT,
    AZURE_AD,
    GRAPH,
    KEY_VAULT,
    BLOB,
    MLFLOW,
    REGISTRY,
    INSIGHTS,
    JUPYTER,
    SCORING;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern NOT_IN_XML =
            Pattern.compile("[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

    /** Where Azure explains its AADSTS codes. */
    private static final String AAD_ERRORS = "https://login.microsoftonline.com/error?code=";

    private static final Set<String> NOT_EXPLAINED = Set.of("70003", "700038");

    private static final String KEY = "mltwin.envelope";

    /** Notes that a request's errors have this form; the plane that the request entered does so once. */
    public void setFor(RoutingContext context) {
        context.put(KEY, this);
    }

    /** Returns the form of a request's errors. */
    public static Envelope of(RoutingContext context) {
        Envelope envelope = context.get(KEY);
        return envelope == null ? ARM : envelope;
    }

    public String contentType() {
        return this == BLOB ? "application/xml" : "application/json; charset=utf-8";
    }

    /** Returns the body of an error in this plane's form. */
    public String body(Content fault, String requestId, String correlationId, Instant now) {
        return switch (this) {
            case BLOB -> blob(fault, requestId, now);
            case AZURE_AD -> azureAd(fault, requestId, correlationId, now);
            case MODEL_MANAGEMENT -> modelManagement(fault);
            case RUN_HISTORY -> runHistory(fault, requestId, correlationId, now);
            case MLFLOW ->
                JSON.createObjectNode()
                        .put("error_code", fault.code())
                        .put("message", fault.message())
                        .toString();
            case REGISTRY -> registry(fault);
            case JUPYTER ->
                JSON.createObjectNode()
                        .put("message", fault.message())
                        .put("reason", fault.code())
                        .toString();
            default -> arm(fault);
        };
    }

    private static String arm(Content fault) {
        ObjectNode error = JSON.createObjectNode().put("code", fault.code()).put("message", fault.message());
        if (fault.target() != null) {
            error.put("target", fault.target());
        }
        if (fault.innerCode() != null) {
            error.putObject("innererror").put("code", fault.innerCode());
        }
        addDetails(error, fault);
        if (fault.additionalInfo() != null) {
            error.set("additionalInfo", fault.additionalInfo());
        }
        return JSON.createObjectNode().<ObjectNode>set("error", error).toString();
    }

    private static void addDetails(ObjectNode error, Content fault) {
        if (!fault.details().isEmpty()) {
            ArrayNode details = error.putArray("details");
            for (Detail detail : fault.details()) {
                ObjectNode node = details.addObject().put("code", detail.code()).put("message", detail.message());
                if (detail.target() != null) {
                    node.put("target", detail.target());
                }
            }
        }
    }

    private static String modelManagement(Content fault) {
        ObjectNode body = JSON.createObjectNode()
                .put("code", fault.code())
                .put("statusCode", fault.status())
                .put("message", fault.message());
        body.putArray("details");
        addDetails(body, fault);
        return body.toString();
    }

    private static String runHistory(Content fault, String requestId, String correlationId, Instant now) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode error = body.putObject("error");
        error.put("code", fault.status() >= 500 ? "ServiceError" : "UserError");
        error.put("message", fault.message());
        error.put("target", fault.target());
        addDetails(error, fault);
        ObjectNode inner = error.putObject("innerError").put("code", fault.code());
        if (fault.innerCode() != null) {
            inner.putObject("innerError").put("code", fault.innerCode());
        }
        body.putObject("correlation").put("operation", correlationId).put("request", requestId);
        body.put("environment", "mltwin");
        body.put("time", now.toString());
        return body.toString();
    }

    private static String azureAd(Content fault, String requestId, String correlationId, Instant now) {
        String timestamp = now.toString().substring(0, 19).replace('T', ' ') + "Z";
        ObjectNode body = JSON.createObjectNode()
                .put("error", fault.code())
                .put(
                        "error_description",
                        fault.message()
                                + " Trace ID: "
                                + requestId
                                + " Correlation ID: "
                                + correlationId
                                + " Timestamp: "
                                + timestamp);
        ArrayNode codes = body.putArray("error_codes");
        if (fault.innerCode() != null) {
            codes.add(Integer.parseInt(fault.innerCode()));
            aadErrorUri(fault.innerCode()).ifPresent(uri -> body.put("error_uri", uri));
        }
        return body.put("timestamp", timestamp)
                .put("trace_id", requestId)
                .put("correlation_id", correlationId)
                .toString();
    }

    /**
     * Returns Azure AD's {@code error_uri}, the page that explains a code.
     *
     * @param code the number behind AADSTS, or null
     */
    public static Optional<String> aadErrorUri(String code) {
        return Optional.ofNullable(code)
                .filter(number -> !NOT_EXPLAINED.contains(number))
                .map(AAD_ERRORS::concat);
    }

    private static String registry(Content fault) {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("errors").addObject().put("code", fault.code()).put("message", fault.message());
        return body.toString();
    }

    /** Details are elements of their own, such as the name of a query parameter. */
    private static String blob(Content fault, String requestId, Instant now) {
        StringBuilder details = new StringBuilder();
        for (Detail detail : fault.details()) {
            details.append('<').append(detail.code()).append('>');
            details.append(xml(detail.message()))
                    .append("</")
                    .append(detail.code())
                    .append('>');
        }
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>"
                + xml(fault.code())
                + "</Code><Message>"
                + xml(fault.message())
                + "\nRequestId:"
                + xml(requestId)
                + "\nTime:"
                + now
                + "</Message>"
                + details
                + "</Error>";
    }

    private static String xml(String text) {
        return NOT_IN_XML
                .matcher(text)
                .replaceAll("?")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
