package io.mltwin.e2e;

import com.azure.security.keyvault.certificates.CertificateClient;
import com.azure.security.keyvault.certificates.CertificateClientBuilder;
import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.KeyClientBuilder;
import com.azure.security.keyvault.secrets.SecretClient;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A vault whose access policy lets the owner do everything, and Azure's clients for it. */
final class SdkVault {
    private final TestPlatform platform;
    private final String name;

    private SdkVault(TestPlatform platform, String name) {
        this.platform = platform;
        this.name = name;
    }

    /** Makes it; {@code more} goes beside its tenant, SKU and policy. */
    static SdkVault create(TestPlatform platform, String name, Map<String, Object> more)
            throws Exception {
        SdkVault vault = new SdkVault(platform, name);
        vault.put(more);
        return vault;
    }

    void put(Map<String, Object> more) throws Exception {
        OperatorCredentials.ServicePrincipal owner =
                platform.platform().credentials().servicePrincipals().get("owner");
        List<String> all = List.of("all");
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("tenantId", owner.tenantId());
        properties.put("sku", Map.of("family", "A", "name", "standard"));
        properties.put(
                "accessPolicies",
                List.of(
                        Map.of(
                                "tenantId",
                                owner.tenantId(),
                                "objectId",
                                owner.objectId(),
                                "permissions",
                                Map.of("secrets", all, "keys", all, "certificates", all))));
        Azure azure = platform.azure();
        platform.flowClient()
                .json(
                        "PUT",
                        azure.arm(id()),
                        azure.armToken("owner"),
                        Map.of("location", "eastus", "properties", properties))
                .expect(200, 201);
    }

    String id() {
        return platform.fixture().resourceGroupId()
                + "/providers/Microsoft.KeyVault/vaults/"
                + name;
    }

    String url() {
        return platform.host(name + ".vault", PlatformService.KEYVAULT);
    }

    SecretClient secrets(String who) throws IOException {
        return AzureClients.secrets(platform, name, who);
    }

    KeyClient keys(String who) throws IOException {
        return new KeyClientBuilder()
                .vaultUrl(url())
                .credential(AzureClients.credential(platform, who))
                .httpClient(AzureClients.http(platform))
                .buildClient();
    }

    CertificateClient certificates(String who) throws IOException {
        return new CertificateClientBuilder()
                .vaultUrl(url())
                .credential(AzureClients.credential(platform, who))
                .httpClient(AzureClients.http(platform))
                .buildClient();
    }
}
