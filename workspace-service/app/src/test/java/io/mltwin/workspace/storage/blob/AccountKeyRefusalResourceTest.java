package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused while a customer-managed key cannot be used, and which key no account gets. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class AccountKeyRefusalResourceTest extends WithAccountKey {

    @ParameterizedTest
    @ValueSource(strings = {"disabled", "no access"})
    void aKeyThatIsTakenAwayRefusesWhatAzureRefusesAndOnlyThat(String how) {
        write("b", SMALL);
        write("c", LARGE);
        blob("b").setMetadata(Map.of("m", "1"));
        change(encryption(""));

        if (how.equals("disabled")) {
            vault.enable(false);
        } else {
            vault.shutOut(principal);
        }
        for (ThrowingCallable refused : needingTheKey()) {
            assertForbidden(refused);
        }
        assertThat(container().listBlobs()).hasSize(2);
        assertThat(withKey().listBlobContainers()).hasSize(1);
        assertThat(blob("b").getBlockBlobClient().listBlocks(BlockListType.ALL)).isNotNull();
        assertThat(accounts.listKeys(account).keys()).hasSize(2);
        anotherAccountGoesOn();

        vault.enable(true);
        vault.letIn(principal);
        assertThat(read("b")).isEqualTo(SMALL);
        assertThat(read("c")).isEqualTo(LARGE);
        assertThat(blob("b").getProperties().getMetadata()).containsEntry("m", "1");
    }

    private List<ThrowingCallable> needingTheKey() {
        BlobClient blob = blob("b");
        return List.of(
                () -> read("b"),
                () -> read("c"),
                () -> write("b", LARGE),
                () -> write("new", SMALL),
                blob::getProperties,
                () -> blob.setMetadata(Map.of("m", "2")),
                () -> blob.setHttpHeaders(new BlobHttpHeaders().setContentType("text/plain")),
                () -> blob.getBlockBlobClient().stageBlock("MQ==", BinaryData.fromString("a block")),
                () -> container().listBlobs(withMetadata(), null).stream().count());
    }

    private static ListBlobsOptions withMetadata() {
        return new ListBlobsOptions().setDetails(new BlobListDetails().setRetrieveMetadata(true));
    }

    private void anotherAccountGoesOn() {
        String thisName = name;
        ArmResourceId thisAccount = account;
        createAnAccountWithAContainer();
        write("elsewhere", SMALL);
        assertThat(read("elsewhere")).isEqualTo(SMALL);
        name = thisName;
        account = thisAccount;
    }

    @Test
    void aVaultThatIsAwayIsARefusal() {
        write("b", SMALL);
        change(encryption(""));
        platform.stopPeer("keyvault");
        try {
            assertForbidden(() -> read("b"));
        } finally {
            platform.startPeer("keyvault");
        }
        assertThat(read("b")).isEqualTo(SMALL);
    }

    @Test
    void aRevokedKeyIsNotLeftByItsLastRefuge() {
        write("b", SMALL);
        change(encryption(""));
        vault.enable(false);

        assertRefused(400, REFUSED, "'properties':{'encryption':{'keySource':'Microsoft.Storage'}}");
        assertForbidden(() -> read("b"));
        vault.enable(true);
        assertThat(read("b")).isEqualTo(SMALL);
    }

    private void assertRefused(int status, String code, String members) {
        assertThatThrownBy(() -> change(members)).isInstanceOfSatisfying(AzureException.class, fault -> {
            assertThat(fault.code()).isEqualTo(code);
            assertThat(fault.status()).isEqualTo(status);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "no access, KeyVaultAuthenticationFailure",
        "no purge protection, KeyVaultPolicyError",
        "disabled, InvalidValuesForRequestParameters",
        "no such version, KeyVaultEncryptionKeyNotFound",
        "no such vault, KeyVaultVaultNotFound",
        "no vault at all, InvalidValuesForRequestParameters",
        "no such identity, InvalidValuesForRequestParameters",
        "identity taken away, InvalidValuesForRequestParameters"
    })
    void aKeyThatCannotServeIsRefusedAndNothingChanges(String what, String code) {
        write("b", SMALL);
        String members = encryption("");
        switch (what) {
            case "no access" -> vault.shutOut(principal);
            case "no purge protection" -> vault.recoveryLevel("Recoverable+Purgeable");
            case "disabled" -> vault.enable(false);
            case "no such version" -> members = encryption("0123456789abcdef0123456789abcdef");
            case "no such vault" -> members = members.replace("//cmk.", "//gone.");
            case "no vault at all" -> members = members.replace(vault.uri(), "https://example.com/");
            case "no such identity" ->
                members = members.replace(
                        "'keySource'", "'identity':{'userAssignedIdentity':'" + account + "x'},'keySource'");
            default -> members = "'identity':{'type':'None'}," + members;
        }
        assertRefused(400, code, members);
        assertThat(shown().properties().encryption().keySource()).isEqualTo("Microsoft.Storage");
        assertThat(read("b")).isEqualTo(SMALL);
    }
}
