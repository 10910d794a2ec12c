package io.mltwin.e2e.clients;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowState;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.OperatorCredentials;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.util.Map;

/** Azure's own SDKs for Java, unmodified, pointed at the platform. */
public final class AzureClients {
    private AzureClients() {}

    public static HttpClient http(TestPlatform platform) throws IOException {
        SslContext trusting = SslContextBuilder.forClient()
                .trustManager(platform.platform().folder().caCertificate().toFile())
                .build();
        return new NettyAsyncHttpClientBuilder(reactor.netty.http.client.HttpClient.create()
                        .resolver(new LoopbackNames())
                        .secure(ssl -> ssl.sslContext(trusting)))
                .build();
    }

    /** The cloud that the platform is, and the fixture's tenant and subscription in it. */
    public static AzureProfile profile(TestPlatform platform) {
        String arm = platform.host("management", PlatformService.WORKSPACE) + "/";
        AzureEnvironment environment = new AzureEnvironment(Map.of(
                "resourceManagerEndpointUrl",
                arm,
                "managementEndpointUrl",
                arm,
                "activeDirectoryEndpointUrl",
                platform.host("login", PlatformService.IDENTITY) + "/",
                "microsoftGraphResourceId",
                platform.host("graph", PlatformService.IDENTITY) + "/",
                "keyVaultDnsSuffix",
                platform.host("vault", PlatformService.KEYVAULT).replace("https://", ".")));
        return new AzureProfile(
                platform.fixture().tenant().tenantId(),
                platform.fixture().subscription().subscriptionId(),
                environment);
    }

    public static TokenCredential credential(TestPlatform platform, String who) throws IOException {
        OperatorCredentials.ServicePrincipal principal =
                platform.platform().credentials().servicePrincipals().get(who);
        return credential(platform, principal.applicationId(), principal.secret());
    }

    /** Of an application of the fixture's tenant. */
    public static TokenCredential credential(TestPlatform platform, String applicationId, String secret)
            throws IOException {
        return new ClientSecretCredentialBuilder()
                .authorityHost(platform.host("login", PlatformService.IDENTITY) + "/")
                .disableInstanceDiscovery()
                .tenantId(platform.fixture().tenant().tenantId())
                .clientId(applicationId)
                .clientSecret(secret)
                .httpClient(http(platform))
                .build();
    }

    /** The storage account of the flows' workspace, with its key as the contributor may list it. */
    public static BlobServiceClient storage(TestPlatform platform, FlowState flows) throws IOException {
        Azure azure = platform.azure();
        String token = azure.armToken("contributor");
        JsonNode workspace = platform.flowClient()
                .get(azure.arm(flows.workspaceId()), token)
                .expect(200)
                .json();
        String account = workspace.path("properties").path("storageAccount").asText();
        JsonNode keys = platform.flowClient()
                .json("POST", azure.arm(account + "/listKeys"), token, null)
                .expect(200)
                .json();
        return storage(
                platform,
                flows.storageAccount(),
                keys.path("keys").path(0).path("value").asText());
    }

    /** A storage account, with a key. */
    public static BlobServiceClient storage(TestPlatform platform, String account, String key) throws IOException {
        return new BlobServiceClientBuilder()
                .endpoint(platform.host(account + ".blob.core", PlatformService.WORKSPACE))
                .credential(new StorageSharedKeyCredential(account, key))
                .httpClient(http(platform))
                .buildClient();
    }
}
