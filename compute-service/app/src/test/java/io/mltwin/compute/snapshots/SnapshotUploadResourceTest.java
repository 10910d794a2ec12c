package io.mltwin.compute.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.platform.PlatformConfig;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may not write a snapshot is told so before the files that are sent are read. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class SnapshotUploadResourceTest {

    private static final int LONG_MILLIS = 20_000;
    private static final String PATH =
            "/content/v1.0/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/snapshots/";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    ServiceUnderTest service;

    @Inject
    PlatformConfig config;

    @Test
    void aRefusedUploadIsNotKeptInTheClear() throws IOException {
        String token = issuer.aad(
                        "https://management.azure.com", UUID.randomUUID().toString())
                .sign();
        URI server = service.uri("/");
        String head = "POST "
                + PATH
                + UUID.randomUUID()
                + " HTTP/1.1\r\nHost: "
                + server.getAuthority()
                + "\r\nAuthorization: Bearer "
                + token
                + "\r\nContent-Type: multipart/form-data; boundary=b"
                + "\r\nContent-Length: 1000000\r\n\r\n";
        String part = "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"secret.csv\"\r\n\r\n"
                + "patient,malignant\n".repeat(20_000);
        try (Socket socket =
                service.client().sslContext().getSocketFactory().createSocket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(LONG_MILLIS);
            socket.getOutputStream().write((head + part).getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();

            String status = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();

            assertThat(status).startsWith("HTTP/1.1 403");
        }
        assertThat(kept()).isZero();
    }

    private long kept() throws IOException {
        Path uploads = config.dataDir().resolve("uploads");
        if (Files.notExists(uploads)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(uploads)) {
            return files.count();
        }
    }
}
