package io.mltwin.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names under the domain, each with its service's port, and the principals they are read with. */
class AddressesTest {

    private static final String PRINCIPALS =
            "{\"tenantId\":\"t\",\"more\":1,\"services\":[{\"name\":\"identity\",\"applicationId\":\"a1\",\"objectId\":\"o1\","
                    + "\"address\":\"https://identity-service:9441\",\"more\":1}],"
                    + "\"administrator\":{\"applicationId\":\"admin\",\"secretSha256\":\"00\"},"
                    + "\"console\":{\"applicationId\":\"c1\",\"more\":1}}";

    @TempDir
    Path folder;

    private record Settings(
            String service,
            String base,
            int portBase,
            int port,
            String bind,
            Path trustDir,
            Path privateDir,
            Path dataDir)
            implements PlatformConfig {}

    private Addresses addresses() throws IOException {
        Files.writeString(folder.resolve("principals.json"), PRINCIPALS);
        PlatformConfig config =
                new Settings("keyvault", "example.test", 9440, 9443, "127.0.0.1", folder, folder, folder);
        return new Addresses(config, Principals.read(folder));
    }

    @Test
    void haveAzuresShapesAndTheServicesPorts() throws IOException {
        Addresses addresses = addresses();
        assertThat(addresses.self()).isEqualTo(ServiceName.KEYVAULT);
        assertThat(addresses.login()).isEqualTo("https://login.example.test:9441");
        assertThat(addresses.graph()).isEqualTo("https://graph.example.test:9441");
        assertThat(addresses.management()).isEqualTo("https://management.example.test:9442");
        assertThat(addresses.blobHost("acct")).isEqualTo("acct.blob.core.example.test:9442");
        assertThat(addresses.vaultHost("kv1")).isEqualTo("kv1.vault.example.test:9443");
        assertThat(addresses.vaultAudience()).isEqualTo("https://vault.example.test:9443");
        assertThat(addresses.regionHost("eastus")).isEqualTo("eastus.api.example.test:9444");
        assertThat(addresses.registryHost("acr1")).isEqualTo("acr1.azurecr.example.test:9445");
        assertThat(addresses.inferenceHost("ep")).isEqualTo("ep.inference.example.test:9445");
        assertThat(addresses.applicationInsights()).isEqualTo("https://api.applicationinsights.example.test:9446");
        assertThat(addresses.console()).isEqualTo("https://console.example.test:9446");
    }

    @Test
    void addressesOfServicesComeFromThePrincipals() throws IOException {
        Addresses addresses = addresses();
        assertThat(addresses.address(ServiceName.IDENTITY)).isEqualTo("https://identity-service:9441");
        assertThatThrownBy(() -> addresses.address(ServiceName.COMPUTE)).hasMessageContaining("'compute'");
    }

    @Test
    void onlyTheNamedApplicationsAreServices() throws IOException {
        Files.writeString(folder.resolve("principals.json"), PRINCIPALS);
        Principals principals = Principals.read(folder);
        assertThat(principals.isService("a1")).isTrue();
        assertThat(principals.isService("admin")).isFalse();
        assertThat(principals.isService(null)).isFalse();
    }

    @Test
    void theConsoleIsNoService() throws IOException {
        Files.writeString(folder.resolve("principals.json"), PRINCIPALS);
        Principals principals = Principals.read(folder);
        assertThat(principals.isConsole("c1")).isTrue();
        assertThat(principals.isConsole("a1")).isFalse();
        assertThat(principals.isConsole(null)).isFalse();
        assertThat(principals.isService("c1")).isFalse();
    }

    @Test
    void missingPrincipalsSayWhatToDo() {
        assertThatThrownBy(() -> Principals.read(folder.resolve("none"))).hasMessageContaining("./mltwin up");
    }
}
