package io.mltwin.compute.computeinstances;

import static io.mltwin.compute.computeinstances.InstanceWorkspace.newName;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the identity of a compute is registered with identity, and when it ends. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class InstanceIdentityResourceTest {

    private static final String IDENTITIES = "/_internal/managed-identities";

    @FromPlatform
    TestPlatform platform;

    private final String name = newName();
    private InstanceWorkspace workspace;

    @BeforeEach
    void aWorkspace() {
        workspace = new InstanceWorkspace(platform);
        platform.calls().answer("identity", "DELETE", IDENTITIES, PeerAnswer.status(204));
    }

    private ValidatableResponse put(String identity, String size) {
        return workspace.send(
                "PUT",
                "/" + name,
                "{'identity':{'type':'%s'},'properties':{'computeType':'ComputeInstance','properties':{'vmSize':'%s'}}}"
                        .formatted(identity, size));
    }

    /** Calls about this compute's identity. */
    private List<PeerRequest> ended() {
        return platform.calls().received("identity", "DELETE", IDENTITIES).stream()
                .filter(request -> request.query("resourceId").endsWith("/" + name))
                .toList();
    }

    private long registered() {
        return platform.calls().received("identity", "POST", IDENTITIES).stream()
                .filter(request -> request.text().contains("/" + name))
                .count();
    }

    @Test
    void anIdentityEndsWhenItIsTakenOffAndNotWhenThatIsRefused() {
        // Given
        put("SystemAssigned", "STANDARD_DS3_V2").statusCode(201).body("identity.principalId", notNullValue());
        put("SystemAssigned", "STANDARD_DS3_V2").statusCode(200);
        assertThat(registered()).isEqualTo(1);
        put("None", "STANDARD_DS12_V2").statusCode(400);
        assertThat(ended()).as("a refused change takes nothing off").isEmpty();

        // When
        ValidatableResponse changed = put("None", "STANDARD_DS3_V2");

        // Then
        changed.statusCode(200).body("identity", nullValue());
        assertThat(ended()).hasSize(1);
        workspace.send("GET", "/" + name, null).statusCode(200).body("identity", nullValue());
    }

    @Test
    void anIdentityEndsWithItsComputeAndAgainAfterAFailure() {
        // Given
        put("SystemAssigned", "STANDARD_DS3_V2").statusCode(201);
        platform.calls().answer("identity", "DELETE", IDENTITIES, PeerAnswer.error(503, "Unavailable", "away"));
        String deletion = "/" + name + "?underlyingResourceAction=Delete";
        workspace.send("DELETE", deletion, null).statusCode(503);
        workspace.send("GET", "/" + name, null).statusCode(200).body("identity.type", equalTo("SystemAssigned"));
        platform.calls().answer("identity", "DELETE", IDENTITIES, PeerAnswer.status(204));

        // When
        ValidatableResponse deleted = workspace.send("DELETE", deletion, null);

        // Then
        deleted.statusCode(202);
        assertThat(ended()).hasSize(2);
        workspace.send("GET", "/" + name, null).statusCode(404);
        workspace.send("DELETE", deletion, null).statusCode(204);
    }

    @Test
    void aComputeThatItsRowRefusesGetsNoIdentity() {
        // Given
        put("None", "STANDARD_DS3_V2").statusCode(201);

        // When
        ValidatableResponse refused = put("SystemAssigned", "STANDARD_DS12_V2");

        // Then
        refused.statusCode(400);
        assertThat(registered()).isZero();
    }
}
