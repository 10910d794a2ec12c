package io.mltwin.identity.rbac.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.identity.DirectoryUnderTest;
import io.mltwin.identity.DirectoryUnderTest.User;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The root is each tenant's own: an elevated administrator sees and reaches its tenant alone. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RootScopeResourceTest {

    private static final String PROVIDER = "/providers/Microsoft.Authorization/";
    private static final String VERSION = "?api-version=2022-04-01";
    private static final String OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    @FromPlatform
    TestPlatform platform;

    private DirectoryUnderTest directory;
    private Side ours;
    private Side theirs;

    /** A tenant with an elevated administrator, a subscription and what is assigned there. */
    private record Side(User administrator, String subscription, String denyAssignment) {}

    @BeforeEach
    void twoTenants() {
        directory = new DirectoryUnderTest(platform);
        ours = side();
        theirs = side();
    }

    private Side side() {
        User administrator = directory.user(directory.tenant(false), false);
        String subscription = "/subscriptions/" + UUID.randomUUID();
        directory.seed(
                "{'subscriptionOwners':[{'subscriptionId':'%s','principalId':'%s'}],'globalAdministrators':['%s']}"
                        .formatted(
                                subscription.substring("/subscriptions/".length()),
                                administrator.objectId(),
                                administrator.objectId()));
        as(administrator, "POST", PROVIDER + "elevateAccess" + VERSION, null).statusCode(200);
        String name = UUID.randomUUID().toString();
        directory.asAdministrator(
                "PUT",
                "/_mltwin/access/deny-assignments/" + name,
                "{'properties':{'denyAssignmentName':'d','scope':'%s','permissions':[{'actions':['x/y/write']}],'principals':[{'id':'%s','type':'SystemDefined'}]}}"
                        .formatted(subscription, NOBODY));
        return new Side(administrator, subscription, name);
    }

    private ValidatableResponse as(User user, String method, String uri, String body) {
        return directory.arm(user.tenantId(), user.objectId(), method, uri, body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"roleAssignments", "denyAssignments"})
    void aListAtTheRootShowsTheCallersTenantOnly(String type) {
        List<String> scopes = as(ours.administrator(), "GET", PROVIDER + type + VERSION, null)
                .statusCode(200)
                .extract()
                .path("value.properties.scope");

        assertThat(scopes).contains(ours.subscription());
        assertThat(scopes).isSubsetOf(ours.subscription(), "/");
    }

    @Test
    void anAssignmentAtTheRootIsSeenInItsTenantOnly() {
        List<String> principals = as(
                        ours.administrator(),
                        "GET",
                        PROVIDER + "roleAssignments" + VERSION + "&$filter=atScope()",
                        null)
                .statusCode(200)
                .extract()
                .path("value.properties.principalId");

        assertThat(principals).containsExactly(ours.administrator().objectId());
        List<String> inSubscription = as(
                        ours.administrator(), "GET", ours.subscription() + PROVIDER + "roleAssignments" + VERSION, null)
                .statusCode(200)
                .extract()
                .path("value.properties.principalId");
        assertThat(inSubscription)
                .contains(ours.administrator().objectId())
                .doesNotContain(theirs.administrator().objectId());
    }

    @Test
    void applicationOfMicrosoftsGetsNoRoleInOtherTenantsByTheRoot() {
        as(
                        ours.administrator(),
                        "PUT",
                        PROVIDER + "roleAssignments/" + UUID.randomUUID() + VERSION,
                        "{'properties':{'roleDefinitionId':'%s','principalId':'%s'}}"
                                .formatted(PROVIDER + "roleDefinitions/" + OWNER, PlatformService.WORKSPACE.objectId()))
                .statusCode(501)
                .body("error.code", equalTo("NotImplemented"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ours", "theirs"})
    void aDecisionAtTheRootIsExplainedWithinItsTenantOnly(String whose) {
        Side side = whose.equals("ours") ? ours : theirs;
        String token = directory
                .password(
                        ours.administrator().tenantId(),
                        ours.administrator().name(),
                        ours.administrator().password())
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
        User colleague = directory.user(side.administrator().tenantId(), false);

        platform.service()
                .given()
                .header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body(
                        "{\"action\":\"Microsoft.Authorization/roleAssignments/read\",\"scope\":\"/\",\"principalId\":\"%s\"}"
                                .formatted(colleague.objectId()))
                .post("/_mltwin/access/explain")
                .then()
                .statusCode(whose.equals("ours") ? 200 : 403);
    }
}
