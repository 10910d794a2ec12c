package io.mltwin.e2e.console;

import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.TrustMaterial;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The calls that a person makes with a token of their own, to learn what that person may. */
final class PageRequests {
    private static final String ARM = "https://management.azure.com";
    private static final String ML = "https://ml.azure.com";
    private static final String AUTHORIZATION = "/providers/Microsoft.Authorization/";
    private static final String VERSION = "2022-10-01";
    private static final String SHORT = "PT1H";

    private final TestPlatform platform;
    private final Azure azure;
    private final Map<String, String> ids;
    private final String workspace;
    private final String group;
    private final String component;

    PageRequests(TestPlatform platform, Map<String, String> ids) {
        this.platform = platform;
        this.azure = platform.azure();
        this.ids = ids;
        this.workspace = "/" + ids.get("armId");
        this.group = "/" + ids.get("scope");
        this.component = "/" + ids.get("component");
    }

    /** Puts ids in the place of the words in braces. */
    String resolve(String path) {
        String address = path;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            address = address.replace("{" + id.getKey() + "}", id.getValue());
        }
        return address;
    }

    AzureRequest arm(String method, String id, String version, Object body) {
        String address = azure.arm(id).replaceFirst("\\?.*", "?api-version=" + version);
        return new AzureRequest(method, address, ARM, body);
    }

    /** What everybody may do. */
    AzureRequest ready() {
        return arm("GET", "/subscriptions", VERSION, null);
    }

    /** Who has a role somewhere in the subscription finds it among theirs. */
    AzureRequest subscription() {
        AzureRequest list = ready();
        return new AzureRequest(
                "GET",
                list.address(),
                ARM,
                null,
                platform.fixture().resourceGroup().subscriptionId());
    }

    AzureRequest assignNothing(String scope) {
        String id = scope + AUTHORIZATION + "roleAssignments/" + UUID.randomUUID();
        return arm("PUT", id, VERSION, Map.of("properties", Map.of()));
    }

    AzureRequest defineNothing(String scope) {
        String id = scope + AUTHORIZATION + "roleDefinitions/" + UUID.randomUUID();
        return arm("PUT", id, VERSION, Map.of("properties", Map.of()));
    }

    AzureRequest activityLog() {
        String filter = "eventTimestamp ge '2020-01-01T00:00:00Z' and resourceGroupName eq '"
                + group.replaceAll(".*/", "")
                + "'";
        AzureRequest plain = arm(
                "GET",
                platform.subscription() + "/providers/Microsoft.Insights/eventtypes/management/values",
                "2015-04-01",
                null);
        return new AzureRequest("GET", plain.address() + "&$filter=" + UriEncoding.encodeQueryValue(filter), ARM, null);
    }

    AzureRequest run(String rest) {
        return history("GET", "/runs/" + ids.get("run") + rest, null);
    }

    AzureRequest history(String method, String rest, Object body) {
        return new AzureRequest(method, azure.training("eastus", "history/v1.0", workspace, rest), ML, body);
    }

    AzureRequest models(String rest) {
        return new AzureRequest("GET", azure.models("eastus", workspace, resolve(rest)), ML, null);
    }

    AzureRequest query() {
        return new AzureRequest(
                "POST",
                azure.insights("/v1" + component + "/query"),
                "https://api.loganalytics.io",
                Map.of("query", "requests", "timespan", SHORT));
    }

    AzureRequest decision() {
        return new AzureRequest(
                "GET", at(PlatformService.IDENTITY) + "/_mltwin/access/decisions/" + ids.get("decision"), ARM, null);
    }

    /** Operators are members of a group. */
    AzureRequest operators() {
        return new AzureRequest(
                "POST",
                platform.host("graph", PlatformService.IDENTITY) + "/v1.0/me/checkMemberGroups",
                "https://graph.microsoft.com",
                Map.of("groupIds", List.of(TrustMaterial.OPERATORS_GROUP)),
                TrustMaterial.OPERATORS_GROUP);
    }

    private String at(PlatformService service) {
        return "https://localhost:" + platform.port(service);
    }

    String endpoint() {
        return workspace + "/onlineEndpoints/" + ids.get("endpoint");
    }
}
