package io.mltwin.console.endpoints;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.console.azure.AzureCall;
import io.mltwin.console.azure.AzureClient;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.console.endpoints.TrialForm.Trial;
import io.mltwin.console.endpoints.TrialForm.TrialFields;
import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.console.session.CurrentSession;
import io.mltwin.console.session.TokenAudience;
import io.mltwin.console.session.UserTokens;
import io.mltwin.encoding.UriEncoding;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Sends a request to an endpoint, with a key, a token or nothing. */
@Singleton
record Trials(AzureClient azure, AzureHosts hosts, EndpointClient client, UserTokens tokens, CurrentSession session) {

    private static final int LONGEST = 16 * 1024;

    /**
     * Sends a request and returns its answer, whatever its status.
     *
     * @throws io.mltwin.armweb.AzureException when the user may not have the key or token, or the
     *     service is away
     */
    Trial send(MlWorkspace workspace, EndpointView endpoint, TrialFields fields) {
        URI uri = URI.create(endpoint.scoringUri());
        String credential = credential(workspace, endpoint, fields.credential());
        AzureCall call = new AzureCall(hosts.scoring(uri.getAuthority()), "POST", uri.getRawPath())
                .withBytes("application/json", fields.body().getBytes(StandardCharsets.UTF_8));
        if (credential != null) {
            call = call.withHeader("Authorization", "Bearer " + credential);
        }
        if (!fields.deployment().isEmpty()) {
            call = call.withHeader("azureml-model-deployment", fields.deployment());
        }
        long start = System.nanoTime();
        ServiceAnswer answer = azure.send(call);
        return trial(endpoint, answer, (System.nanoTime() - start) / 1_000_000);
    }

    private String credential(MlWorkspace workspace, EndpointView endpoint, String kind) {
        return switch (kind) {
            case "primary" ->
                client.keys(workspace, endpoint.kind(), endpoint.name()).primaryKey();
            case "secondary" ->
                client.keys(workspace, endpoint.kind(), endpoint.name()).secondaryKey();
            case "token" -> token(workspace, endpoint);
            default -> null;
        };
    }

    private String token(MlWorkspace workspace, EndpointView endpoint) {
        return endpoint.hasTokens()
                ? client.token(workspace, endpoint.kind(), endpoint.name()).accessToken()
                : tokens.token(session.require(), TokenAudience.MACHINE_LEARNING);
    }

    private static Trial trial(EndpointView endpoint, ServiceAnswer answer, long millis) {
        List<Trial.Header> headers = new ArrayList<>();
        answer.headers()
                .map()
                .forEach((name, values) -> values.forEach(value -> headers.add(new Trial.Header(name, value))));
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        String requestId = answer.headers().firstValue("x-ms-request-id").orElse(null);
        return new Trial(
                answer.status(),
                millis,
                headers,
                body.length() > LONGEST ? body.substring(0, LONGEST) : body,
                body.length() > LONGEST,
                requestId,
                requestId == null
                        ? null
                        : endpoint.address() + "/request?id=" + UriEncoding.encodeQueryValue(requestId));
    }
}
