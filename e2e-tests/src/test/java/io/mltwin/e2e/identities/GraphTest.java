package io.mltwin.e2e.identities;

import static io.mltwin.e2e.fixtures.GraphClient.code;
import static io.mltwin.e2e.fixtures.GraphClient.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.GraphClient;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The directory through Microsoft Graph: who may do what in it, and what follows at once. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class GraphTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static GraphClient graph;
    private static String graces;
    private static String gracesApplication;
    private static String gracesPrincipal;

    @BeforeAll
    static void people() throws Exception {
        graph = GraphClient.of(PLATFORM);
        graces = graph.makeGroup("graces-" + UUID.randomUUID()).path("id").asText();
        JsonNode application = graph.make("applications", Map.of("displayName", "graces"));
        gracesApplication = application.path("id").asText();
        gracesPrincipal =
                graph.make("servicePrincipals", Map.of("appId", application.path("appId").asText()))
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
            String method,
            String path,
            int anonymous,
            int without,
            int reading,
            int member,
            int administrator)
            throws Exception {
        String at =
                path.replace("{maja}", GraphClient.MAJA)
                        .replace("{nobody}", "99999999-9999-4999-8999-999999999999")
                        .replace("{group}", graces)
                        .replace("{application}", gracesApplication)
                        .replace("{principal}", gracesPrincipal)
                        .replace("{graph}", GraphClient.GRAPH_PRINCIPAL);
        // nothing that could be done: callers who may are told what is wrong with it
        Object body = method.equals("GET") || method.equals("DELETE") ? null : Map.of("x", "y");

        List<Integer> statuses = new ArrayList<>();
        List<String> who = new ArrayList<>();
        who.add(null);
        who.addAll(List.of("reader", "contributor", "maja", "grace"));
        for (String one : who) {
            FlowClient.Answer answer = graph.call(one, method, at, body);
            statuses.add(answer.status());
            if (answer.status() == 403) {
                assertThat(code(answer)).isEqualTo("Authorization_RequestDenied");
            }
        }

        assertThat(statuses).containsExactly(anonymous, without, reading, member, administrator);
    }

    @Test
    void aNestedGroupGivesARoleAndLeavingTakesItAway() throws Exception {
        FlowClient client = PLATFORM.flowClient();
        Azure azure = PLATFORM.azure();
        String outer = graph.makeGroup("outer-" + UUID.randomUUID()).path("id").asText();
        String inner = graph.makeGroup("inner-" + UUID.randomUUID()).path("id").asText();
        // a circle does no harm
        graph.addMember(outer, inner);
        graph.addMember(inner, outer);
        String group = azure.arm(PLATFORM.fixture().resourceGroupId());
        String assignment =
                PLATFORM.fixture().resourceGroupId()
                        + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.randomUUID();
        client.json(
                        "PUT",
                        azure.arm(assignment),
                        azure.armToken("olivia"),
                        assignment(outer, "Group"))
                .expect(201);
        String maja = graph.token("maja", "https://management.azure.com");
        client.get(group, maja).expect(403);

        graph.addMember(inner, GraphClient.MAJA);
        client.get(group, maja).expect(200);
        assertThat(ids(graph.call("maja", "GET", "me/transitiveMemberOf", null)))
                .contains(outer, inner);
        assertThat(ids(graph.call("maja", "GET", "groups/" + outer + "/transitiveMembers", null)))
                .contains(GraphClient.MAJA);

        graph.call(
                        "grace",
                        "DELETE",
                        "groups/" + inner + "/members/" + GraphClient.MAJA + "/$ref",
                        null)
                .expect(204);
        Thread.sleep(1100); // an allowed answer is kept for at most one second
        client.get(group, maja).expect(403);

        client.json("DELETE", azure.arm(assignment), azure.armToken("olivia"), null)
                .expect(200, 204);
        for (String id : List.of(outer, inner)) {
            graph.call("grace", "DELETE", "groups/" + id, null).expect(204);
        }
    }

    @Test
    void pagesTellEverythingOnce() throws Exception {
        String prefix = "page-" + UUID.randomUUID();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(graph.makeGroup(prefix + "-" + i).path("id").asText());
        }
        String token = graph.token("maja", GraphClient.GRAPH);
        String list =
                "groups?$top=2&$count=true&$filter="
                        + GraphClient.query("startswith(displayName,'" + prefix + "')");

        List<String> seen = new ArrayList<>();
        FlowClient.Answer answer = graph.eventually(token, list).expect(200);
        assertThat(answer.json().path("@odata.count").asInt()).isEqualTo(5);
        String next = null;
        do {
            seen.addAll(ids(answer));
            next = answer.json().path("@odata.nextLink").asText(null);
            if (next != null) {
                answer = PLATFORM.flowClient().get(next, token).expect(200);
            }
        } while (next != null);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(made);

        assertThat(code(graph.send(token, "GET", list + "&$skiptoken=nonsense", null)))
                .isEqualTo("Directory_ExpiredPageToken");
        assertThat(
                        graph.eventually(
                                        token,
                                        "groups/$count?$filter="
                                                + GraphClient.query(
                                                        "startswith(displayName,'" + prefix + "')"))
                                .expect(200)
                                .text())
                .isEqualTo("5");
        for (String id : made) {
            graph.call("grace", "DELETE", "groups/" + id, null).expect(204);
        }
    }

    /** What Azure CLI asks before it assigns a role to somebody it was given by name. */
    @Test
    void azureCliFindsWhomItWasGiven() throws Exception {
        String owner = PLATFORM.azure().token("owner", GraphClient.GRAPH);
        String upn = PLATFORM.platform().credentials().users().get("nora").userPrincipalName();
        String sp1 =
                PLATFORM.platform().credentials().servicePrincipals().get("sp1").applicationId();

        assertThat(
                        ids(
                                graph.send(
                                        owner,
                                        "GET",
                                        find("users", "userPrincipalName eq '" + upn + "'"),
                                        null)))
                .hasSize(1);
        assertThat(
                        ids(
                                graph.send(
                                        owner,
                                        "GET",
                                        find(
                                                "servicePrincipals",
                                                "servicePrincipalNames/any(c:c eq '" + sp1 + "')"),
                                        null)))
                .hasSize(1);
        assertThat(
                        ids(
                                graph.send(
                                        owner,
                                        "POST",
                                        "directoryObjects/getByIds",
                                        Map.of(
                                                "ids",
                                                List.of(graces, GraphClient.MAJA),
                                                "types",
                                                List.of(
                                                        "user",
                                                        "group",
                                                        "servicePrincipal",
                                                        "directoryObjectPartnerReference")))))
                .containsExactlyInAnyOrder(graces, GraphClient.MAJA);
    }

    @Test
    void whoeverIsOfAnotherDirectoryGetsNoRole() throws Exception {
        String tenant = "10000000-0000-4000-8000-0000000000b2";
        String bob = "30000000-0000-4000-8000-0000000000b2";
        graph.seed(
                Map.of(
                        "tenants",
                        List.of(
                                Map.of(
                                        "tenantId",
                                        tenant,
                                        "displayName",
                                        "Elsewhere",
                                        "domains",
                                        List.of("elsewhere.example"))),
                        "users",
                        List.of(
                                Map.of(
                                        "tenantId",
                                        tenant,
                                        "objectId",
                                        bob,
                                        "userPrincipalName",
                                        "bob@elsewhere.example",
                                        "displayName",
                                        "Bob",
                                        "password",
                                        "For-tests-0nly!"))));
        Azure azure = PLATFORM.azure();

        FlowClient.Answer answer =
                PLATFORM.flowClient()
                        .json(
                                "PUT",
                                azure.arm(
                                        PLATFORM.subscription()
                                                + "/providers/Microsoft.Authorization/roleAssignments/"
                                                + UUID.randomUUID()),
                                azure.armToken("olivia"),
                                assignment(bob, "User"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("PrincipalNotFound");
        graph.call("grace", "GET", "users/" + bob, null).expect(404);
    }

    static Map<String, Object> assignment(String principalId, String type) {
        return Map.of(
                "properties",
                Map.of(
                        "roleDefinitionId",
                        PLATFORM.subscription()
                                + "/providers/Microsoft.Authorization/roleDefinitions/"
                                + GraphClient.READER_ROLE,
                        "principalId",
                        principalId,
                        "principalType",
                        type));
    }

    private static String find(String collection, String filter) {
        return collection + "?$filter=" + GraphClient.query(filter);
    }
}
