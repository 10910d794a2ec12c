package io.mltwin.e2e.clients;

import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.security.keyvault.certificates.CertificateClientBuilder;
import com.azure.security.keyvault.keys.KeyClientBuilder;
import com.azure.security.keyvault.keys.cryptography.CryptographyClient;
import com.azure.security.keyvault.keys.cryptography.CryptographyClientBuilder;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A vault whose access policies let the owner do everything and the contributor use keys without
 * reading them, and Azure's clients for it.
 */
public final class SdkVault {
    /** Without {@code get} the client of a key cannot do by itself what the vault is asked for. */
    private static final List<String> USE = List.of("encrypt", "decrypt", "wrapKey", "unwrapKey", "sign", "verify");

    private final TestPlatform platform;
    private final String name;
    private final HttpPipelinePolicy policy;

    private SdkVault(TestPlatform platform, String name, HttpPipelinePolicy policy) {
        this.platform = platform;
        this.name = name;
        this.policy = policy;
    }

    /**
     * Makes it.
     *
     * @param more properties in addition to its tenant, SKU and policies
     * @param policy of all clients
     */
    public static SdkVault create(
            TestPlatform platform, String name, Map<String, Object> more, HttpPipelinePolicy policy)
            throws IOException {
        SdkVault vault = new SdkVault(platform, name, policy);
        vault.put(more);
        return vault;
    }

    public void put(Map<String, Object> more) throws IOException {
        List<String> all = List.of("all");
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("tenantId", principal("owner").tenantId());
        properties.put("sku", Map.of("family", "A", "name", "premium"));
        properties.put(
                "accessPolicies",
                List.of(
                        access("owner", Map.of("secrets", all, "keys", all, "certificates", all)),
                        access("contributor", Map.of("keys", USE))));
        Azure azure = platform.azure();
        platform.flowClient()
                .json(
                        "PUT",
                        azure.arm(id()),
                        azure.armToken("owner"),
                        Map.of("location", "eastus", "properties", properties))
                .expect(200, 201);
    }

    private Map<String, Object> access(String who, Map<String, List<String>> permissions) {
        OperatorCredentials.ServicePrincipal principal = principal(who);
        return Map.of("tenantId", principal.tenantId(), "objectId", principal.objectId(), "permissions", permissions);
    }

    private OperatorCredentials.ServicePrincipal principal(String who) {
        return platform.platform().credentials().servicePrincipals().get(who);
    }

    public String id() {
        return platform.fixture().resourceGroupId() + "/providers/Microsoft.KeyVault/vaults/" + name;
    }

    public String url() {
        return platform.host(name + ".vault", PlatformService.KEYVAULT);
    }

    public SecretClientBuilder secrets(String who) throws IOException {
        return new SecretClientBuilder()
                .vaultUrl(url())
                .credential(AzureClients.credential(platform, who))
                .addPolicy(policy)
                .httpClient(AzureClients.http(platform));
    }

    public KeyClientBuilder keys(String who) throws IOException {
        return new KeyClientBuilder()
                .vaultUrl(url())
                .credential(AzureClients.credential(platform, who))
                .addPolicy(policy)
                .httpClient(AzureClients.http(platform));
    }

    public CertificateClientBuilder certificates(String who) throws IOException {
        return new CertificateClientBuilder()
                .vaultUrl(url())
                .credential(AzureClients.credential(platform, who))
                .addPolicy(policy)
                .httpClient(AzureClients.http(platform));
    }

    /** A client that must leave everything to the vault. */
    public CryptographyClient cryptography(String key) throws IOException {
        return new CryptographyClientBuilder()
                .keyIdentifier(url() + "/keys/" + key)
                .credential(AzureClients.credential(platform, "contributor"))
                .addPolicy(policy)
                .httpClient(AzureClients.http(platform))
                .buildClient();
    }
}
