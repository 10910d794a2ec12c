package io.mltwin.e2e.signin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.layout.Json;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.util.UUID;

/** People and applications of a test's own, not the fixture's, so that tests share nothing. */
final class SignInPeople {
    private final TestPlatform platform;
    private final OperatorCredentials.User olivia;

    SignInPeople(TestPlatform platform) {
        this.platform = platform;
        this.olivia = platform.platform().credentials().users().get("olivia");
    }

    /** A user of the fixture's tenant. */
    OperatorCredentials.User user(String name, boolean secondFactor) throws IOException {
        String domain = olivia.userPrincipalName().split("@")[1];
        OperatorCredentials.User user = new OperatorCredentials.User(
                olivia.tenantId(),
                UUID.randomUUID().toString(),
                name.split(" ")[0].toLowerCase(java.util.Locale.ROOT)
                        + "-"
                        + UUID.randomUUID().toString().substring(0, 8)
                        + "@"
                        + domain,
                "Test-" + UUID.randomUUID());
        ObjectNode seed = Json.MAPPER.createObjectNode();
        seed.putArray("users")
                .addObject()
                .put("tenantId", user.tenantId())
                .put("objectId", user.objectId())
                .put("userPrincipalName", user.userPrincipalName())
                .put("displayName", name)
                .put("password", user.password())
                .put("mfaRequired", secondFactor);
        apply(seed);
        return user;
    }

    /**
     * An application of the fixture's tenant that proves nothing of itself.
     *
     * @return its id
     */
    String application(String name, String redirectUri) throws IOException {
        String id = UUID.randomUUID().toString();
        ObjectNode seed = Json.MAPPER.createObjectNode();
        ArrayNode applications = seed.putArray("applications");
        applications
                .addObject()
                .put("tenantId", olivia.tenantId())
                .put("applicationId", id)
                .put("objectId", UUID.randomUUID().toString())
                .put("displayName", name)
                .put("publicClient", true)
                .putArray("redirectUris")
                .addObject()
                .put("platform", "PUBLIC")
                .put("uri", redirectUri);
        apply(seed);
        return id;
    }

    private void apply(ObjectNode seed) throws IOException {
        platform.flowClient()
                .json(
                        "PUT",
                        "https://localhost:" + platform.port(PlatformService.IDENTITY) + "/_mltwin/seed",
                        platform.tokens().administrator(),
                        seed)
                .expect(200);
    }
}
