package io.mltwin.compute.computetargets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.compute.PlayedWorkspace;
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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Computes that stand for a virtual machine or a cluster of AKS, which must be there first. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class AttachedResourcesResourceTest {

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    private final String subscription = UUID.randomUUID().toString();
    private final String group = "/subscriptions/" + subscription + "/resourceGroups/g";
    private final Set<String> indexed = ConcurrentHashMap.newKeySet();
    private PlayedWorkspace workspace;

    @BeforeEach
    void aWorkspace() {
        workspace = new PlayedWorkspace(calls, issuer, service, subscription, false);
        calls.answer("workspace", "GET", "/_internal/index", this::index);
    }

    private PeerAnswer index(PeerRequest request) {
        return indexed.contains(request.query("id"))
                ? PeerAnswer.json(200, "{}")
                : PeerAnswer.error(404, "ResourceNotFound", "none");
    }

    private void allow(String action) {
        decisions.allow(workspace.owner(), action, group);
    }

    private ValidatableResponse attach(String type, String resource) {
        return workspace.send(
                "PUT",
                "/computes/one",
                "{'location':'eastus','properties':{'computeType':'%s','resourceId':'%s'}}".formatted(type, resource));
    }

    private ValidatableResponse delete(String action) {
        return workspace.send("DELETE", "/computes/one?underlyingResourceAction=" + action, null);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"VirtualMachine, Microsoft.Compute/virtualMachines", "AKS, Microsoft.ContainerService/managedClusters"})
    void onlyWhatExistsAndIsOfTheTypeIsAttached(String type, String resourceType) {
        // Given
        allow("*");
        String resource = group + "/providers/" + resourceType + "/one";
        attach(type, resource).statusCode(404).body("error.code", equalTo("ResourceNotFound"));
        workspace.send("GET", "/computes/one", null).statusCode(404);
        attach(type, workspace.id()).statusCode(400).body("error.code", equalTo("InvalidRequestContent"));

        // When
        indexed.add(resource);
        attach(type, resource).statusCode(201);

        // Then
        workspace
                .send("GET", "/computes/one", null)
                .statusCode(200)
                .body("properties.resourceId", equalTo(resource))
                .body("properties.isAttachedCompute", equalTo(true));
        delete("Detach").statusCode(202);
        workspace.send("GET", "/computes/one", null).statusCode(404);
        assertThat(calls.received("workspace", "DELETE", resource))
                .as("what is detached stays")
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource({
        "VirtualMachine, Microsoft.Compute/virtualMachines, read",
        "AKS, Microsoft.ContainerService/managedClusters, read",
        "AKS, Microsoft.ContainerService/managedClusters, listClusterAdminCredential/action"
    })
    void whoMayNotUseItMayNotAttachIt(String type, String resourceType, String missing) {
        // Given
        String resource = group + "/providers/" + resourceType + "/one";
        indexed.add(resource);
        if (!missing.equals("read")) {
            allow(resourceType + "/read");
        }

        // When, Then
        attach(type, resource)
                .statusCode(403)
                .body("error.code", equalTo("LinkedAuthorizationFailed"))
                .body("error.message", containsString(resourceType + "/" + missing))
                .body("error.message", containsString(resource));
        workspace.send("GET", "/computes/one", null).statusCode(404);
        allow(resourceType + "/read");
        allow(resourceType + "/listClusterAdminCredential/action");
        attach(type, resource).statusCode(201);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"VirtualMachine, Microsoft.Compute/virtualMachines", "AKS, Microsoft.ContainerService/managedClusters"})
    void onlyWhoMayDeleteItDeletesItWithItsCompute(String type, String resourceType) {
        // Given
        String resource = group + "/providers/" + resourceType + "/one";
        indexed.add(resource);
        allow(resourceType + "/read");
        allow(resourceType + "/listClusterAdminCredential/action");
        attach(type, resource).statusCode(201);
        calls.answer("workspace", "DELETE", resource, PeerAnswer.status(204));

        // When, Then
        delete("Delete")
                .statusCode(403)
                .body("error.code", equalTo("LinkedAuthorizationFailed"))
                .body("error.message", containsString(resourceType + "/delete"))
                .body("error.message", containsString(resource));
        workspace.send("GET", "/computes/one", null).statusCode(200);
        assertThat(calls.received("workspace", "DELETE", resource)).isEmpty();
        allow(resourceType + "/delete");
        delete("Delete").statusCode(202);
        assertThat(calls.received("workspace", "DELETE", resource)).hasSize(1);
    }
}
