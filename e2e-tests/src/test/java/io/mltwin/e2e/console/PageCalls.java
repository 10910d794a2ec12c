package io.mltwin.e2e.console;

import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** What each page of docs/console.md shows and does, and the call that says who may. */
final class PageCalls {
    private static final String AUTHORIZATION = "/providers/Microsoft.Authorization/";
    private static final String STORAGE_VERSION = "2022-09-01";
    private static final String VERSION = "2022-10-01";
    private static final String SHORT = "PT1H";

    private final TestPlatform platform;
    private final Azure azure;
    private final Map<String, String> ids;
    private final PageRequests requests;
    private final String workspace;
    private final String group;
    private final String storage;
    private final String component;

    PageCalls(TestPlatform platform, Map<String, String> ids) {
        this.platform = platform;
        this.azure = platform.azure();
        this.ids = ids;
        this.requests = new PageRequests(platform, ids);
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
        return requests.resolve(path);
    }

    /** What each page shows. */
    List<Shown> shown() {
        AzureRequest readWorkspace = requests.arm("GET", workspace, VERSION, null);
        AzureRequest readGroup = requests.arm("GET", group, VERSION, null);
        AzureRequest readComponent = requests.arm("GET", component, VERSION, null);
        AzureRequest metrics =
                requests.arm("GET", workspace + "/providers/Microsoft.Insights/metricDefinitions", "2018-01-01", null);
        AzureRequest log = requests.activityLog();
        AzureRequest runs = requests.history("POST", "/runs:query", Map.of("top", 1));
        return List.of(
                said("/", hook("parts"), requests.ready()),
                said("/", hook("newest-activity"), requests.ready()),
                leftOut(
                        "/resources?search=" + workspace.replaceAll(".*/", ""),
                        named("resource", workspace),
                        readWorkspace),
                leftOut("/resources", named("group", group), readGroup),
                said("/resources/{armId}", hook("properties"), readWorkspace),
                said("/resources/{armId}", hook("save-tags"), readWorkspace),
                leftOut("/create/workspace", hook("wizard"), requests.subscription()),
                leftOut("/create/workspace", Pattern.quote("<option value=\"" + group + "\""), readGroup),
                leftOut("/access", link("/access" + group), readGroup),
                said(
                        "/access/{scope}",
                        hook("assignment-row"),
                        requests.arm("GET", group + AUTHORIZATION + "roleAssignments", VERSION, null)),
                leftOut("/access/{scope}", "id=\"assign-who\"", requests.assignNothing(group)),
                leftOut("/access/{scope}", hook("new-role"), requests.defineNothing(group)),
                said("/role/{scope}", hook("role-editor"), requests.ready()),
                said("/why/{decision}", hook("explanation"), requests.decision()),
                leftOut("/why/{decision}", hook("assign"), requests.assignNothing(storage)),
                leftOut("/keys", named("workspace", workspace), readWorkspace),
                said("/keys/{workspace}", hook("surfaces"), readWorkspace),
                said("/keys/{workspace}", probed("RUN_HISTORY"), runs),
                said("/runs/{workspace}", hook("runs"), runs),
                said("/runs/{workspace}/{run}", hook("run"), requests.run("")),
                said("/runs/{workspace}/{run}", hook("claims"), requests.run("")),
                said(
                        "/runs/{workspace}?form=submit",
                        Pattern.quote("value=\"" + workspace + "/computes/"),
                        requests.arm("GET", workspace + "/computes", VERSION, null)),
                said("/runs/{workspace}/{run}?with={run}", hook("comparison"), requests.run("")),
                said("/models/{workspace}", hook("model"), requests.models("/models")),
                said("/models/{workspace}/{model}", hook("model"), requests.models("/models/{model}")),
                said(
                        "/models/{workspace}/{model}",
                        hook("layer"),
                        requests.arm("GET", "/" + ids.get("registry"), VERSION, null)),
                said(
                        "/endpoints/{workspace}",
                        named("endpoint", ids.get("endpoint")),
                        requests.arm("GET", workspace + "/onlineEndpoints", VERSION, null)),
                said(
                        "/endpoints/{workspace}/{endpoint}",
                        hook("endpoint"),
                        requests.arm("GET", requests.endpoint(), VERSION, null)),
                leftOut("/logs", link("/logs" + component), readComponent),
                said("/logs/{component}?query=requests", hook("result"), requests.query()),
                leftOut("/metrics", link("/metrics" + workspace), readWorkspace),
                said("/metrics/{resource}", hook("choice"), metrics),
                leftOut("/activity", link("/activity" + group), readGroup),
                said("/activity/{scope}", hook("events"), log),
                leftOut("/policy", link("/policy" + group), readGroup),
                said(
                        "/policy/{scope}",
                        "data-test=\"assignment\"|No policy is assigned",
                        requests.arm("GET", group + AUTHORIZATION + "policyAssignments", VERSION, null)),
                said("/flow", hook("flow"), requests.ready()),
                leftOut("/flow/{trace}", hook("hop"), log),
                said("/token", hook("take"), requests.ready()),
                said("/clock", hook("clocks"), requests.operators()),
                said("/listkeys/{storageAccount}", hook("list-keys"), requests.ready()),
                said("/signed-out", hook("signed-out"), requests.ready()));
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
                        requests.arm(
                                "PATCH",
                                workspace + "/providers/Microsoft.Resources/tags/default",
                                VERSION,
                                Map.of("operation", "Replace", "properties", Map.of("tags", Map.of("a/b", "c"))))),
                new Done(
                        "/resources/{armId}",
                        "/resources/locks",
                        List.of("id", workspace, "name", "none", "level", "None"),
                        requests.arm(
                                "PUT",
                                workspace + AUTHORIZATION + "locks/none",
                                VERSION,
                                Map.of("properties", Map.of("level", "None")))),
                new Done(
                        "/resources/{armId}",
                        "/resources/delete",
                        List.of("id", nobody, "confirm", nobody.replaceAll(".*/", "")),
                        requests.arm("DELETE", nobody, VERSION, null)),
                new Done(
                        "/create/workspace",
                        "/create/workspace",
                        List.of("group", group + "-none", "name", "none", "region", "eastus"),
                        requests.arm(
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
                        requests.arm(
                                "PUT",
                                group + AUTHORIZATION + "roleAssignments/" + nothing,
                                VERSION,
                                Map.of(
                                        "properties",
                                        Map.of("roleDefinitionId", role(nothing), "principalId", user("nora"))))),
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
                        requests.arm("POST", workspace + "/jobs/" + ids.get("run") + "/cancel", "2023-04-01", null)),
                new Done(
                        "/runs/{workspace}?form=submit",
                        resolve("/runs/{workspace}"),
                        List.of("command", "true", "environment", "none", "experiment", "none"),
                        requests.arm(
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
                        requests.arm("POST", requests.endpoint() + "/listKeys", VERSION, null)),
                new Done(
                        "/endpoints/{workspace}/{endpoint}",
                        resolve("/endpoints/{workspace}/{endpoint}/traffic"),
                        List.of("traffic.none", "100"),
                        requests.arm(
                                "PUT",
                                requests.endpoint(),
                                VERSION,
                                Map.of(
                                        "location",
                                        "eastus",
                                        "properties",
                                        Map.of("authMode", "Key", "traffic", Map.of("none", 100))))),
                new Done(
                        "/logs/{component}?query=requests",
                        "/logs" + component,
                        List.of("query", "requests", "span", SHORT),
                        requests.query()),
                new Done(
                        "/policy/{scope}",
                        "/policy" + group,
                        List.of(),
                        requests.arm(
                                "POST",
                                group + "/providers/Microsoft.PolicyInsights/policyStates/latest/triggerEvaluation",
                                "2019-10-01",
                                null)),
                new Done(
                        "/listkeys/{storageAccount}",
                        "/listkeys" + storage,
                        List.of(),
                        requests.arm("POST", storage + "/listKeys", STORAGE_VERSION, null)));
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

    private String user(String name) {
        return platform.platform().credentials().users().get(name).objectId();
    }

    private String role(String name) {
        return platform.subscription() + AUTHORIZATION + "roleDefinitions/" + name;
    }

    private String vault() {
        return ids.get("vault");
    }
}
