package io.mltwin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityEndpointTest {

    private static final String QUERY =
            "?api-version=2017-09-01&resource=https%3A%2F%2Fvault.azure.net";

    @TempDir Path folder;
    private FakePlatform platform;
    private IdentityEndpoint endpoint;

    @BeforeEach
    void start() throws Exception {
        platform = new FakePlatform();
        NodeSettings settings =
                new NodeSettings(
                        "node1",
                        FakePlatform.NODE_SECRET,
                        URI.create(platform.url()),
                        folder,
                        platform.certificate(),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1));
        endpoint =
                new IdentityEndpoint(
                        new ComputeServiceClient(new NodeHttp(platform.certificate()), settings),
                        "11111111-2222-3333-4444-555555555555",
                        new SecureRandom());
    }

    @AfterEach
    void stop() {
        endpoint.close();
        platform.close();
    }

    @Test
    void aScriptGetsATokenForTheResourceItAsksFor() throws Exception {
        HttpResponse<String> answer = call("GET", QUERY, endpoint.secret());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(NodeHttp.JSON.readTree(answer.body()).get("access_token").asText())
                .isEqualTo("a-token-for-https://vault.azure.net");
        assertThat(NodeHttp.JSON.readTree(answer.body()).get("expires_on").asText())
                .isEqualTo("1893456000");
    }

    @Test
    void onlyWhoKnowsTheSecretOfTheRunGetsOne() throws Exception {
        assertThat(call("GET", QUERY, "wrong").statusCode()).isEqualTo(401);
        assertThat(call("GET", QUERY, null).statusCode()).isEqualTo(401);
        assertThat(call("GET", QUERY, "").statusCode()).isEqualTo(401);
    }

    @Test
    void itListensOnLoopbackOnly() {
        assertThat(endpoint.url()).startsWith("http://127.0.0.1:");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, ?resource=r, 405",
        "GET, ?api-version=2017-09-01, 400",
        "GET, ?resource=r&clientid=99999999-0000-0000-0000-000000000000, 400",
        "GET, ?resource=r&clientid=11111111-2222-3333-4444-555555555555, 200"
    })
    void otherRequests(String method, String query, int status) throws Exception {
        assertThat(call(method, query, endpoint.secret()).statusCode()).isEqualTo(status);
    }

    @Test
    void withoutComputeServiceItSaysSo() throws Exception {
        platform.stop();

        assertThat(call("GET", QUERY, endpoint.secret()).statusCode()).isEqualTo(503);
    }

    private HttpResponse<String> call(String method, String query, String secret) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(endpoint.url() + query))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .header("Metadata", "true");
        if (secret != null) {
            request.header("secret", secret);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
