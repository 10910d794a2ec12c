package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.BlobItem;
import io.mltwin.resourceprovider.ResourceTypes;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestVault;
import io.mltwin.workspace.storage.accounts.StorageAccountRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions and snapshots under an encryption scope, and while a customer's key is disabled. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class VersionsUnderKeysResourceTest extends WithVersions {

    private static final String NO_KEY = "KeyVaultEncryptionKeyNotFound";

    @Inject
    ResourceTypes arm;

    private final Map<BlobClient, byte[]> states = new LinkedHashMap<>();
    private TestScopes scopes;

    @BeforeEach
    void makeScopes() {
        scopes = new TestScopes(arm, account);
        scopes.scope("one", null, null);
        scopes.scope("two", null, null);
    }

    private TestVault vault() throws Exception {
        String principal = patch(new com.fasterxml.jackson.databind.ObjectMapper()
                        .readValue("{\"identity\":{\"type\":\"SystemAssigned\"}}", StorageAccountRequest.class))
                .identity()
                .principalId();
        TestVault vault = TestVault.play(platform, "vuk", "k-" + name);
        vault.letIn(principal);
        return vault;
    }

    /** A previous version, one that a snapshot made, a snapshot and the blob, small and large. */
    private void write(String scope) {
        for (int length : new int[] {0, 1000, 200_000, 3_000_000}) {
            BlobClient bare = con.getBlobClient("b" + length);
            BlobClient client = scope == null ? bare : bare.getEncryptionScopeClient(scope);
            byte[] old = random(length);
            byte[] now = random(length + 1);
            states.put(bare.getVersionClient(put(client, old)), old);
            states.put(bare.getVersionClient(put(client, now)), now);
            states.put(bare.getSnapshotClient(client.createSnapshot().getSnapshotId()), now);
            states.put(bare, now);
        }
    }

    private void assertAllThere() {
        states.forEach((client, content) -> {
            assertThat(client.downloadContent().toBytes()).isEqualTo(content);
            assertThat(client.getProperties().getBlobSize()).isEqualTo(content.length);
        });
    }

    private void assertNoneThere(String code) {
        for (BlobClient client : states.keySet()) {
            for (ThrowingCallable read : List.<ThrowingCallable>of(client::downloadContent, client::getProperties)) {
                assertRefused(403, code, read);
            }
        }
    }

    @Test
    void versionsAndSnapshotsAreUnderTheScopeOfTheirBlob() {
        write("one");

        assertAllThere();
        states.keySet()
                .forEach(client ->
                        assertThat(client.getProperties().getEncryptionScope()).isEqualTo("one"));
        scopes.state("one", "Disabled");
        for (BlobClient client : states.keySet()) {
            assertRefused(403, "EncryptionScopeDisabled", client::downloadContent);
        }
        scopes.state("one", "Enabled");
        assertAllThere();
    }

    @Test
    void aVersionStaysUnderTheScopeItWasWrittenUnder() {
        String first = put(blob.getEncryptionScopeClient("one"), "one".getBytes());
        String second = put(blob.getEncryptionScopeClient("two"), "two".getBytes());
        String third = put("account");

        scopes.state("one", "Disabled");

        assertRefused(403, "EncryptionScopeDisabled", blob.getVersionClient(first)::downloadContent);
        assertThat(read(second)).isEqualTo("two");
        assertThat(read(third)).isEqualTo("account");
        blob.getVersionClient(first).delete();
        assertThat(versions()).extracting(BlobItem::getVersionId).containsExactly(second, third);
    }

    @Test
    void theScopesVaultKeyOpensThemAndNothingElse() throws Exception {
        TestVault vault = vault();
        scopes.scope("one", "Microsoft.KeyVault", vault.keyUri());
        write("one");
        BlobClient other = con.getBlobClient("other");
        String version = put(other.getEncryptionScopeClient("two"), "other".getBytes());
        put(other, "now".getBytes());

        vault.enable(false);
        assertNoneThere(NO_KEY);
        assertThat(other.getVersionClient(version).downloadContent()).hasToString("other");
        assertThat(other.downloadContent()).hasToString("now");
        // lists and what takes no key go on
        assertThat(versions()).hasSizeGreaterThan(states.size() / 2);
        vault.enable(true);
        vault.rotate();

        assertAllThere();
    }

    @Test
    void theAccountsVaultKeyOpensThemToo() throws Exception {
        TestVault vault = vault();
        patch("'encryption':{'keySource':'Microsoft.Keyvault','keyvaultproperties':{'keyname':'k-"
                + name
                + "','keyversion':'','keyvaulturi':'"
                + vault.uri()
                + "'}}");
        write(null);
        assertAllThere();

        vault.enable(false);
        assertNoneThere(NO_KEY);
        assertRefused(403, NO_KEY, () -> con.getBlobClient("b1000").createSnapshot());
        assertRefused(403, NO_KEY, () -> put(con.getBlobClient("b1000"), new byte[1]));
        int listed = versions().size();
        vault.enable(true);

        assertThat(versions()).hasSize(listed);
        assertAllThere();
    }
}
