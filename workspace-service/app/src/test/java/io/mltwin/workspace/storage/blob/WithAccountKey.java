package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.BlobStorageException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.testkit.TestVault;
import io.mltwin.workspace.storage.accounts.StorageAccountBody;
import io.mltwin.workspace.storage.accounts.StorageAccountRequest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;

/** A storage account whose identity may use a key of a vault that the test plays. */
abstract class WithAccountKey extends WithBlobAccount {

    static final String REFUSED = "KeyVaultEncryptionKeyNotFound";
    static final byte[] SMALL = random(1000);
    static final byte[] LARGE = random(200_000);

    @Inject
    ObjectMapper json;

    TestVault vault;
    String principal;

    @BeforeEach
    void playAVault() {
        vault = TestVault.play(platform, "cmk", "k-" + name);
        principal = change("'identity':{'type':'SystemAssigned'}").identity().principalId();
        vault.letIn(principal);
    }

    /** Changes the account; single quotes are double ones. */
    StorageAccountBody change(String members) {
        try {
            return patch(json.readValue(("{" + members + "}").replace('\'', '"'), StorageAccountRequest.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The part of an account that takes the vault's key; an empty version follows the newest. */
    String encryption(String version) {
        return "'properties':{'encryption':{'keySource':'Microsoft.Keyvault','keyvaultproperties':{'keyname':'k-"
                + name
                + "','keyversion':'"
                + version
                + "','keyvaulturi':'"
                + vault.uri()
                + "'}}}";
    }

    /** Returns the address of the key's version that wraps the account's data key. */
    String versionInForce() {
        return shown().properties().encryption().keyVaultProperties().currentVersionedKeyIdentifier();
    }

    BlobClient blob(String blob) {
        return container().getBlobClient(blob);
    }

    void write(String blob, byte[] content) {
        blob(blob).upload(new ByteArrayInputStream(content), content.length, true);
    }

    byte[] read(String blob) {
        return blob(blob).downloadContent().toBytes();
    }

    static void assertForbidden(ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOfSatisfying(BlobStorageException.class, e -> {
            assertThat(e.getStatusCode()).isEqualTo(403);
            assertThat(String.valueOf(e.getErrorCode())).isEqualTo(REFUSED);
        });
    }
}
