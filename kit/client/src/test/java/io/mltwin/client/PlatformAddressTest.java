package io.mltwin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformAddressTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void runningPlatform() throws IOException {
        write("settings.json", "{\"base\":\"ml.localhost\",\"portBase\":9000,\"ephemeral\":true}");
        write("trust/ca.pem", "a certificate");
        write(
                "private/operator/credentials.json",
                "{\"administrator\":{\"tenantId\":\"t\",\"applicationId\":\"a\",\"secret\":\"s\"},\"users\":{}}");
    }

    private void write(String file, String content) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), content);
    }

    @Test
    void aDataFolderSaysAll() {
        PlatformAddress address = PlatformAddress.named(Map.of("MLTWIN_TEST_PLATFORM", folder.toString()))
                .orElseThrow();

        assertThat(address)
                .isEqualTo(new PlatformAddress(
                        "ml.localhost",
                        9000,
                        folder.resolve("trust/ca.pem"),
                        new PlatformAddress.Administrator("t", "a", "s"),
                        java.util.Optional.of(folder)));
        assertThat(address.toString()).doesNotContain("secret");
    }

    @Test
    void theAddressOfTheAuthorityIsEnoughWithWhatEnvPrints() {
        Map<String, String> environment = remote();

        PlatformAddress address = PlatformAddress.named(environment).orElseThrow();

        assertThat(address.domain()).isEqualTo("ml.example");
        assertThat(address.portBase()).isEqualTo(8440);
        assertThat(address.folder()).isEmpty();
        assertThat(address.administrator().secret()).isEqualTo("s:1");
    }

    private Map<String, String> remote() {
        return new HashMap<>(Map.of(
                "MLTWIN_TEST_PLATFORM", "https://login.ml.example:8441",
                "MLTWIN_CA_FILE", folder.resolve("trust/ca.pem").toString(),
                "MLTWIN_ADMIN_CREDENTIAL", "a:s:1"));
    }

    @ParameterizedTest
    @CsvSource({
        "MLTWIN_TEST_PLATFORM, https://ml.example:8441, name the authority",
        "MLTWIN_TEST_PLATFORM, https://login.ml.example, name the authority",
        "MLTWIN_TEST_PLATFORM, /nowhere/at/all, is a platform started there",
        "MLTWIN_CA_FILE, '', so MLTWIN_CA_FILE must be set too",
        "MLTWIN_CA_FILE, /nowhere.pem, /nowhere.pem is missing",
        "MLTWIN_ADMIN_CREDENTIAL, '', so MLTWIN_ADMIN_CREDENTIAL must be set too",
        "MLTWIN_ADMIN_CREDENTIAL, secret, must be APPLICATION:SECRET"
    })
    void whatIsNotEnoughIsRefusedWithWhatToDo(String variable, String value, String told) {
        Map<String, String> environment = remote();
        environment.put(variable, value);

        assertThatThrownBy(() -> PlatformAddress.named(environment))
                .isInstanceOf(MltwinException.class)
                .hasMessageContaining(told);
    }

    @ParameterizedTest
    @CsvSource({
        "settings.json, {, cannot be read",
        "settings.json, {}, The domain in settings.json",
        "private/operator/credentials.json, {}, The administrator's tenant"
    })
    void aBrokenDataFolderIsRefusedWithItsName(String file, String content, String told) throws IOException {
        write(file, content);

        assertThatThrownBy(() -> PlatformAddress.in(folder))
                .isInstanceOf(MltwinException.class)
                .hasMessageContaining(told)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void nothingIsNamedByAnEmptyVariable() {
        assertThat(PlatformAddress.named(Map.of())).isEmpty();
        assertThat(PlatformAddress.named(Map.of("MLTWIN_TEST_PLATFORM", " "))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "LOGIN, , https://login.ml.localhost:9001",
        "GRAPH, , https://graph.ml.localhost:9001",
        "RESOURCE_MANAGER, , https://management.ml.localhost:9002",
        "CONSOLE, , https://console.ml.localhost:9006",
        "KEY_VAULT, kv1, https://kv1.vault.ml.localhost:9003",
        "BLOBS, st1, https://st1.blob.core.ml.localhost:9002",
        "REGISTRY, cr1, https://cr1.azurecr.ml.localhost:9005",
        "TRAINING, eastus, https://eastus.api.ml.localhost:9004",
        "MODELS, eastus, https://eastus.models.ml.localhost:9005"
    })
    void eachServiceHasItsNameAndPort(AzureService service, String name, URI expected) {
        PlatformAddress address = PlatformAddress.in(folder);

        assertThat(name == null ? address.of(service) : address.of(service, name))
                .isEqualTo(expected);
    }
}
