package io.mltwin.compute.computeinstances;

import static io.mltwin.compute.computeinstances.InstanceWorkspace.INNER;
import static io.mltwin.compute.computeinstances.InstanceWorkspace.MOUNT;
import static io.mltwin.compute.computeinstances.InstanceWorkspace.newName;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** ENC-04: what takes the file share away from a compute instance, and what brings it back. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class InstanceMountResourceTest {

    @FromPlatform
    TestPlatform platform;

    private final String name = newName();
    private InstanceWorkspace workspace;

    @BeforeEach
    void aWorkspace() {
        workspace = new InstanceWorkspace(platform);
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
        ACCOUNT_KEYS_FORBIDDEN("KeyBasedAuthenticationNotPermitted") {
            @Override
            void to(InstanceWorkspace workspace) {
                workspace.share().refuseWith("403 KeyBasedAuthenticationNotPermitted");
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
        workspace.show(name).body(MOUNT + "mountState", equalTo("Mounted"));

        // When
        workspace.post(name, "restart").statusCode(202);
        String shown = workspace
                .show(name)
                .body(INNER + "state", equalTo("Running"))
                .body(MOUNT + "mountState", equalTo("MountFailed"))
                .body(MOUNT + "error", containsString(damage.code))
                .body(MOUNT + "mountedOn", nullValue())
                .body(MOUNT + "source", containsString(workspace.account()))
                .extract()
                .asString();
        assertThat(shown).doesNotContain(workspace.firstKey(), "sig=");
        workspace.post(name, "stop").statusCode(202);
        workspace.show(name).body(MOUNT + "mountState", equalTo("Unmounted")).body(MOUNT + "error", nullValue());
        workspace.post(name, "start").statusCode(202);
        workspace.show(name).body(MOUNT + "mountState", equalTo("MountFailed"));

        // Then
        damage.repair(workspace);
        workspace.post(name, "restart").statusCode(202);
        workspace
                .show(name)
                .body(MOUNT + "mountState", equalTo("Mounted"))
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
