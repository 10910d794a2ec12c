package io.mltwin.identity.directory.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.Answer;
import io.mltwin.identity.directory.graph.GraphUnderTest.Application;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of Microsoft Graph: pages, counts, filters, and objects by their ids. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class GraphListsResourceTest {

    @FromPlatform
    TestPlatform platform;

    private GraphUnderTest graph;

    @BeforeEach
    void aTenant() {
        graph = new GraphUnderTest(platform);
    }

    @Test
    void pagesTellEverythingOnce() {
        String prefix = "page-" + UUID.randomUUID();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(graph.makeGroup(prefix + "-" + i));
        }
        String token = graph.token("maja");
        String wanted = "startswith(displayName,'" + prefix + "')";
        String list = GraphUnderTest.filter("groups", wanted) + "&$top=2&$count=true";

        List<String> seen = new ArrayList<>();
        Answer answer = graph.eventually(token, list).expect(200);
        assertThat(answer.json().path("@odata.count").asInt()).isEqualTo(5);
        String next = null;
        do {
            seen.addAll(answer.ids());
            next = answer.json().path("@odata.nextLink").asText(null);
            if (next != null) {
                answer = graph.follow(token, next).expect(200);
            }
        } while (next != null);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(made);

        assertThat(graph.send(token, "GET", list + "&$skiptoken=nonsense", null).code())
                .isEqualTo("Directory_ExpiredPageToken");
        assertThat(graph.eventually(token, GraphUnderTest.filter("groups/$count", wanted))
                        .expect(200)
                        .text())
                .isEqualTo("5");
    }

    /** What Azure CLI asks before it assigns a role to somebody it was given by name. */
    @Test
    void azureCliFindsWhomItWasGiven() {
        String owner = graph.token(graph.application("Directory.Read.All", "Application.ReadWrite.OwnedBy"));
        String upn = graph.user("nora").name();
        Application sp1 = graph.application();
        String group = graph.makeGroup("graces");

        assertThat(found(owner, "users", "userPrincipalName eq '" + upn + "'")).containsExactly(graph.objectId("nora"));
        assertThat(found(owner, "servicePrincipals", "servicePrincipalNames/any(c:c eq '" + sp1.applicationId() + "')"))
                .containsExactly(sp1.objectId());
        assertThat(graph.send(
                                owner,
                                "POST",
                                "directoryObjects/getByIds",
                                Map.of(
                                        "ids",
                                        List.of(group, graph.objectId("maja")),
                                        "types",
                                        List.of(
                                                "user",
                                                "group",
                                                "servicePrincipal",
                                                "directoryObjectPartnerReference")))
                        .ids())
                .containsExactlyInAnyOrder(group, graph.objectId("maja"));
    }

    private List<String> found(String token, String collection, String filter) {
        return graph.send(token, "GET", GraphUnderTest.filter(collection, filter), null)
                .ids();
    }
}
