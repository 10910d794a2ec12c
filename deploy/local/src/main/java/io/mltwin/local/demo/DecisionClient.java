package io.mltwin.local.demo;

import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.client.Tokens;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Asks identity-service which role lets a principal do something. */
record DecisionClient(PlatformClient client, PlatformSettings settings, Tokens tokens) {

    /** A decision with its reason, in identity-service's words. */
    record Decision(boolean allowed, String reason) {}

    /** Returns the decision on an action at a scope; empty if identity-service does not tell. */
    Optional<Decision> explain(String principalId, String action, String scope) throws IOException {
        Reply reply =
                client.send(Call.of("POST", settings.ports().of(PlatformService.IDENTITY), "/_mltwin/access/explain")
                        .as(tokens.administrator())
                        .json(Map.of(
                                "principalId", principalId,
                                "action", action,
                                "scope", scope)));
        return reply.succeeded()
                ? Optional.of(new Decision(
                        reply.body().path("allowed").asBoolean(),
                        reply.body().path("reason").asText()))
                : Optional.empty();
    }
}
