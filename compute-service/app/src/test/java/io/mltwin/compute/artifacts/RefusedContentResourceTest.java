package io.mltwin.compute.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The content of an artifact of a caller without a role is refused before it arrives. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RefusedContentResourceTest {

    private static final String WORKSPACE =
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    ServiceUnderTest service;

    @ParameterizedTest
    @CsvSource({
        "POST, /artifact/v2.0, /artifacts/ExperimentRun/dcid.r1/content?path=a",
        "PUT, /mlflow/v1.0, /api/2.0/mlflow-artifacts/artifacts/ExperimentRun/dcid.r1/a",
    })
    void nobodyWithoutTheRightIsWaitedFor(String method, String api, String path) throws IOException {
        String token = issuer.aad(
                        "https://management.azure.com", UUID.randomUUID().toString())
                .sign();
        URI server = service.uri("/");
        try (Socket socket =
                service.client().sslContext().getSocketFactory().createSocket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(8_000);
            String head = method
                    + " "
                    + api
                    + WORKSPACE
                    + path
                    + " HTTP/1.1\r\nHost: "
                    + server.getAuthority()
                    + "\r\nAuthorization: Bearer "
                    + token
                    + "\r\nContent-Type: application/octet-stream"
                    + "\r\nContent-Length: 90000000\r\n\r\nx";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();

            String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);

            assertThat(line).isEqualTo("HTTP/1.1 403");
        }
    }
}
