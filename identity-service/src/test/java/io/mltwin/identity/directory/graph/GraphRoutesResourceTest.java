package io.mltwin.identity.directory.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.identity.Answer;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what in the directory through Microsoft Graph. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@TestInstance(Lifecycle.PER_CLASS)
class GraphRoutesResourceTest {

    @FromPlatform
    TestPlatform platform;

    private final List<String> tokens = new ArrayList<>();
    private GraphUnderTest graph;
    private String group;
    private String application;
    private String principal;

    @BeforeAll
    void people() {
        graph = new GraphUnderTest(platform);
        tokens.add(null);
        tokens.add(graph.token(graph.application()));
        tokens.add(graph.token(graph.application("Directory.Read.All")));
        tokens.add(graph.token("maja"));
        tokens.add(graph.token("grace"));
        group = graph.makeGroup("graces");
        JsonNode made = graph.make("applications", Map.of("displayName", "graces"));
        application = made.path("id").asText();
        principal = graph.make(
                        "servicePrincipals", Map.of("appId", made.path("appId").asText()))
                .path("id")
                .asText();
    }

    /** An application without permissions, one that may read, a member, an administrator. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET,    users,                                         401, 403, 200, 200, 200",
        "GET,    users/{maja},                                   401, 403, 200, 200, 200",
        "POST,   users,                                         401, 403, 403, 403, 400",
        "PATCH,  users/{maja},                                   401, 403, 403, 403, 400",
        "DELETE, users/{nobody},                                401, 403, 403, 403, 404",
        "GET,    me,                                            401, 400, 400, 200, 200",
        "GET,    me/memberOf,                                   401, 400, 400, 200, 200",
        "POST,   users/{maja}/changePassword,                    401, 403, 403, 400, 403",
        "POST,   users/{maja}/revokeSignInSessions,              401, 403, 403, 200, 200",
        "POST,   users/{maja}/getMemberGroups,                   401, 403, 200, 200, 200",
        "POST,   users/{maja}/checkMemberGroups,                 401, 403, 400, 400, 400",
        "GET,    users/{maja}/transitiveMemberOf,                401, 403, 200, 200, 200",
        "GET,    users/{maja}/ownedObjects,                      401, 403, 200, 200, 200",
        "POST,   invitations,                                   401, 403, 403, 400, 400",
        "GET,    groups,                                        401, 403, 200, 200, 200",
        "GET,    groups/{group},                                401, 403, 200, 200, 200",
        "POST,   groups,                                        401, 403, 403, 400, 400",
        "PATCH,  groups/{group},                                401, 403, 403, 403, 400",
        "DELETE, groups/{nobody},                               401, 403, 403, 403, 404",
        "GET,    groups/{group}/members,                        401, 403, 200, 200, 200",
        "GET,    groups/{group}/transitiveMembers,              401, 403, 200, 200, 200",
        "POST,   groups/{group}/members/$ref,                   401, 403, 403, 403, 400",
        "DELETE, groups/{group}/members/{nobody}/$ref,          401, 403, 403, 403, 404",
        "GET,    groups/{group}/owners,                         401, 403, 200, 200, 200",
        "POST,   groups/{group}/owners/$ref,                    401, 403, 403, 403, 400",
        "DELETE, groups/{group}/owners/{nobody}/$ref,           401, 403, 403, 403, 404",
        "GET,    applications,                                  401, 403, 200, 200, 200",
        "GET,    applications/{application},                    401, 403, 200, 200, 200",
        "POST,   applications,                                  401, 403, 403, 400, 400",
        "PATCH,  applications/{application},                    401, 403, 403, 403, 400",
        "DELETE, applications/{nobody},                         401, 403, 403, 403, 404",
        "POST,   applications/{application}/addPassword,        401, 403, 403, 403, 400",
        "POST,   applications/{application}/removePassword,     401, 403, 403, 403, 400",
        "GET,    servicePrincipals,                             401, 403, 200, 200, 200",
        "GET,    servicePrincipals/{principal},                 401, 403, 200, 200, 200",
        "POST,   servicePrincipals,                             401, 403, 403, 400, 400",
        "PATCH,  servicePrincipals/{principal},                 401, 403, 403, 403, 400",
        "DELETE, servicePrincipals/{nobody},                    401, 403, 403, 403, 404",
        "DELETE, servicePrincipals/{graph},                     401, 403, 403, 403, 403",
        "POST,   servicePrincipals/{principal}/addPassword,     401, 403, 403, 403, 400",
        "POST,   servicePrincipals/{principal}/removePassword,  401, 403, 403, 403, 400",
        "GET,    servicePrincipals/{principal}/appRoleAssignments, 401, 403, 200, 200, 200",
        "GET,    servicePrincipals/{graph}/appRoleAssignedTo,   401, 403, 200, 200, 200",
        "POST,   servicePrincipals/{principal}/appRoleAssignments, 401, 403, 403, 403, 400",
        "DELETE, servicePrincipals/{principal}/appRoleAssignments/x, 401, 403, 403, 403, 404",
        "GET,    directoryObjects/{group},                      401, 403, 200, 200, 200",
        "POST,   directoryObjects/getByIds,                     401, 400, 400, 400, 400",
        "GET,    organization,                                  401, 403, 200, 200, 200",
        "GET,    domains,                                       401, 403, 200, 200, 200",
        "GET,    devices,                                       401, 501, 501, 501, 501",
        "POST,   applications/{application}/addKey,             401, 501, 501, 501, 501",
    })
    void whoMayDoWhat(
            String method, String path, int anonymous, int without, int reading, int member, int administrator) {
        String at = path.replace("{maja}", graph.objectId("maja"))
                .replace("{nobody}", "99999999-9999-4999-8999-999999999999")
                .replace("{group}", group)
                .replace("{application}", application)
                .replace("{principal}", principal)
                .replace("{graph}", GraphUnderTest.GRAPH_PRINCIPAL);
        // nothing that could be done: callers who may are told what is wrong with it
        Object body = method.equals("GET") || method.equals("DELETE") ? null : Map.of("x", "y");

        List<Integer> statuses = new ArrayList<>();
        for (String token : tokens) {
            Answer answer = graph.send(token, method, at, body);
            statuses.add(answer.status());
            if (answer.status() == 403) {
                assertThat(answer.code()).isEqualTo("Authorization_RequestDenied");
            }
        }

        assertThat(statuses).containsExactly(anonymous, without, reading, member, administrator);
    }
}
