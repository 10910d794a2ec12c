package io.mltwin.workspace.arm;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.ServiceRequest;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.DecisionHeader;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.ServiceName;
import io.mltwin.resourceprovider.ProviderResource;
import io.mltwin.workspace.assertions.AssertionSigner;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Resource providers in other services: the same ARM path over HTTPS, with an assertion for just
 * this call.
 */
@Singleton
record RemoteProviders(ServiceHttp http, Tokens tokens, AssertionSigner signer) {
    private static final List<String> PASSED_ON = List.of("Retry-After", "ETag", DecisionHeader.NAME);

    ArmAnswer handle(ServiceName service, ArmCall call, byte[] body) {
        String uri = uri(call);
        ServiceRequest request = http.request(service, call.method(), uri)
                .bearer(signer.sign(service, call, uri, body))
                .correlationId(call.correlationId());
        if (body != null && body.length > 0) {
            request.bytes("application/json", body);
        }
        ServiceAnswer answer = request.send();
        if (!answer.isSuccess()) {
            throw fault(answer);
        }
        JsonNode read = answer.json();
        return new ArmAnswer(
                answer.status(),
                read.isMissingNode() ? null : read,
                answer.headers().firstValue(ProviderResource.OPERATION_HEADER).orElse(null),
                headers(answer));
    }

    /** True when the provider has the resource: asked about what a crash left unconfirmed. */
    boolean has(ServiceName service, ArmResourceId id) {
        ServiceAnswer answer = http.request(
                        service, "GET", "/_internal/resources?id=" + UriEncoding.encodeQueryValue(id.toString()))
                .bearer(tokens.forService(service))
                .send();
        if (answer.status() == 404) {
            return false;
        }
        answer.orFault();
        return true;
    }

    private static Map<String, String> headers(ServiceAnswer answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        PASSED_ON.forEach(name -> answer.headers().firstValue(name).ifPresent(value -> headers.put(name, value)));
        return headers;
    }

    /** Returns the provider's error with all its parts. */
    private static AzureException fault(ServiceAnswer answer) {
        AzureException plain = answer.fault();
        JsonNode error = answer.headers().firstValue("content-type").orElse("").contains("json")
                ? answer.json().path("error")
                : null;
        if (error == null || !error.isObject()) {
            return plain;
        }
        List<AzureException.Detail> details = new ArrayList<>();
        for (JsonNode detail : error.path("details")) {
            details.add(
                    new AzureException.Detail(text(detail, "code"), text(detail, "message"), text(detail, "target")));
        }
        return new AzureException(new AzureException.Content(
                plain.status(),
                plain.code(),
                plain.getMessage(),
                text(error, "target"),
                text(error.path("innererror"), "code"),
                details,
                headers(answer)));
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).isTextual() ? node.path(name).asText() : null;
    }

    /**
     * The path as it is asserted and sent: canonical, so that what the provider reads from it is
     * what was authorized, and every character encoded.
     */
    static String uri(ArmCall call) {
        StringBuilder uri = new StringBuilder();
        ArmResourceId id = call.id();
        for (String segment :
                id.isRoot() ? new String[0] : id.toString().substring(1).split("/")) {
            uri.append('/').append(UriEncoding.encodePathSegment(segment));
        }
        if (call.target().isProviderOnly() || needsNamespace(call)) {
            uri.append("/providers/")
                    .append(UriEncoding.encodePathSegment(call.target().namespace()));
        }
        if (call.target().collection() != null) {
            uri.append('/').append(UriEncoding.encodePathSegment(call.target().collection()));
        }
        char separator = '?';
        for (Map.Entry<String, String> parameter : call.query().entrySet()) {
            uri.append(separator)
                    .append(UriEncoding.encodeQueryValue(parameter.getKey()))
                    .append('=')
                    .append(UriEncoding.encodeQueryValue(parameter.getValue()));
            separator = '&';
        }
        return uri.toString();
    }

    /** A collection right below a namespace, {@code …/providers/Microsoft.KeyVault/vaults}. */
    private static boolean needsNamespace(ArmCall call) {
        String collection = call.target().collection();
        return collection != null
                && call.target().type().equals(call.target().namespace() + "/" + collection)
                && !collection.equals("providers");
    }
}
