package io.mltwin.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import io.mltwin.client.AzureCore;
import io.mltwin.client.AzureService;
import io.mltwin.client.MltwinException;
import io.mltwin.client.Tenant;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Needs a Docker engine with the image mltwin/platform, which docs/testing.md says how to build. */
class MltwinContainerTest {
    @Test
    void azuresClientKeepsASecretInAContainerAndItsFilesGoWithIt() throws Exception {
        Path authority;
        try (MltwinContainer container = new MltwinContainer()) {
            assertThatThrownBy(container::platform)
                    .isInstanceOf(MltwinException.class)
                    .hasMessage("The container does not run: start() it first.");
            container.start();
            authority = container.platform().authority();

            Tenant tenant = container.newTenant("container");
            SecretClient vault = new SecretClientBuilder()
                    .vaultUrl(tenant.workspace().keyVault().toString())
                    .credential(AzureCore.credential(tenant.owner()))
                    .httpClient(AzureCore.httpClient(container.platform()))
                    .buildClient();
            vault.setSecret("password", "from outside");

            assertThat(vault.getSecret("password").getValue()).isEqualTo("from outside");
            HttpRequest console = HttpRequest.newBuilder(
                            URI.create(container.platform().of(AzureService.CONSOLE) + "/"))
                    .build();
            assertThat(container
                            .platform()
                            .httpClient()
                            .send(console, BodyHandlers.discarding())
                            .statusCode())
                    .isLessThan(400);
        }
        assertThat(Files.exists(authority)).isFalse();
    }
}
