package io.mltwin.signin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.local.layout.Json;
import io.mltwin.local.trust.OperatorCredentials;
import java.util.UUID;

/** People and applications of a test's own, so that tests share nothing. */
public final class SignInPeople {
    private final SignInPlatform platform;
    private final OperatorCredentials.User olivia;

    public SignInPeople(SignInPlatform platform) {
        this.platform = platform;
        this.olivia = platform.user("olivia");
    }

    /** A user of olivia's tenant. */
    public OperatorCredentials.User user(String name, boolean secondFactor) {
        OperatorCredentials.User user = new OperatorCredentials.User(
                olivia.tenantId(),
                UUID.randomUUID().toString(),
                name.split(" ")[0].toLowerCase(java.util.Locale.ROOT)
                        + "-"
                        + UUID.randomUUID().toString().substring(0, 8)
                        + "@"
                        + olivia.userPrincipalName().split("@")[1],
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
        platform.seed(seed);
        return user;
    }

    /**
     * An application of olivia's tenant that proves nothing of itself.
     *
     * @return its id
     */
    public String application(String name, String redirectUri) {
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
        platform.seed(seed);
        return id;
    }

    /** A service of olivia's tenant with a secret, at which people sign in. */
    public OperatorCredentials.ServicePrincipal service(String name, String redirectUri) {
        OperatorCredentials.ServicePrincipal service = new OperatorCredentials.ServicePrincipal(
                olivia.tenantId(),
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                "Test-" + UUID.randomUUID(),
                null,
                null);
        ObjectNode seed = Json.MAPPER.createObjectNode();
        ObjectNode application = seed.putArray("applications")
                .addObject()
                .put("tenantId", service.tenantId())
                .put("applicationId", service.applicationId())
                .put("objectId", service.objectId())
                .put("displayName", name)
                .put("secret", service.secret());
        application.putArray("redirectUris").addObject().put("platform", "WEB").put("uri", redirectUri);
        application.putArray("identifierUris").add(identifier(service));
        platform.seed(seed);
        return service;
    }

    /** What tokens for a service are asked for by. */
    public static String identifier(OperatorCredentials.ServicePrincipal service) {
        return "api://service-" + service.applicationId();
    }
}
