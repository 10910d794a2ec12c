package io.mltwin.telemetry.activitylog;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.notBuilt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import io.mltwin.telemetry.activitylog.ActivityBody.Page;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code GET /subscriptions/{s}/providers/Microsoft.Insights/eventtypes/management/values}, and the
 * same without a subscription: the activity log of the caller's tenant (tenantActivityLogs). Azure
 * Resource Manager leaves it to this provider to decide which events a caller may read.
 */
@Singleton
record ActivityLogProvider(ActivityLogService service) implements ResourceProvider {

    private static final String SKIP = "$skiptoken";

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named("Microsoft.Insights/eventtypes/values")
                .require(ActivityLogProvider::requireManagement)
                .list(this::list)
                .notBuilt(Verb.values())
                .build());
    }

    private static void requireManagement(ArmCall call) {
        ArmResourceId scope = call.id().parent();
        if (!AsciiCase.equal(call.id().name(), "management") || !(scope.isSubscription() || scope.isRoot())) {
            throw notBuilt("%s of %s", call.method(), call.target().type());
        }
    }

    private JsonNode list(ArmCall call) {
        ActivityLogService.Found found = service.list(
                call.caller(),
                ActivityScope.of(call.id().parent(), call.caller()),
                call.query().get("$filter"),
                skip(call.query().get(SKIP)));
        JsonNode page = Json.tree(new Page(found.events(), found.next() < 0 ? null : next(call, found.next())));
        select(page, call.query().get("$select"));
        return page;
    }

    private static int skip(String token) {
        if (token == null) {
            return 0;
        }
        if (!token.matches("\\d{1,8}")) {
            throw badRequest("BadRequest", "The $skiptoken is none of this service's.");
        }
        return Integer.parseInt(token);
    }

    private static String next(ArmCall call, int skip) {
        String query = call.query().entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals(SKIP))
                .map(parameter -> parameter.getKey() + "=" + UriEncoding.encodeFormValue(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return call.baseUrl() + call.id() + "/values?" + query + "&" + SKIP + "=" + skip;
    }

    private static void select(JsonNode page, String names) {
        if (names != null && !names.isBlank()) {
            Set<String> kept =
                    Arrays.stream(names.split(",")).map(String::strip).collect(Collectors.toSet());
            page.path("value").forEach(event -> ((ObjectNode) event).retain(kept));
        }
    }
}
