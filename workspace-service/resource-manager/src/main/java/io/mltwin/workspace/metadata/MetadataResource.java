package io.mltwin.workspace.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Json;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import io.mltwin.workspace.arm.ApiVersions;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/**
 * {@code GET /metadata/endpoints}, anonymous: a list up to 2019-05-01, one object from 2022-09-01
 * on, as real ARM.
 */
@Path("/arm/metadata/endpoints")
@Produces("application/json")
public class MetadataResource {

    private final Addresses addresses;

    MetadataResource(Addresses addresses) {
        this.addresses = addresses;
    }

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

    private static final String FIRST_OBJECT = "2022-09-01";

    @GET
    public JsonNode endpoints(@QueryParam("api-version") String version) {
        ApiVersions.check(version);
        MetadataBody body = MetadataBody.of(addresses);
        return Json.tree(version.compareTo(FIRST_OBJECT) >= 0 ? body : List.of(body));
    }
}
