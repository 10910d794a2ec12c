package io.mltwin.workspace.metadata;

import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import java.util.List;

/**
 * The cloud's endpoints, from which Azure's clients learn where everything is. What the platform
 * does not have (gallery, batch, SQL and so on) is left out, which clients take for unset.
 */
record MetadataBody(
        String name,
        String portal,
        String resourceManager,
        Authentication authentication,
        String graphAudience,
        String graph,
        String microsoftGraphResourceId,
        String appInsightsResourceId,
        String appInsightsTelemetryChannelResourceId,
        String logAnalyticsResourceId,
        Suffixes suffixes) {

    record Authentication(String loginEndpoint, List<String> audiences, String tenant, String identityProvider) {}

    record Suffixes(String keyVaultDns, String storage, String acrLoginServer) {}

    static MetadataBody of(Addresses addresses) {
        String management = addresses.management() + "/";
        String graph = addresses.graph() + "/";
        return new MetadataBody(
                "mltwin",
                addresses.portal() + "/",
                management,
                new Authentication(addresses.login(), List.of(management), "common", "AAD"),
                graph,
                graph,
                graph,
                addresses.applicationInsights(),
                addresses.ingestion() + "/v2/track",
                addresses.logAnalytics(),
                new Suffixes(
                        addresses.host("vault", ServiceName.KEYVAULT),
                        addresses.host("core", ServiceName.WORKSPACE),
                        addresses.host("azurecr", ServiceName.SCORING)));
    }
}
