package io.mltwin.compute.aksclusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.AssertedArm;
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
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TLS-03: {@code sslConfiguration} of AKS targets, which scoring-service plays. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class AksCertificateResourceTest {

    private static final String OWN =
            "'status':'Enabled','cname':'aks.contoso.com','cert':'the-certificate','key':'the-key'";
    private static final String LEAF = "contoso1a2b3c.eastus.cloudapp.mltwin.localhost";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    private final String principal = UUID.randomUUID().toString();
    private final String id = "/subscriptions/"
            + UUID.randomUUID()
            + "/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w";
    private final List<PeerRequest> asked = new CopyOnWriteArrayList<>();
    private AssertedArm arm;

    @BeforeEach
    void aWorkspace() {
        arm = new AssertedArm(service, issuer, principal);
        decisions.allowAll(principal);
        calls.answer("workspace", "GET", "/_internal/workspaces", PeerAnswer.json(200, """
                        {"id":"%s","workspaceId":"%s","name":"w","location":"eastus","tenantId":"%s","subscriptionId":"s",
                         "resourceGroup":"g","storageAccountName":"account","identityClientId":"c","supportApplicationId":"support"}
                        """.formatted(
                        id, UUID.randomUUID(), TestIssuer.TENANT)));
        calls.answer("workspace", "GET", "/_internal/index", PeerAnswer.json(200, "{}"));
        calls.answer("scoring", "PUT", "/_internal/cluster-certificates", this::name);
        calls.answer("scoring", "DELETE", "/_internal/cluster-certificates", request -> {
            asked.add(request);
            return PeerAnswer.status(204);
        });
    }

    private PeerAnswer name(PeerRequest request) {
        asked.add(request);
        if (request.json().path("privateKey").asText().equals("a wrong key")) {
            return PeerAnswer.error(400, "BadRequest", "The key is not that of the certificate.");
        }
        String cname = request.json().path("cname").asText(null);
        return PeerAnswer.json(200, Map.of("cname", cname == null ? LEAF : cname));
    }

    private ValidatableResponse put(String ssl) {
        return arm.send(
                "PUT",
                id + "/computes/aks",
                "{'location':'eastus','properties':{'computeType':'AKS','properties':{'agentCount':3%s}}}"
                        .formatted(ssl == null ? "" : ",'sslConfiguration':{" + ssl + "}"));
    }

    @Test
    void theNameIsShownAndTheKeyIsNot() {
        // When
        put(OWN).statusCode(201)
                .body("properties.properties.sslConfiguration.status", equalTo("Enabled"))
                .body("properties.properties.sslConfiguration.cname", equalTo("aks.contoso.com"))
                .body("properties.properties.sslConfiguration.key", nullValue())
                .body(not(containsString("the-key")));

        // Then
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).json().path("computeId").asText()).isEqualTo(id + "/computes/aks");
        assertThat(asked.get(0).json().path("certificate").asText()).isEqualTo("the-certificate");
        assertThat(asked.get(0).json().path("privateKey").asText()).isEqualTo("the-key");
        arm.send("GET", id + "/computes/aks", null)
                .statusCode(200)
                .body("properties.properties.sslConfiguration.cname", equalTo("aks.contoso.com"))
                .body(not(containsString("the-")));
    }

    @Test
    void aLabelBecomesTheNameThatItGot() {
        put("'status':'Auto','leafDomainLabel':'contoso'")
                .statusCode(201)
                .body("properties.properties.sslConfiguration.cname", equalTo(LEAF))
                .body("properties.properties.sslConfiguration.leafDomainLabel", equalTo("contoso"));
        // what was shown may come back
        put("'status':'Auto','leafDomainLabel':'contoso','cname':'" + LEAF + "'")
                .statusCode(200);
        assertThat(asked.get(1).json().hasNonNull("cname")).isFalse();
    }

    @Test
    void withoutItsConfigurationOrWithTheTargetTheNameEnds() {
        // Given
        put(null).statusCode(201);
        assertThat(asked).isEmpty();
        put(OWN).statusCode(200);

        // When, Then
        put(null).statusCode(200).body("properties.properties.sslConfiguration", nullValue());
        assertThat(asked.get(1).query("compute")).isEqualTo(id + "/computes/aks");
        put(OWN).statusCode(200);
        arm.send("DELETE", id + "/computes/aks?underlyingResourceAction=Detach", null)
                .statusCode(202);
        assertThat(asked).hasSize(4);
        assertThat(asked.get(3).query("compute")).isEqualTo(id + "/computes/aks");
    }

    @Test
    void refusedRequestLeavesNoTarget() {
        put(OWN.replace("the-key", "a wrong key"))
                .statusCode(400)
                .body("error.message", containsString("not that of the certificate"));
        put("'status':'Enabled','cert':'c','key':'k'")
                .statusCode(400)
                .body("error.message", containsString("cname is required"));
        arm.send("GET", id + "/computes/aks", null).statusCode(404);
        assertThat(asked).hasSize(1);
    }
}
