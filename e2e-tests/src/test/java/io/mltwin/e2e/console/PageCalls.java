package io.mltwin.e2e.console;

import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.TrustMaterial;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** What each page of docs/console.md shows and does, and the call that says who may. */
final class PageCalls {
    private static final String ARM = "https://management.azure.com";
    private static final String ML = "https://ml.azure.com";
    private static final String AUTHORIZATION = "/providers/Microsoft.Authorization/";
    private static final String STORAGE_VERSION = "2022-09-01";
    private static final String VERSION = "2022-10-01";
    private static final String SHORT = "PT1H";

    private final TestPlatform platform;
    private final Azure azure;
    private final Map<String, String> ids;
    private final String workspace;
    private final String group;
    private final String storage;
    private final String component;

    PageCalls(TestPlatform platform, Map<String, String> ids) {
        this.platform = platform;
        this.azure = platform.azure();
        this.ids = ids;
        this.workspace = "/" + ids.get("armId");
        this.group = "/" + ids.get("scope");
        this.storage = "/" + ids.get("storageAccount");
        this.component = "/" + ids.get("component");
    }

    /** How a page says that the call is refused. */
    enum Refused {
        /** With the status of the refusal. */
        SAID,
        /** It leaves out what may not be seen. */
        LEFT_OUT
    }

    /**
     * A part of a page that is there when a call is allowed, and only then.
     *
     * @param page as in docs/console.md
     * @param part regular expression of a part of the page
     */
    record Shown(String page, String part, AzureRequest call, Refused refused) {
        @Override
        public String toString() {
            return page + " shows " + part;
        }
    }

    /**
     * A form of a page whose outcome is that of a call.
     *
     * @param page as in docs/console.md
     * @param action where the form is sent
     */
    record Done(String page, String action, List<String> fields, AzureRequest call) {
        @Override
        public String toString() {
            return page + " does " + call;
        }
    }

