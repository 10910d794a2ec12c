package io.mltwin.e2e.tokens;

import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.signin.Forgery;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/**
 * A request to a service that takes tokens of Azure AD, on which tokens are tried.
 *
 * @param audience of the token that it takes
 * @param body null for none
 */
public record TokenReceiver(String audience, String method, String address, Map<String, ?> body) {

    public static TokenReceiver of(TestPlatform platform, PlatformService service) {
        String workspace = platform.fixture().workspaceId();
        Azure azure = platform.azure();
        return switch (service) {
            case IDENTITY -> get("https://graph.microsoft.com", platform.host("graph", service) + "/v1.0/users");
            case WORKSPACE -> get("https://management.azure.com", azure.arm(workspace));
            case KEYVAULT -> get("https://vault.azure.net", azure.vault("novault", "/secrets?api-version=7.4"));
            case COMPUTE ->
                new TokenReceiver(
                        "https://management.azure.com",
                        "POST",
                        azure.training("eastus", "history/v1.0", workspace, "/experiments:query"),
                        Map.of());
            case SCORING -> get("https://management.azure.com", azure.models("eastus", workspace, "/models"));
            case TELEMETRY ->
                new TokenReceiver(
                        "https://api.applicationinsights.io",
                        "POST",
                        azure.insights("/v1/apps/00000000-0000-4000-8000-000000000000/query"),
                        Map.of("query", "requests"));
        };
    }

    private static TokenReceiver get(String audience, String address) {
        return new TokenReceiver(audience, "GET", address, null);
    }

    /** Returns a token that it accepts. */
    public String good(TestPlatform platform) throws IOException {
        return platform.azure().token("owner", audience);
    }

    /** Returns a token that it refuses, an expired one once the clock was moved. */
    public String bad(TestPlatform platform, Badness badness) throws Exception {
        String good = good(platform);
        return switch (badness) {
            case FOREIGN_ISSUER -> Forgery.foreignIssuer(good);
            case WRONG_AUDIENCE -> platform.azure().token("owner", otherAudience());
            case TAMPERED -> Forgery.tampered(good);
            case ALG_NONE -> Forgery.unsigned(good);
            case EXPIRED -> good;
        };
    }

    private String otherAudience() {
        return audience.equals("https://vault.azure.net") ? "https://management.azure.com" : "https://vault.azure.net";
    }

    public FlowClient.Answer send(FlowClient client, String token) throws IOException {
        return client.json(method, address, token, body);
    }

    public String host() {
        return URI.create(address).getAuthority();
    }

    public String path() {
        return URI.create(address).getRawPath();
    }
}
