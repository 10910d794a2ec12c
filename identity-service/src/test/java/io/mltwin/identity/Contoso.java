package io.mltwin.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.identity.DirectoryUnderTest.User;
import io.mltwin.local.layout.Json;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.OperatorCredentials;
import io.mltwin.signin.SignInPlatform;
import io.mltwin.testkit.TestPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * The directory of Contoso, with its guest of Fabrikam and a customer of its Azure AD B2C: people
 * and applications as the platform's fixture has them, of ids of their own. All tests of sign-in
 * and tokens share it and leave it as it is; what a test changes it makes for itself.
 */
public final class Contoso implements SignInPlatform {

    private static final Map<String, String> NAMES = Map.of(
            "olivia", "Olivia Owner",
            "carl", "Carl Contributor",
            "rita", "Rita Reader",
            "nora", "Nora Norole");

    private static TestPlatform seeded;
    private static Contoso contoso;

    private final TestPlatform platform;
    private final DirectoryUnderTest directory;
    private final IdentityClient client;
    private final String tenantId;
    private final String guest;
    private final Map<String, OperatorCredentials.User> users = new java.util.HashMap<>();
    private final Map<String, OperatorCredentials.ServicePrincipal> applications = new java.util.HashMap<>();

    private Contoso(TestPlatform platform) {
        this.platform = platform;
        this.directory = new DirectoryUnderTest(platform);
        this.client = new IdentityClient(platform.service());
        this.tenantId = directory.tenant(false);
        for (String name : NAMES.keySet()) {
            users.put(name, newUser(tenantId, domain(), name, NAMES.get(name)));
        }
        String fabrikam = directory.tenant(false);
        User gina = directory.user(fabrikam, false);
        users.put("gina", credentials(gina));
        this.guest = directory.guest(gina, tenantId);
        String customers = UUID.randomUUID().toString();
        String domain = "c" + customers.substring(0, 8) + ".example";
        ObjectNode tenant = Json.MAPPER.createObjectNode();
        tenant.putArray("tenants")
                .addObject()
                .put("tenantId", customers)
                .put("displayName", "Contoso Customers")
                .put("kind", "B2C")
                .putArray("domains")
                .add(domain);
        seed(tenant);
        users.put("bob", newUser(customers, domain, "bob", "Bob Buyer"));
        applications.put("sp1", withCertificate());
        applications.put("portal", portal());
        applications.put("shop", shop(customers));
    }

    /** The one of the service under test, made at the first call. */
    public static synchronized Contoso of(TestPlatform platform) {
        if (seeded != platform) {
            contoso = new Contoso(platform);
            seeded = platform;
        }
        return contoso;
    }

    private static OperatorCredentials.User credentials(User user) {
        return new OperatorCredentials.User(user.tenantId(), user.objectId(), user.name(), user.password());
    }

    private OperatorCredentials.User newUser(String tenant, String domain, String name, String displayName) {
        OperatorCredentials.User user = new OperatorCredentials.User(
                tenant, UUID.randomUUID().toString(), name + "@" + domain, "Test-" + UUID.randomUUID());
        ObjectNode seed = Json.MAPPER.createObjectNode();
        seed.putArray("users")
                .addObject()
                .put("tenantId", tenant)
                .put("objectId", user.objectId())
                .put("userPrincipalName", user.userPrincipalName())
                .put("displayName", displayName)
                .put("password", user.password());
        seed(seed);
        return user;
    }

    /** Its certificate is one that this test run has anyway: of a service that is played. */
    private OperatorCredentials.ServicePrincipal withCertificate() {
        Path folder = platform.trust().folder().privateOf(PlatformService.SCORING.key());
        try {
            OperatorCredentials.ServicePrincipal application = principal(
                    tenantId,
                    "Test-" + UUID.randomUUID(),
                    Files.readString(folder.resolve("client.pem")),
                    Files.readString(folder.resolve("client-key.pem")));
            ObjectNode seed = Json.MAPPER.createObjectNode();
            put(seed, application, "sp1")
                    .put("secret", application.secret())
                    .put("certificate", application.certificate());
            seed(seed);
            return application;
        } catch (IOException e) {
            throw new UncheckedIOException("no certificate of a service", e);
        }
    }

    private OperatorCredentials.ServicePrincipal portal() {
        OperatorCredentials.ServicePrincipal application = principal(tenantId, "Test-" + UUID.randomUUID(), null, null);
        ObjectNode seed = Json.MAPPER.createObjectNode();
        ObjectNode portal = put(seed, application, "Contoso Portal").put("secret", application.secret());
        portal.putArray("redirectUris")
                .addObject()
                .put("platform", "WEB")
                .put("uri", "https://portal." + domain() + "/signin-oidc");
        portal.putArray("identifierUris").add("api://contoso-portal");
        seed(seed);
        return application;
    }

    private OperatorCredentials.ServicePrincipal shop(String customers) {
        OperatorCredentials.ServicePrincipal application = principal(customers, null, null, null);
        ObjectNode seed = Json.MAPPER.createObjectNode();
        put(seed, application, "Contoso Shop")
                .put("publicClient", true)
                .putArray("redirectUris")
                .addObject()
                .put("platform", "PUBLIC")
                .put("uri", "http://localhost");
        seed(seed);
        return application;
    }

    private static OperatorCredentials.ServicePrincipal principal(
            String tenant, String secret, String certificate, String privateKey) {
        return new OperatorCredentials.ServicePrincipal(
                tenant, UUID.randomUUID().toString(), UUID.randomUUID().toString(), secret, certificate, privateKey);
    }

    private static ObjectNode put(ObjectNode seed, OperatorCredentials.ServicePrincipal application, String name) {
        return seed.putArray("applications")
                .addObject()
                .put("tenantId", application.tenantId())
                .put("applicationId", application.applicationId())
                .put("objectId", application.objectId())
                .put("displayName", name);
    }

    public String tenantId() {
        return tenantId;
    }

    /** The tenant's own domain, which the names of its users end in. */
    public String domain() {
        return DirectoryUnderTest.domain(tenantId);
    }

    /** Returns a person: olivia, carl, rita, nora; gina of Fabrikam; bob the customer. */
    @Override
    public OperatorCredentials.User user(String name) {
        return users.get(name);
    }

    /** Returns an application: sp1, portal; shop of the customers. */
    @Override
    public OperatorCredentials.ServicePrincipal application(String name) {
        return applications.get(name);
    }

    /** The object id of gina in Contoso. */
    public String guest() {
        return guest;
    }

    public IdentityClient client() {
        return client;
    }

    /** {@code https://LABEL.BASE:port} of a virtual host. */
    public String host(String label) {
        return platform.trust().url(label, PlatformService.IDENTITY);
    }

    @Override
    public String origin() {
        return host("login");
    }

    @Override
    public Answer send(String method, String address, BodyPublisher body, Map<String, String> headers)
            throws IOException {
        return client.send(method, address, null, body, headers);
    }

    /** Seeds what a test has for itself. */
    @Override
    public void seed(ObjectNode body) {
        directory.seed(body.toString());
    }

    /** Sends what only the administrator may send. */
    public void asAdministrator(String method, String path, String body) {
        directory.asAdministrator(method, path, body);
    }

    /** Moves the platform's clock ahead of the wall's; zero moves it back. */
    public void moveClock(long seconds) {
        asAdministrator("PUT", "/_mltwin/clock", "{'offsetSeconds':" + seconds + "}");
    }
}
