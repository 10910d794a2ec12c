package io.mltwin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.util.BinaryData;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobStorageException;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Azure's own clients for Java work unmodified: sign-in, secrets through the vault's challenge,
 * blobs with the account's key.
 */
class AzureSdkTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    @Test
    void azureIdentitySignsIn() throws Exception {
        String token =
                AzureClients.credential(PLATFORM, "reader")
                        .getTokenSync(
                                new TokenRequestContext()
                                        .addScopes("https://management.azure.com/.default"))
                        .getToken();

        PLATFORM.flowClient()
                .get(PLATFORM.azure().arm(PLATFORM.fixture().workspaceId()), token)
                .expect(200);
    }

    @Test
    void secretsAreKeptInVersionsBehindTheAccessPolicy() throws Exception {
        String vault = vaultFor("owner", "sdkvault1");
        SecretClient owner = AzureClients.secrets(PLATFORM, vault, "owner");

        owner.setSecret("first", "one");
        String version = owner.setSecret("first", "two").getProperties().getVersion();

        assertThat(owner.getSecret("first").getValue()).isEqualTo("two");
        assertThat(owner.listPropertiesOfSecretVersions("first").stream()).hasSize(2);
        assertThat(owner.getSecret("first", version).getId())
                .startsWith(
                        PLATFORM.host(
                                vault + ".vault", io.mltwin.local.layout.PlatformService.KEYVAULT));
        assertThatThrownBy(
                        () ->
                                AzureClients.secrets(PLATFORM, vault, "contributor")
                                        .getSecret("first"))
                .isInstanceOfSatisfying(
                        HttpResponseException.class,
                        refused ->
                                assertThat(refused.getResponse().getStatusCode()).isEqualTo(403));
    }

    private static String vaultFor(String who, String name) throws Exception {
        OperatorCredentials.ServicePrincipal principal =
                PLATFORM.platform().credentials().servicePrincipals().get(who);
        Map<String, Object> policy =
                Map.of(
                        "tenantId",
                        principal.tenantId(),
                        "objectId",
                        principal.objectId(),
                        "permissions",
                        Map.of("secrets", List.of("get", "list", "set", "delete")));
        Map<String, Object> body =
                Map.of(
                        "location",
                        "eastus",
                        "properties",
                        Map.of(
                                "tenantId",
                                principal.tenantId(),
                                "sku",
                                Map.of("family", "A", "name", "standard"),
                                "accessPolicies",
                                List.of(policy)));
        Azure azure = PLATFORM.azure();
        FlowClient client = PLATFORM.flowClient();
        String token = azure.armToken("owner");
        azure.await(
                client,
                client.json(
                                "PUT",
                                azure.arm(
                                        PLATFORM.fixture().resourceGroupId()
                                                + "/providers/Microsoft.KeyVault/vaults/"
                                                + name),
                                token,
                                body)
                        .expect(200, 201),
                token);
        return name;
    }

    @Test
    void blobsComeBackWholeInRangesAndInBlocks() throws Exception {
        BlobContainerClient container =
                AzureClients.storage(PLATFORM, PLATFORM.flows())
                        .createBlobContainerIfNotExists("sdk-test");
        byte[] large = new byte[9 * 1024 * 1024 + 17];
        new Random(3).nextBytes(large);
        BlobClient blob = container.getBlobClient("folder/big ü.bin");

        blob.upload(BinaryData.fromString("small"), true);
        assertThat(blob.downloadContent()).hasToString("small");
        blob.getBlockBlobClient().upload(new ByteArrayInputStream(large), large.length, true);
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        blob.downloadStreamWithResponse(
                part, new BlobRange(5_000_000, 1000L), null, null, false, null, null);
        assertThat(part.toByteArray())
                .isEqualTo(java.util.Arrays.copyOfRange(large, 5_000_000, 5_001_000));
        assertThat(blob.downloadContent().toBytes()).isEqualTo(large);
        assertThat(
                        container.listBlobsByHierarchy("").stream()
                                .map(item -> item.getName() + item.isPrefix()))
                .contains("folder/true");

        assertThatThrownBy(() -> blob.upload(BinaryData.fromString("again"), false))
                .isInstanceOfSatisfying(
                        BlobStorageException.class,
                        refused -> assertThat(refused.getStatusCode()).isEqualTo(409));
        blob.delete();
        assertThat(blob.exists()).isFalse();
    }
}
