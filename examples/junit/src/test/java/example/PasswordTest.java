package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpClient;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import io.mltwin.client.AzureCore;
import io.mltwin.client.AzureService;
import io.mltwin.client.Tenant;
import io.mltwin.client.Workspace;
import io.mltwin.junit.MltwinTest;
import io.mltwin.junit.WithFault;
import org.junit.jupiter.api.Test;

/** A password in the vault of a workspace. */
@MltwinTest(seed = "world.yaml")
class PasswordTest {
    @Test
    void onlyWhoMayReadsIt(Tenant tenant, Workspace workspace, HttpClient http) {
        client(workspace, http, AzureCore.credential(tenant.owner())).setSecret("database", "correct horse");

        SecretClient app = client(workspace, http, AzureCore.credential(tenant.principal("app")));

        HttpResponseException refused = assertThrows(HttpResponseException.class, () -> app.getSecret("database"));
        assertEquals(403, refused.getResponse().getStatusCode());
    }

    /** Azure's client repeats what was answered 503. */
    @Test
    @WithFault(service = AzureService.KEY_VAULT, operation = "GET /secrets/*", status = 503, times = 2)
    void aVaultThatIsBusyIsAskedAgain(Tenant tenant, Workspace workspace, HttpClient http) {
        SecretClient owner = client(workspace, http, AzureCore.credential(tenant.owner()));
        owner.setSecret("patient", "horse");

        assertEquals("horse", owner.getSecret("patient").getValue());
    }

    private static SecretClient client(Workspace workspace, HttpClient http, TokenCredential credential) {
        return new SecretClientBuilder()
                .vaultUrl(workspace.keyVault().toString())
                .httpClient(http)
                .credential(credential)
                .buildClient();
    }
}
