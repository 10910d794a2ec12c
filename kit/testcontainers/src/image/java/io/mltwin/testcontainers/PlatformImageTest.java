package io.mltwin.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.client.AzureService;
import io.mltwin.client.MltwinException;
import io.mltwin.client.Tenant;
import io.mltwin.client.Turn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two containers of the image at once, as tests of another project use them. */
class PlatformImageTest {
    private static final MltwinContainer CONTAINER = new MltwinContainer();
    private static final MltwinContainer SECOND = new MltwinContainer().withDomain("second.localhost");

    @TempDir
    private static Path seeds;

    @BeforeAll
    static void start() throws IOException {
        CONTAINER
                .withSeed(Files.writeString(seeds.resolve("world.yaml"), """
                    principals:
                      visitor: {}
                    """))
                .withSeed(Files.writeString(seeds.resolve("faults.sh"), """
                    mltwin faults add keyvault --operation 'GET /secrets/broken' --status 503
                    """));
        CONTAINER.start();
        SECOND.start();
    }

    @AfterAll
    static void stop() {
        SECOND.stop();
        CONTAINER.stop();
    }

    @Test
    void vaultOfTenantsWorkspaceAsksWhoCallsAndForNamedInItsPolicies() throws Exception {
        Tenant tenant = CONTAINER.tenant();
        URI secrets = URI.create(tenant.workspace().keyVault() + "/secrets?api-version=7.4");
        String token = tenant.owner().token("https://vault.azure.net/.default");

        HttpResponse<String> unnamed = send(HttpRequest.newBuilder(secrets));
        HttpResponse<String> named = send(HttpRequest.newBuilder(secrets).header("Authorization", "Bearer " + token));

        assertThat(unnamed.statusCode()).isEqualTo(401);
        assertThat(named.statusCode()).as(named.body()).isEqualTo(403);
    }

    @Test
    void platformsHaveOtherAddressesAndAuthorities() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        SECOND.addressOf(AzureService.RESOURCE_MANAGER) + "/metadata/endpoints?api-version=2019-05-01"))
                .build();

        assertThat(SECOND.addressOf(AzureService.LOGIN).getHost()).isEqualTo("login.second.localhost");
        assertThat(SECOND.addressOf(AzureService.LOGIN).getPort())
                .isNotEqualTo(CONTAINER.addressOf(AzureService.LOGIN).getPort());
        assertThatThrownBy(() -> CONTAINER.platform().httpClient().send(request, BodyHandlers.ofString()))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void whatIsMountedIsThereFromTheStart() throws Exception {
        assertThat(CONTAINER.execInContainer("mltwin", "token", "--as", "visitor"))
                .satisfies(said ->
                        assertThat(said.getExitCode()).as(said.getStderr()).isZero());
        assertThat(CONTAINER.execInContainer("mltwin", "faults", "list").getStdout())
                .contains("GET /secrets/broken");
    }

    @Test
    void tenantIsSeededByTheLauncherInTheContainer() throws IOException {
        Tenant tenant = CONTAINER.newTenant("seeded");
        tenant.seed(Files.writeString(seeds.resolve("tenant.yaml"), """
            principals:
              app: {}
            steps:
              - role: Reader
                to: app
            """));

        assertThat(tenant.principal("app").token("https://management.azure.com/.default"))
                .isNotEmpty();
        Path wrong = Files.writeString(seeds.resolve("wrong.yaml"), "steps: [{ colour: red }]\n");
        assertThatThrownBy(() -> tenant.seed(wrong))
                .isInstanceOf(MltwinException.class)
                .hasMessageContaining("wrong.yaml:1:9");
    }

    @Test
    void startFailsWithTheSeedFileThatIsWrong() throws IOException {
        Path wrong = Files.writeString(seeds.resolve("broken.yaml"), "steps: [{ colour: red }]\n");
        try (MltwinContainer container = new MltwinContainer().withSeed(wrong).withStartupAttempts(1)) {
            assertThatThrownBy(container::start)
                    .rootCause()
                    .hasMessageContaining("broken.yaml:1:9")
                    .hasMessageContaining("mend it and start the container again");
        }
    }

    @Test
    void clockMovesForWhoIsAlone() {
        Turn turn = CONTAINER.platform().alone();
        try {
            CONTAINER.platform().setClock(Duration.ofDays(30));
            assertThat(CONTAINER.newTenant("later").owner().token("https://management.azure.com/.default"))
                    .isNotEmpty();
        } finally {
            turn.close();
        }
    }

    @Test
    void processesAreGivenTheVariables() {
        assertThat(CONTAINER.tenant().environment())
                .containsEntry(
                        "AZURE_AUTHORITY_HOST",
                        CONTAINER.addressOf(AzureService.LOGIN).toString())
                .containsEntry("SSL_CERT_FILE", CONTAINER.authority().toString());
    }

    @Test
    void nothingStaysOfStoppedContainer() {
        MltwinContainer third = new MltwinContainer().withDomain("third.localhost");
        third.start();
        Path folder = third.folder();
        int port = third.addressOf(AzureService.LOGIN).getPort();

        third.stop();

        assertThat(Files.exists(folder)).isFalse();
        assertThat(PublishedPorts.isFree(port)).isTrue();
        assertThatThrownBy(third::platform).isInstanceOf(MltwinException.class);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpClient client = CONTAINER.platform().httpClient();
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
