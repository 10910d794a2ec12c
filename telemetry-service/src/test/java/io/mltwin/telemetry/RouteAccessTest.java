package io.mltwin.telemetry;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who is let in where: queries by the permission to query, the control plane by Azure Resource
 * Manager's word alone, the activity log event by event, the platform's own by its administrator.
 */
@QuarkusTest
@QuarkusTestResource(
        value = PlatformTestResource.class,
        initArgs = {
            @ResourceArg(name = "mltwin.kafka.enabled", value = "false"),
            @ResourceArg(name = "mltwin.traces.kept", value = "20")
        })
class RouteAccessTest {

    private static final String INSIGHTS = "https://api.applicationinsights.io";
    private static final String ARM = "https://management.azure.com";
    private static final String QUERY = "Microsoft.Insights/components/query/read";
    private static final String EVENTS = "Microsoft.Insights/eventtypes/values/read";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private final String principal = UUID.randomUUID().toString();
    private final String subscription = "/subscriptions/" + UUID.randomUUID();
    private final String group = subscription + "/resourceGroups/rg1";
    private final String component = group + "/providers/Microsoft.Insights/components/ai1";
    private String appId;

    @BeforeEach
    void aComponent() {
        appId = arm("PUT", component, "{\"location\":\"eastus\",\"kind\":\"web\"}")
                .statusCode(200)
                .extract()
                .path("properties.AppId");
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "POST,api.applicationinsights,/v1/apps/{app}/query",
        "GET,api.applicationinsights,/v1/apps/{app}/query?query=requests",
        "POST,api.applicationinsights,/v1{component}/query",
        "GET,api.applicationinsights,/v1{component}/query?query=requests",
        "POST,api.loganalytics,/v1{component}/query",
        "GET,api.loganalytics,/v1{component}/query?query=requests"
    })
    void aQueryNeedsThePermissionToQueryTheComponent(String method, String host, String path) {
        // Given
        String uri = path.replace("{app}", appId).replace("{component}", component);
        // When, Then
        send(service.given(host), method, uri).statusCode(401);
        for (String token : List.of(
                issuer.aad(ARM, principal).sign(),
                issuer.service("compute", "telemetry").sign(),
                issuer.admin().sign())) {
            send(bearer(service.given(host), token), method, uri).statusCode(401);
        }
        String token = issuer.aad(INSIGHTS, principal).sign();
        decisions.allow(principal, "Microsoft.Insights/components/read", group);
        decisions.allow(principal, "Microsoft.Insights/components/write", group);
        decisions.allow(principal, QUERY, component + "0");
        send(bearer(service.given(host), token), method, uri).statusCode(403).body(containsString(QUERY));
        decisions.allow(principal, QUERY, component);
        send(bearer(service.given(host), token), method, uri).statusCode(200).body("tables", hasSize(1));
    }

    @Test
    void aQueryWithATokenOfAnotherTenantIsRefused() {
        decisions.allow(principal, QUERY, component);
        String elsewhere = "10000000-0000-4000-8000-000000000002";
        String token = issuer.aad(INSIGHTS, principal)
                .tenantId(elsewhere)
                .issuer(issuer.azureAd(elsewhere))
                .sign();
        for (String path : List.of("/v1/apps/" + appId + "/query", "/v1" + component + "/query")) {
            send(bearer(service.given("api.applicationinsights"), token), "POST", path)
                    .statusCode(401)
                    .body("error.code", equalTo("InvalidAuthenticationTokenTenant"));
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET,/providers/Microsoft.Insights/components/ai1",
        "PUT,/providers/Microsoft.Insights/components/ai1",
        "PATCH,/providers/Microsoft.Insights/components/ai1",
        "DELETE,/providers/Microsoft.Insights/components/ai1",
        "GET,/providers/Microsoft.Insights/components",
        "GET,/providers/Microsoft.OperationalInsights/workspaces/w1",
        "GET,/providers/Microsoft.Insights/eventtypes/management/values"
    })
    void theControlPlaneTakesTheWordOfArmAlone(String method, String rest) {
        String uri = (rest.contains("eventtypes") ? subscription : group) + rest + "?api-version=2020-02-02";
        decisions.allowAll(principal);

        send(service.given(), method, uri).statusCode(401);
        for (String token : List.of(
                issuer.aad(ARM, principal).sign(),
                issuer.service("workspace", "telemetry").sign(),
                issuer.admin().sign())) {
            send(bearer(service.given(), token), method, uri).statusCode(401);
        }
        String ofAnotherCall = issuer.assertion(
                        "telemetry", method, uri.replace("rg1", "rg2") + "&a=b", null, principal)
                .sign();
        send(bearer(service.given(), ofAnotherCall), method, uri).statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/_mltwin/diagnostics", "/_mltwin/audit?vault=/x", "/_mltwin/traces", "/_mltwin/calls"})
    void thePlatformsOwnIsTheAdministrators(String path) {
        send(service.given(), "GET", path).statusCode(401);
        for (String token : List.of(
                issuer.aad(ARM, principal).sign(),
                issuer.aad(INSIGHTS, principal).sign(),
                issuer.service("compute", "telemetry").sign())) {
            send(bearer(service.given(), token), "GET", path).statusCode(401);
        }
        send(bearer(service.given(), issuer.admin().sign()), "GET", path).statusCode(200);
    }

    @Test
    void theActivityLogShowsWhatMayBeRead() throws Exception {
        // Given
        String one = group + "/providers/Microsoft.KeyVault/vaults/one";
        String two = group + "/providers/Microsoft.KeyVault/vaults/two";
        String other = subscription + "/resourceGroups/rg2/providers/Microsoft.KeyVault/vaults/x";
        List.of(one, two, two + "/secrets/s", other).forEach(this::event);
        // When, Then
        String log = subscription + "/providers/Microsoft.Insights/eventtypes/management/values";
        arm("GET", log, null)
                .statusCode(403)
                .body("error.code", equalTo("AuthorizationFailed"))
                .body("error.message", containsString("'" + EVENTS + "'"))
                .body("error.message", containsString("'" + subscription + "'"));
        decisions.allow(principal, "Microsoft.Insights/eventtypes/digestevents/read", group);
        arm("GET", log, null).statusCode(403);
        decisions.allow(principal, EVENTS, two);
        arm("GET", log, null)
                .statusCode(200)
                .body("value.resourceId", hasSize(2))
                .body("value.resourceId", hasItems(two, two + "/secrets/s"));
        decisions.allow(principal, EVENTS, group);
        arm("GET", log, null).body("value.resourceId", hasSize(3));
        decisions.allow(principal, EVENTS, subscription);
        arm("GET", log, null).body("value.resourceId", hasSize(4));
    }

    @Test
    void aTenantHasAnActivityLogOfItsOwn() {
        // Given: what was done above all subscriptions, in this tenant and in another
        String log = "/providers/Microsoft.Insights/eventtypes/management/values";
        String elevated = "/providers/Microsoft.Authorization/" + UUID.randomUUID();
        String elsewhere = "/providers/Microsoft.Authorization/" + UUID.randomUUID();
        event("tenant:" + TestIssuer.TENANT, elevated, Instant.now().minusSeconds(5));
        event("tenant:" + UUID.randomUUID(), elsewhere, Instant.now().minusSeconds(5));
        event(group + "/providers/Microsoft.KeyVault/vaults/in-a-subscription");
        // When, Then
        arm("GET", log, null).statusCode(403).body("error.message", containsString(EVENTS));
        decisions.allow(principal, EVENTS, "/");
        List<String> seen = arm("GET", log, null).statusCode(200).extract().path("value.resourceId");
        org.assertj.core.api.Assertions.assertThat(seen)
                .contains(elevated)
                .allMatch(id -> !id.equals(elsewhere) && !id.startsWith("/subscriptions/"));
    }

    @Test
    void aPageOfNothingReadableLeadsToTheNext() throws Exception {
        // Given: what may be read is older than a page of what may not
        String hidden = group + "/providers/Microsoft.KeyVault/vaults/hidden";
        String shown = group + "/providers/Microsoft.KeyVault/vaults/shown";
        event(shown, Instant.now().minusSeconds(60));
        for (int i = 0; i < 201; i++) {
            event(hidden, Instant.now().minusSeconds(1));
        }
        decisions.allow(principal, EVENTS, shown);
        int questions = decisions.asked().size();
        // When, Then
        arm("GET", subscription + "/providers/Microsoft.Insights/eventtypes/management/values", null)
                .statusCode(200)
                .body("value.resourceId", equalTo(List.of(shown)))
                .body("nextLink", org.hamcrest.Matchers.nullValue());
        org.assertj.core.api.Assertions.assertThat(decisions.asked().size() - questions)
                .as("a scope is asked once a page")
                .isEqualTo(2 + 3);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "&$skiptoken=1",
                "&$skiptoken=200",
                "&$skiptoken=99999999",
                "&$filter=caller eq 'nobody'",
                "&$filter=caller eq 'nobody'&$skiptoken=200",
                "&$select=eventName&$skiptoken=1"
            })
    void noPartOfTheActivityLogIsListedWithoutThePermission(String query) {
        // Given
        String one = group + "/providers/Microsoft.KeyVault/vaults/one";
        event(one);
        String log = subscription + "/providers/Microsoft.Insights/eventtypes/management/values";
        String part = "?api-version=2020-02-02" + query.replace(" ", "%20").replace("'", "%27");
        // When, Then
        asserted("GET", log + part, null)
                .statusCode(403)
                .body("error.code", equalTo("AuthorizationFailed"))
                .body("error.message", containsString("'" + EVENTS + "'"));
        decisions.allow(principal, EVENTS, subscription);
        asserted("GET", log + part, null).statusCode(200);
    }

    @Test
    void whoeverReadTheFirstPagesReadsTheLast() {
        // Given
        String shown = group + "/providers/Microsoft.KeyVault/vaults/shown";
        String hidden = group + "/providers/Microsoft.KeyVault/vaults/hidden";
        event(shown, Instant.now().minusSeconds(1));
        event(hidden, Instant.now().minusSeconds(60));
        decisions.allow(principal, EVENTS, shown);
        // When, Then
        asserted(
                        "GET",
                        subscription
                                + "/providers/Microsoft.Insights/eventtypes/management/values?api-version=2020-02-02&$skiptoken=1",
                        null)
                .statusCode(200)
                .body("value", hasSize(0));
    }

    private void event(String resource) {
        event(resource, Instant.now().minusSeconds(5));
    }

    private void event(String resource, Instant time) {
        event(subscription.substring("/subscriptions/".length()), resource, time);
    }

    private void event(String log, String resource, Instant time) {
        String id = UUID.randomUUID().toString();
        try (Connection connection = database.connect();
                PreparedStatement insert =
                        connection.prepareStatement("insert into activity_event (event_id, subscription_id,"
                                + " occurred_at, resource_key, event) values (?, ?, ?, ?,"
                                + " ?)")) {
            insert.setString(1, id);
            insert.setString(2, log);
            insert.setTimestamp(3, Timestamp.from(time));
            insert.setString(4, resource.toLowerCase(Locale.ROOT));
            insert.setString(
                    5,
                    new ObjectMapper()
                            .writeValueAsString(
                                    Map.of("eventId", id, "timestamp", time.toString(), "resourceId", resource)));
            insert.executeUpdate();
        } catch (SQLException | JsonProcessingException e) {
            throw new IllegalStateException("the event was not stored", e);
        }
    }

    private ValidatableResponse arm(String method, String id, String body) {
        return asserted(method, id + "?api-version=2020-02-02", body);
    }

    private ValidatableResponse asserted(String method, String uri, String body) {
        byte[] bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
        String assertion =
                issuer.assertion("telemetry", method, uri, bytes, principal).sign();
        RequestSpecification request = bearer(service.given(), assertion);
        return (body == null ? request : request.contentType("application/json").body(bytes))
                .request(method, uri)
                .then();
    }

    private static RequestSpecification bearer(RequestSpecification request, String token) {
        return request.header("Authorization", "Bearer " + token);
    }

    private static ValidatableResponse send(RequestSpecification request, String method, String uri) {
        boolean body = method.equals("POST") || method.startsWith("P");
        return (body
                        ? request.contentType("application/json")
                                .body("{\"query\":\"requests\"}".getBytes(StandardCharsets.UTF_8))
                        : request)
                .request(method, uri)
                .then();
    }
}
