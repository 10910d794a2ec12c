package io.mltwin.compute.computeinstances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** ENC-04: what takes the file share away from a compute instance, and what brings it back. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class InstanceMountResourceTest {

    private static final String INNER = "properties.properties.";
    private static final String MOUNT = INNER + "dataMounts[0].";

    @FromPlatform TestIssuer issuer;
    @FromPlatform TestCalls calls;
    @FromPlatform ServiceUnderTest service;

    private final String name = "mount-x" + UUID.randomUUID().toString().substring(0, 8);
    private InstanceWorkspace workspace;

    @BeforeEach
    void aWorkspace() {
        workspace = new InstanceWorkspace(calls, issuer, service, "eastus", false);
    }

    private ValidatableResponse get() {
        return workspace.send("GET", "/" + name, null).statusCode(200);
    }

    private ValidatableResponse post(String operation) {
        return workspace.send("POST", "/" + name + "/" + operation, null);
    }

    /** What takes a share away. */
    enum Damage {
        KEY_REGENERATED("AuthenticationFailed") {
            @Override
            void to(InstanceWorkspace workspace) {
                workspace.share().regenerateKey(InstanceWorkspace.key());
            }

            @Override
            void repair(InstanceWorkspace workspace) {
                String newer = InstanceWorkspace.key();
                workspace.share().regenerateKey(newer);
                workspace.keeps(newer);
            }
        },
        FIREWALL("AuthorizationFailure") {
            @Override
            void to(InstanceWorkspace workspace) {
                workspace.share().refuseWith("403 AuthorizationFailure");
            }
        },
        CUSTOMER_KEY_REVOKED("KeyVaultEncryptionKeyNotFound") {
            @Override
            void to(InstanceWorkspace workspace) {
                workspace.share().refuseWith("403 KeyVaultEncryptionKeyNotFound");
            }
        },
        SHARE_DELETED("ShareNotFound") {
            @Override
            void to(InstanceWorkspace workspace) {
                workspace.share().delete();
            }
        },
        VAULT_CLOSED("KeyVaultError") {
            @Override
            void to(InstanceWorkspace workspace) {
                workspace.closeVault();
            }
        },
        SECRET_OVERWRITTEN("StorageConnectionInvalid") {
            @Override
            void to(InstanceWorkspace workspace) {
                workspace.keepsText("something else");
            }
        },
        KEY_IS_NONE("StorageConnectionInvalid") {
            @Override
            void to(InstanceWorkspace workspace) {
                workspace.keepsText("AccountKey=@@@");
            }
        };

        private final String code;

        Damage(String code) {
            this.code = code;
        }

        abstract void to(InstanceWorkspace workspace);

        void repair(InstanceWorkspace workspace) {
            workspace.share().refuseWith(null);
            workspace.share().restore();
            workspace.keeps(workspace.firstKey());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aShareThatCannotBeReachedIsNotMountedUntilARestartReachesIt(Damage damage) {
        // Given
        workspace.put(name, "").statusCode(201);
        damage.to(workspace);
        get().body(MOUNT + "mountState", equalTo("Mounted"));

        // When
        post("restart").statusCode(202);
        String shown =
                get().body(INNER + "state", equalTo("Running"))
                        .body(MOUNT + "mountState", equalTo("MountFailed"))
                        .body(MOUNT + "error", containsString(damage.code))
                        .body(MOUNT + "mountedOn", nullValue())
                        .body(MOUNT + "source", containsString(workspace.account()))
                        .extract()
                        .asString();
        assertThat(shown).doesNotContain(workspace.firstKey(), "sig=");
        post("stop").statusCode(202);
        get().body(MOUNT + "mountState", equalTo("Unmounted")).body(MOUNT + "error", nullValue());
        post("start").statusCode(202);
        get().body(MOUNT + "mountState", equalTo("MountFailed"));

        // Then
        damage.repair(workspace);
        post("restart").statusCode(202);
        get().body(MOUNT + "mountState", equalTo("Mounted"))
                .body(MOUNT + "error", nullValue())
                .body(MOUNT + "mountedOn", notNullValue());
    }

    @Test
    void oneThatIsMadeWhileTheShareIsAwayRunsWithoutIt() {
        workspace.share().refuseWith("403 AuthorizationFailure");

        workspace
                .put(name, "")
                .statusCode(201)
                .body(INNER + "state", equalTo("Running"))
                .body(MOUNT + "mountState", equalTo("MountFailed"))
                .body(MOUNT + "error", containsString("AuthorizationFailure"));
        assertThat(workspace.share().directories()).isEmpty();
    }
}
