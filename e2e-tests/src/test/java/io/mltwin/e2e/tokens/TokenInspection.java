package io.mltwin.e2e.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.util.Map;

/** Asks a service as the administrator what it makes of a token. */
public final class TokenInspection {
    private static final String EXPLAIN = "/_mltwin/token/explain";

    private final TestPlatform platform;
    private final PlatformService service;

    public TokenInspection(TestPlatform platform, PlatformService service) {
        this.platform = platform;
        this.service = service;
    }

    /** Returns the planes of the answer: of one request, the one that answers there. */
    JsonNode at(String host, String path, String token) throws IOException {
        return planes(Map.of("token", token, "host", host, "path", path));
    }

    /** Returns the verdicts of all planes of the service. */
    public JsonNode everywhere(String token) throws IOException {
        return planes(Map.of("token", token));
    }

    /** Sends any body with any token. */
    Reply send(String bearer, Map<String, String> body) throws IOException {
        return platform.client()
                .send(Call.of("POST", platform.port(service), EXPLAIN)
                        .as(bearer)
                        .json(body));
    }

    private JsonNode planes(Map<String, String> body) throws IOException {
        Reply reply = send(platform.tokens().administrator(), body);
        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
        assertThat(reply.header("Cache-Control")).hasValue("no-store");
        return reply.body().path("planes");
    }
}
