package io.mltwin.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.demo.FlowClient.Answer;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/**
 * Blobs of one repository of a registry, pushed and pulled as its admin user.
 *
 * @param registry ARM id
 */
record RegistryBlobs(TestPlatform platform, String registry, String repository) {

    /** The first answer that is no success, else the last. */
    Answer push(byte[] blob) throws IOException {
        Answer started = send("POST", uploads(), new byte[0]);
        return started.status() == 202
                ? send("PUT", started.header("Location") + "?digest=" + digest(blob), blob)
                : started;
    }

    Answer pull(byte[] blob) throws IOException {
        return platform.flowClient()
                .get(login() + "/v2/" + repository + "/blobs/" + digest(blob), token());
    }

    private String uploads() {
        return "/v2/" + repository + "/blobs/uploads/";
    }

    private Answer send(String method, String path, byte[] body) throws IOException {
        return platform.flowClient()
                .send(
                        method,
                        login() + path,
                        token(),
                        BodyPublishers.ofByteArray(body),
                        Map.of("Content-Type", "application/octet-stream"));
    }

    private String login() {
        return platform.host(
                registry.replaceFirst(".*/", "") + ".azurecr", PlatformService.SCORING);
    }

    private String token() throws IOException {
        JsonNode admin =
                platform.flowClient()
                        .json(
                                "POST",
                                platform.azure().arm(registry + "/listCredentials"),
                                platform.azure().armToken("owner"),
                                null)
                        .expect(200)
                        .json();
        String basic =
                admin.path("username").asText() + ":" + admin.at("/passwords/0/value").asText();
        byte[] bytes = basic.getBytes(StandardCharsets.UTF_8);
        String query = "?service=x&scope=repository:" + repository + ":pull,push";
        return platform.flowClient()
                .send(
                        "GET",
                        login() + "/oauth2/token" + query,
                        null,
                        BodyPublishers.noBody(),
                        Map.of(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(bytes)))
                .expect(200)
                .json()
                .path("access_token")
                .asText();
    }

    private static String digest(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