    String resolve(String path) {
        String address = path;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            address = address.replace("{" + id.getKey() + "}", id.getValue());
        }
        return address;
    }

    /** What each page shows. */
    List<Shown> shown() {
        AzureRequest readWorkspace = arm("GET", workspace, VERSION, null);
        AzureRequest readGroup = arm("GET", group, VERSION, null);
        AzureRequest readComponent = arm("GET", component, VERSION, null);
        AzureRequest metrics =
                arm(
                        "GET",
                        workspace + "/providers/Microsoft.Insights/metricDefinitions",
                        "2018-01-01",
                        null);
        AzureRequest log = activityLog();
        AzureRequest runs = history("POST", "/runs:query", Map.of("top", 1));
        return List.of(
                said("/", hook("parts"), ready()),
                said("/", hook("newest-activity"), ready()),
                leftOut(
                        "/resources?search=" + workspace.replaceAll(".*/", ""),
                        named("resource", workspace),
                        readWorkspace),
                leftOut("/resources", named("group", group), readGroup),
                said("/resources/{armId}", hook("properties"), readWorkspace),
                said("/resources/{armId}", hook("save-tags"), readWorkspace),
                leftOut("/create/workspace", hook("wizard"), subscription()),
                leftOut(
                        "/create/workspace",
                        Pattern.quote("<option value=\"" + group + "\""),
                        readGroup),
                leftOut("/access", link("/access" + group), readGroup),
                said(
                        "/access/{scope}",
                        hook("assignment-row"),
                        arm("GET", group + AUTHORIZATION + "roleAssignments", VERSION, null)),
                leftOut("/access/{scope}", "id=\"assign-who\"", assignNothing(group)),
                leftOut("/access/{scope}", hook("new-role"), defineNothing(group)),
                said("/role/{scope}", hook("role-editor"), ready()),
                said("/why/{decision}", hook("explanation"), decision()),
                leftOut("/why/{decision}", hook("assign"), assignNothing(storage)),
                leftOut("/keys", named("workspace", workspace), readWorkspace),
                said("/keys/{workspace}", hook("surfaces"), readWorkspace),
                said("/keys/{workspace}", probed("RUN_HISTORY"), runs),
                said("/runs/{workspace}", hook("runs"), runs),
                said("/runs/{workspace}/{run}", hook("run"), run("")),
                said("/runs/{workspace}/{run}", hook("claims"), run("")),
                said(
                        "/runs/{workspace}?form=submit",
                        Pattern.quote("value=\"" + workspace + "/computes/"),
                        arm("GET", workspace + "/computes", VERSION, null)),
                said("/runs/{workspace}/{run}?with={run}", hook("comparison"), run("")),
                said("/models/{workspace}", hook("model"), models("/models")),
                said("/models/{workspace}/{model}", hook("model"), models("/models/{model}")),
                said(
                        "/models/{workspace}/{model}",
                        hook("layer"),
                        arm("GET", "/" + ids.get("registry"), VERSION, null)),
                said(
                        "/endpoints/{workspace}",
                        named("endpoint", ids.get("endpoint")),
                        arm("GET", workspace + "/onlineEndpoints", VERSION, null)),
                said(
                        "/endpoints/{workspace}/{endpoint}",
                        hook("endpoint"),
                        arm("GET", endpoint(), VERSION, null)),
                leftOut("/logs", link("/logs" + component), readComponent),
                said("/logs/{component}?query=requests", hook("result"), query()),
                leftOut("/metrics", link("/metrics" + workspace), readWorkspace),
                said("/metrics/{resource}", hook("choice"), metrics),
                leftOut("/activity", link("/activity" + group), readGroup),
                said("/activity/{scope}", hook("events"), log),
                leftOut("/policy", link("/policy" + group), readGroup),
                said(
                        "/policy/{scope}",
                        "data-test=\"assignment\"|No policy is assigned",
                        arm("GET", group + AUTHORIZATION + "policyAssignments", VERSION, null)),
                said("/flow", hook("flow"), ready()),
                leftOut("/flow/{trace}", hook("hop"), log),
                said("/token", hook("take"), ready()),
                said("/clock", hook("clocks"), operators()),
                said("/listkeys/{storageAccount}", hook("list-keys"), ready()),
                said("/signed-out", hook("signed-out"), ready()));
    }

    /** What the forms of the pages do; nothing that is asked for here changes anything. */
    List<Done> done() {
        String nothing = UUID.randomUUID().toString();
        String nobody = workspace + "-none";
        return List.of(
                new Done(
                        "/resources/{armId}",
                        "/resources/tags",
                        List.of("id", workspace, "name", "a/b", "value", "c"),
                        arm(
                                "PATCH",
                                workspace + "/providers/Microsoft.Resources/tags/default",
                                VERSION,
                                Map.of(
                                        "operation",
                                        "Replace",
                                        "properties",
                                        Map.of("tags", Map.of("a/b", "c"))))),
                new Done(
                        "/resources/{armId}",
                        "/resources/locks",
                        List.of("id", workspace, "name", "none", "level", "None"),
                        arm(
                                "PUT",
                                workspace + AUTHORIZATION + "locks/none",
                                VERSION,
                                Map.of("properties", Map.of("level", "None")))),
                new Done(
                        "/resources/{armId}",
                        "/resources/delete",
                        List.of("id", nobody, "confirm", nobody.replaceAll(".*/", "")),
                        arm("DELETE", nobody, VERSION, null)),
                new Done(
                        "/create/workspace",
                        "/create/workspace",
                        List.of("group", group + "-none", "name", "none", "region", "eastus"),
                        arm(
                                "PUT",
                                group + "-none" + Azure.ML + "none",
                                VERSION,
                                Map.of(
                                        "location",
                                        "eastus",
                                        "identity",
                                        Map.of("type", "SystemAssigned"),
                                        "properties",
                                        Map.of()))),
                new Done(
                        "/access/{scope}",
                        "/access" + group,
                        List.of("do", "assign", "who", user("nora"), "role", role(nothing)),
                        arm(
                                "PUT",
                                group + AUTHORIZATION + "roleAssignments/" + nothing,
                                VERSION,
                                Map.of(
                                        "properties",
                                        Map.of(
                                                "roleDefinitionId",
                                                role(nothing),
                                                "principalId",
                                                user("nora"))))),
                new Done(
                        "/keys/{workspace}",
                        resolve("/keys/{workspace}/change"),
                        List.of("vault", vault(), "key", "none", "change", "rotate"),
                        new AzureRequest(
                                "POST",
                                azure.vault(vault(), "/keys/none/rotate?api-version=7.4"),
                                "https://vault.azure.net",
                                Map.of())),
                new Done(
                        "/runs/{workspace}/{run}",
                        resolve("/runs/{workspace}/{run}/cancel"),
                        List.of(),
                        arm(
                                "POST",
                                workspace + "/jobs/" + ids.get("run") + "/cancel",
                                "2023-04-01",
                                null)),
                new Done(
                        "/runs/{workspace}?form=submit",
                        resolve("/runs/{workspace}"),
                        List.of("command", "true", "environment", "none", "experiment", "none"),
                        arm(
                                "PUT",
                                workspace + "/jobs/" + nothing,
                                VERSION,
                                Map.of(
                                        "properties",
                                        Map.of(
                                                "jobType",
                                                "Command",
                                                "command",
                                                "true",
                                                "environmentId",
                                                "none",
                                                "experimentName",
                                                "none")))),
                new Done(
                        "/endpoints/{workspace}/{endpoint}",
                        resolve("/endpoints/{workspace}/{endpoint}/secrets"),
                        List.of("what", "keys"),
                        arm("POST", endpoint() + "/listKeys", VERSION, null)),
                new Done(
                        "/endpoints/{workspace}/{endpoint}",
                        resolve("/endpoints/{workspace}/{endpoint}/traffic"),
                        List.of("traffic.none", "100"),
                        arm(
                                "PUT",
                                endpoint(),
                                VERSION,
                                Map.of(
                                        "location",
                                        "eastus",
                                        "properties",
                                        Map.of(
                                                "authMode",
                                                "Key",
                                                "traffic",
                                                Map.of("none", 100))))),
                new Done(
                        "/logs/{component}?query=requests",
                        "/logs" + component,
                        List.of("query", "requests", "span", SHORT),
                        query()),
                new Done(
                        "/policy/{scope}",
                        "/policy" + group,
                        List.of(),
                        arm(
                                "POST",
                                group
                                        + "/providers/Microsoft.PolicyInsights/policyStates/latest/triggerEvaluation",
                                "2019-10-01",
                                null)),
                new Done(
                        "/listkeys/{storageAccount}",
                        "/listkeys" + storage,
                        List.of(),
                        arm("POST", storage + "/listKeys", STORAGE_VERSION, null)));
    }

    private static Shown said(String page, String part, AzureRequest call) {
        return new Shown(page, part, call, Refused.SAID);
    }

    private static Shown leftOut(String page, String part, AzureRequest call) {
        return new Shown(page, part, call, Refused.LEFT_OUT);
    }

    private static String hook(String name) {
        return "data-test=\"" + name + "\"";
    }

    private static String link(String address) {
        return Pattern.quote("href=\"" + address + "\"");
    }

    private static String named(String hook, String id) {
        return hook(hook) + " data-name=\"" + id.replaceAll(".*/", "") + "\"";
    }

    private static String probed(String kind) {
        return "data-name=\"" + kind + "\" data-status=\"200\"";
    }

    private AzureRequest arm(String method, String id, String version, Object body) {
        String address = azure.arm(id).replaceFirst("\\?.*", "?api-version=" + version);
        return new AzureRequest(method, address, ARM, body);
    }

    /** What everybody may do. */
    private AzureRequest ready() {
        return arm("GET", "/subscriptions", VERSION, null);
    }

    /** Who has a role somewhere in the subscription finds it among theirs. */
    private AzureRequest subscription() {
        AzureRequest list = ready();
        return new AzureRequest(
                "GET",
                list.address(),
                ARM,
                null,
                platform.fixture().resourceGroup().subscriptionId());
    }

    private AzureRequest assignNothing(String scope) {
        String id = scope + AUTHORIZATION + "roleAssignments/" + UUID.randomUUID();
        return arm("PUT", id, VERSION, Map.of("properties", Map.of()));
    }

    private AzureRequest defineNothing(String scope) {
        String id = scope + AUTHORIZATION + "roleDefinitions/" + UUID.randomUUID();
        return arm("PUT", id, VERSION, Map.of("properties", Map.of()));
    }

    private AzureRequest activityLog() {
        String filter =
                "eventTimestamp ge '2020-01-01T00:00:00Z' and resourceGroupName eq '"
                        + group.replaceAll(".*/", "")
                        + "'";
        AzureRequest plain =
                arm(
                        "GET",
                        platform.subscription()
                                + "/providers/Microsoft.Insights/eventtypes/management/values",
                        "2015-04-01",
                        null);
        return new AzureRequest(
                "GET",
                plain.address() + "&$filter=" + UriEncoding.encodeQueryValue(filter),
                ARM,
                null);
    }

    private AzureRequest run(String rest) {
        return history("GET", "/runs/" + ids.get("run") + rest, null);
    }

    private AzureRequest history(String method, String rest, Object body) {
        return new AzureRequest(
                method, azure.training("eastus", "history/v1.0", workspace, rest), ML, body);
    }

    private AzureRequest models(String rest) {
        return new AzureRequest("GET", azure.models("eastus", workspace, resolve(rest)), ML, null);
    }

    private AzureRequest query() {
        return new AzureRequest(
                "POST",
                azure.insights("/v1" + component + "/query"),
                "https://api.loganalytics.io",
                Map.of("query", "requests", "timespan", SHORT));
    }

    private AzureRequest decision() {
        return new AzureRequest(
                "GET",
                at(PlatformService.IDENTITY) + "/_mltwin/access/decisions/" + ids.get("decision"),
                ARM,
                null);
    }

    /** Operators are members of a group. */
    private AzureRequest operators() {
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

    private String endpoint() {
        return workspace + "/onlineEndpoints/" + ids.get("endpoint");
    }

    private String vault() {
        return ids.get("vault");
    }

    private String user(String name) {
        return platform.platform().credentials().users().get(name).objectId();
    }

    private String role(String name) {
        return platform.subscription() + AUTHORIZATION + "roleDefinitions/" + name;
    }
}
