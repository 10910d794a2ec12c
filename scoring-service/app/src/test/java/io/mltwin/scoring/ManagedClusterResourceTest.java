package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.resourceprovider.ProviderResource;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Managed clusters behind Azure Resource Manager, and their identities. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ManagedClusterResourceTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String USES = "/_internal/disk-encryption-sets/uses";
    private static final String TYPE = WorkspacePeers.GROUP + "/providers/Microsoft.ContainerService/managedClusters";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    private ScoringRequests requests;
    private String cluster;

    @BeforeEach
    void aNewName() {
        requests = new ScoringRequests(service, issuer, new WorkspacePeers("unused", "unused"));
        cluster = TYPE + "/cluster" + NAMES.incrementAndGet();
    }

    private static String body(String identity) {
        return """
                {"location": "East US", "identity": {"type": "%s"}, "properties": {
                  "dnsPrefix": "scoring",
                  "agentPoolProfiles": [{"name": "pool1", "vmSize": "Standard_D3_v2"}],
                  "servicePrincipalProfile": {"clientId": "c1", "secret": "Not-kept-1"}}}
                """.formatted(identity);
    }

    private ValidatableResponse put(String identity) {
        return requests.arm("PUT", cluster, body(identity));
    }

    private List<String> endedIdentities() {
        return calls.received("identity", "DELETE", "/_internal/managed-identities").stream()
                .map((PeerRequest request) -> request.query("resourceId"))
                .toList();
    }

    @Test
    void itIsMadeShownTaggedAndDeleted() {
        put("None")
                .statusCode(201)
                .header(ProviderResource.OPERATION_HEADER, notNullValue())
                .body("identity", nullValue())
                .body("location", equalTo("eastus"));
        Map<String, Object> properties = requests.arm("GET", cluster, null)
                .statusCode(200)
                .body("id", equalTo(cluster))
                .body("type", equalTo("Microsoft.ContainerService/managedClusters"))
                .body("properties.provisioningState", equalTo("Succeeded"))
                .body(not(containsString("fqdn")))
                .extract()
                .path("properties");
        put("None").statusCode(200);
        requests.arm("GET", cluster, null).body("properties", equalTo(properties));
        requests.arm("PATCH", cluster, "{\"tags\":{\"a\":\"b\"}}")
                .statusCode(200)
                .body("tags.a", equalTo("b"));
        for (String list : List.of(TYPE, TYPE.replaceFirst("/resourceGroups/[^/]+", ""))) {
            requests.arm("GET", list, null).statusCode(200).body("value.id", hasItem(cluster));
        }
        requests.arm("DELETE", cluster, null).statusCode(202).header(ProviderResource.OPERATION_HEADER, notNullValue());
        requests.arm("DELETE", cluster, null).statusCode(204);
        requests.arm("GET", cluster, null).statusCode(404);
        assertThat(endedIdentities()).doesNotContain(cluster);
    }

    @Test
    void itsIdentityComesAndGoesWithWhatIsAskedFor() {
        // Given
        String principal = put("SystemAssigned").statusCode(201).extract().path("identity.principalId");

        // When, Then
        put("SystemAssigned").statusCode(200).body("identity.principalId", equalTo(principal));
        put("None").statusCode(200).body("identity", nullValue());
        assertThat(endedIdentities()).containsOnlyOnce(cluster);
        put("SystemAssigned").statusCode(200).body("identity.principalId", equalTo(principal));
        requests.arm("DELETE", cluster, null).statusCode(202);
        assertThat(endedIdentities()).filteredOn(cluster::equals).hasSize(2);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "POST, /listClusterAdminCredential, 501, NotImplemented",
        "GET, /agentPools, 501, NotImplemented",
        "PUT, /agentPools/pool1, 501, NotImplemented",
        "GET, '', 404, ResourceNotFound",
        "PATCH, '', 404, ResourceNotFound"
    })
    void whatIsNotThereIsSaid(String method, String below, int status, String code) {
        requests.arm(method, cluster + below, method.equals("GET") ? null : "{}")
                .statusCode(status)
                .body("error.code", equalTo(code));
    }

    private String encrypted(String set) {
        return body("None")
                .replace(
                        "\"dnsPrefix\"",
                        "\"diskEncryptionSetID\": \""
                                + WorkspacePeers.GROUP
                                + "/providers/"
                                + set
                                + "\", \"dnsPrefix\"");
    }

    @Test
    void itsNodesDisksAreEncryptedByTheSetThatItNames() {
        // Given
        String set = "Microsoft.Compute/diskEncryptionSets/des1";
        decisions.allowAll("50000000-0000-4000-8000-000000000009");
        calls.answer("compute", "POST", USES, PeerAnswer.status(204));
        calls.answer("compute", "DELETE", USES, PeerAnswer.status(204));
        put("None").statusCode(201);

        // When
        requests.arm("PUT", cluster, encrypted(set)).statusCode(200);

        // Then
        requests.arm("GET", cluster, null)
                .body("properties.diskEncryptionSetID", equalTo(WorkspacePeers.GROUP + "/providers/" + set));
        assertThat(calls.received("compute", "POST", USES))
                .filteredOn(use -> use.json().path("cluster").asText().equals(cluster))
                .singleElement()
                .satisfies(use -> assertThat(use.json().path("disks").findValuesAsText("os"))
                        .containsExactlyInAnyOrder("true", "false"));
        put("None").statusCode(409).body("error.code", equalTo("PropertyChangeNotAllowed"));
        requests.arm("PUT", cluster, encrypted("Microsoft.Compute/diskEncryptionSets/des2"))
                .statusCode(409);
        requests.arm("DELETE", cluster, null).statusCode(202);
        assertThat(calls.received("compute", "DELETE", USES)).anyMatch(end -> cluster.equals(end.query("cluster")));
    }

    @ParameterizedTest
    @CsvSource({
        "Microsoft.Compute/disks/d, 204, true, 400, InvalidParameter",
        "Microsoft.Compute/diskEncryptionSets/des1, 204, false, 403, LinkedAuthorizationFailed",
        "Microsoft.Compute/diskEncryptionSets/des1, 404, true, 404, ResourceNotFound",
        "Microsoft.Compute/diskEncryptionSets/des1, 400, true, 400, KeyVaultAccessForbidden"
    })
    void aSetThatCannotServeLeavesNoCluster(String set, int answer, boolean allowed, int status, String code) {
        // Given
        String principal = "50000000-0000-4000-8000-000000000009";
        if (allowed) {
            decisions.allowAll(principal);
        } else {
            decisions.revoke(principal);
        }
        calls.answer(
                "compute",
                "POST",
                USES,
                answer == 204 ? PeerAnswer.status(204) : PeerAnswer.error(answer, code, "refused"));

        // When, Then
        requests.arm("PUT", cluster, encrypted(set)).statusCode(status).body("error.code", equalTo(code));
        requests.arm("GET", cluster, null).statusCode(404);
    }

    @Test
    void valuesSetAtCreationStayAndARefusalChangesNothing() {
        // Given
        put("None").statusCode(201);

        // When, Then
        requests.arm("PUT", cluster, body("SystemAssigned").replace("East US", "westus"))
                .statusCode(409)
                .body("error.code", equalTo("InvalidResourceLocation"));
        requests.arm("PUT", cluster, body("SystemAssigned").replace("\"scoring\"", "\"other\""))
                .statusCode(409)
                .body("error.code", equalTo("PropertyChangeNotAllowed"));
        requests.arm("GET", cluster, null).statusCode(200).body("identity", nullValue());
    }
}
