package io.mltwin.identity.rbac.denyassignments;

import static io.mltwin.identity.rbac.RolesUnderTest.AUTHORIZATION;
import static io.mltwin.identity.rbac.RolesUnderTest.CONTRIBUTOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.identity.rbac.RolesUnderTest;
import io.mltwin.identity.rbac.RolesUnderTest.Colleague;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a deny assignment denies what; nobody makes one through Azure Resource Manager. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class DenyAssignmentResourceTest {

    @FromPlatform
    TestPlatform platform;

    private RolesUnderTest roles;
    private Colleague dana;

    @BeforeEach
    void joins() {
        roles = new RolesUnderTest(platform);
        dana = roles.join(roles.group(), CONTRIBUTOR);
    }

    private String deny(boolean notBelow, List<Map<String, String>> excluded) {
        return deny(roles.group(), dana.objectId(), notBelow, excluded);
    }

    private String deny(String scope, String principal, boolean notBelow, List<Map<String, String>> excluded) {
        return roles.deny(Map.of(
                "denyAssignmentName",
                "managed application",
                "scope",
                scope,
                "permissions",
                List.of(Map.of("actions", List.of("*/read"), "notActions", List.of("Microsoft.Resources/*"))),
                "doNotApplyToChildScopes",
                notBelow,
                "isSystemProtected",
                true,
                "principals",
                List.of(Map.of("id", principal, "type", "ServicePrincipal")),
                "excludePrincipals",
                excluded));
    }

    @Test
    void itCanLeaveOutWhatLiesBelowAndWhomItExcludes() {
        String name = deny(true, List.of());
        assertThat(roles.mayCall(dana, "GET", roles.workspace())).isTrue();
        roles.endDenial(name);

        deny(false, List.of(Map.of("id", dana.objectId(), "type", "ServicePrincipal")));
        assertThat(roles.mayCall(dana, "GET", roles.workspace())).isTrue();
    }

    /** A filter, and the scopes of those that it leaves of dana's above, at, below and beside the group, and erin's at it. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "-                                         | above at below erin",
                "atScope()                                 | above at erin",
                "principalId eq 'DANA'                     | above at below",
                "atScope() and assignedTo('DANA')          | above at",
                "principalId eq 'DANA' and principalId eq 'ERIN' | -",
                "principalId eq '%'                        | -",
                "denyAssignmentName eq 'Managed APPLICATION' | above at below erin",
                "denyAssignmentName eq 'managed'           | -",
                "denyAssignmentName eq 'managed application' and principalId eq 'ERIN' | erin"
            })
    void listsAreFiltered(String filter, String wanted) {
        Colleague erin = roles.join();
        Map<String, String> names = new HashMap<>();
        names.put(deny(roles.subscription(), dana.objectId().toUpperCase(Locale.ROOT), true, List.of()), "above");
        names.put(deny(roles.group(), dana.objectId(), true, List.of()), "at");
        names.put(deny(roles.workspace(), dana.objectId(), true, List.of()), "below");
        names.put(deny(roles.group() + "2", dana.objectId(), true, List.of()), "beside");
        names.put(deny(roles.group(), erin.objectId(), true, List.of()), "erin");

        JsonNode found = list(filter.replace("DANA", dana.objectId()).replace("ERIN", erin.objectId()));

        assertThat(found.findValuesAsText("name").stream().map(names::get))
                .containsExactly(wanted.equals("-") ? new String[0] : wanted.split(" "));
    }

    private JsonNode list(String filter) {
        return roles.arm(
                        roles.owner(),
                        "GET",
                        roles.group() + AUTHORIZATION + "denyAssignments"
                                + (filter.equals("-") ? "" : "?$filter=" + UriEncoding.encodeQueryValue(filter)),
                        null)
                .expect(200)
                .json()
                .path("value");
    }

    @Test
    void itIsListedAndReadAndNotMadeThroughResourceManager() {
        String name = deny(false, List.of());
        String all = roles.group() + AUTHORIZATION + "denyAssignments";

        JsonNode listed = roles.arm(
                        roles.owner(), "GET", all + "?$filter=denyAssignmentName%20eq%20'managed%20application'", null)
                .expect(200)
                .json()
                .path("value");
        assertThat(listed).hasSize(1);
        JsonNode properties = roles.arm(
                        roles.owner(), "GET", listed.path(0).path("id").asText(), null)
                .expect(200)
                .json()
                .path("properties");
        assertThat(properties.path("isSystemProtected").asBoolean()).isTrue();
        assertThat(properties
                        .path("permissions")
                        .path(0)
                        .path("actions")
                        .path(0)
                        .asText())
                .isEqualTo("*/read");
        roles.arm(roles.owner(), "PUT", all + "/" + dana.objectId(), Map.of()).expect(405);
        roles.arm(roles.owner(), "DELETE", all + "/" + name, null).expect(405);
        assertThat(roles.mayCall(dana, "GET", roles.workspace())).isFalse();
    }
}
