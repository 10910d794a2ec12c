package io.mltwin.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.mltwin.e2e.fixtures.OwnStorageAccount;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.UUID;

/**
 * A storage account whose blobs the owner may read and write by Azure AD too, and Azure's clients
 * for it under its host name.
 */
public final class SdkAccount {
    private static final String DATA_OWNER = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b";

    private final TestPlatform platform;
    private final String name;
    private final HttpPipelinePolicy policy;
    private String key;

    private SdkAccount(TestPlatform platform, String name, HttpPipelinePolicy policy) {
        this.platform = platform;
        this.name = name;
        this.policy = policy;
    }

    public static SdkAccount create(TestPlatform platform, String name, HttpPipelinePolicy policy)
            throws IOException, InterruptedException {
        SdkAccount account = new SdkAccount(platform, name, policy);
        account.make();
        return account;
    }

    private void make() throws IOException, InterruptedException {
        Azure azure = platform.azure();
        String owner = azure.armToken("owner");
        key = OwnStorageAccount.make(platform, id()).key();
        platform.flowClient()
                .json(
                        "PUT",
                        azure.arm(id() + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()),
                        owner,
                        Map.of(
                                "properties",
                                Map.of(
                                        "roleDefinitionId",
                                        platform.subscription()
                                                + "/providers/Microsoft.Authorization/roleDefinitions/"
                                                + DATA_OWNER,
                                        "principalId",
                                        platform.platform()
                                                .credentials()
                                                .servicePrincipals()
                                                .get("owner")
                                                .objectId(),
                                        "principalType",
                                        "ServicePrincipal")))
                .expect(201);
    }

    /** Changes properties of the account. */
    void patch(Map<String, Object> properties) throws IOException {
        Azure azure = platform.azure();
        platform.flowClient()
                .json("PATCH", azure.arm(id()), azure.armToken("owner"), Map.of("properties", properties))
                .expect(200);
    }

    /** Switches whether its blobs keep their previous versions. */
    public void versioning(boolean on) throws IOException {
        Azure azure = platform.azure();
        String enabled = platform.flowClient()
                .json(
                        "PUT",
                        azure.arm(id() + "/blobServices/default"),
                        azure.armToken("owner"),
                        Map.of("properties", Map.of("isVersioningEnabled", on)))
                .expect(200)
                .json()
                .at("/properties/isVersioningEnabled")
                .asText();
        assertThat(enabled).isEqualTo(String.valueOf(on));
    }

    /** Keeps versions, and for a week what is deleted, which may be deleted for good. */
    public void keepingVersions() throws IOException {
        Azure azure = platform.azure();
        platform.flowClient()
                .json(
                        "PUT",
                        azure.arm(id() + "/blobServices/default"),
                        azure.armToken("owner"),
                        Map.of(
                                "properties",
                                Map.of(
                                        "isVersioningEnabled",
                                        true,
                                        "deleteRetentionPolicy",
                                        Map.of("enabled", true, "days", 7, "allowPermanentDelete", true))))
                .expect(200);
    }

    /** Makes an encryption scope of the account, or enables or disables it. */
    public void scope(String scope, String state) throws IOException {
        Azure azure = platform.azure();
        platform.flowClient()
                .json(
                        "PUT",
                        azure.arm(id() + "/encryptionScopes/" + scope),
                        azure.armToken("owner"),
                        Map.of("properties", Map.of("state", state)))
                .expect(200, 201);
    }

    public String name() {
        return name;
    }

    String id() {
        return platform.fixture().resourceGroupId() + "/providers/Microsoft.Storage/storageAccounts/" + name;
    }

    public String url() {
        return platform.host(name + ".blob.core", PlatformService.WORKSPACE);
    }

    /** The account under another port of this machine. */
    public String url(int port) {
        return "https://" + URI.create(url()).getHost() + ":" + port;
    }

    /** A client without a credential. */
    public BlobServiceClientBuilder client() throws IOException {
        return new BlobServiceClientBuilder().endpoint(url()).addPolicy(policy).httpClient(AzureClients.http(platform));
    }

    public StorageSharedKeyCredential key() {
        return new StorageSharedKeyCredential(name, key);
    }

    public BlobServiceClient byKey() throws IOException {
        return client().credential(key()).buildClient();
    }

    public BlobServiceClient byRole() throws IOException {
        return client().credential(AzureClients.credential(platform, "owner")).buildClient();
    }
}
