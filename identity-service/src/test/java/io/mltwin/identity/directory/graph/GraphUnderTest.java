package io.mltwin.identity.directory.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.identity.Answer;
import io.mltwin.identity.DirectoryUnderTest;
import io.mltwin.identity.DirectoryUnderTest.User;
import io.mltwin.identity.KeyProof;
import io.mltwin.testkit.TestPlatform;
import java.net.URI;
import java.security.PrivateKey;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Microsoft Graph of the service under test, for one tenant: grace is a Global Administrator,
 * everybody else who is named is a member.
 */
public final class GraphUnderTest {

    public static final String GRAPH = "https://graph.microsoft.com";
    public static final String GRAPH_PRINCIPAL = "00000003-0000-4000-8000-000000000001";
    public static final String DIRECTORY_READ = "7ab1d382-f21e-4acd-a863-ba3e13f7da61";

    private final TestPlatform platform;
    private final DirectoryUnderTest directory;
    private final String tenant;
    private final Map<String, User> people = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();

    /** Of a tenant of its own. */
    public GraphUnderTest(TestPlatform platform) {
        this(platform, new DirectoryUnderTest(platform).tenant(false));
    }

    public GraphUnderTest(TestPlatform platform, String tenant) {
        this.platform = platform;
        this.directory = new DirectoryUnderTest(platform);
        this.tenant = tenant;
        directory.seed("{'globalAdministrators':['%s']}".formatted(user("grace").objectId()));
    }

    /** An application with a secret. */
    public record Application(String objectId, String applicationId, String secret) {

        @Override
        public String toString() {
            return applicationId;
        }
    }

    /** An application with these permissions for Graph. */
    public Application application(String... permissions) {
        Application application = new Application(
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                UUID.randomUUID() + "-" + UUID.randomUUID());
        directory.seed(
                "{'applications':[{'tenantId':'%s','applicationId':'%s','objectId':'%s','displayName':'application','secret':'%s'}]}"
                        .formatted(tenant, application.applicationId(), application.objectId(), application.secret()));
        for (String permission : permissions) {
            directory.seed(
                    "{'graphRoles':[{'principalId':'%s','role':'%s'}]}".formatted(application.objectId(), permission));
        }
        return application;
    }

    public String tenant() {
        return tenant;
    }

    public String domain() {
        String name = user("grace").name();
        return name.substring(name.indexOf('@') + 1);
    }

    public User user(String name) {
        return people.computeIfAbsent(name, one -> directory.user(tenant, false));
    }

    public String objectId(String name) {
        return user(name).objectId();
    }

    public Answer signIn(String name, String password) {
        return ask(Map.of(
                "grant_type",
                "password",
                "client_id",
                DirectoryUnderTest.AZURE_CLI,
                "username",
                name,
                "password",
                password,
                "scope",
                GRAPH + "/.default"));
    }

    public Answer signInAs(String applicationId, String secret) {
        return ask(Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                applicationId,
                "client_secret",
                secret,
                "scope",
                GRAPH + "/.default"));
    }

    /** Proves a client by its key. */
    public Answer signInBy(String applicationId, PrivateKey key, String resource) {
        return ask(KeyProof.form(applicationId, key, platform.issuer().login(), tenant, resource));
    }

    private Answer ask(Map<String, String> form) {
        return new Answer("a token", directory.token(tenant, form));
    }

    public String token(Application application) {
        return signInAs(application.applicationId(), application.secret()).accessToken();
    }

    /** A password takes identity a moment to check: one token each does. */
    public String token(String name) {
        return tokens.computeIfAbsent(
                name, one -> signIn(user(one).name(), user(one).password()).accessToken());
    }

    /** What a person is answered. */
    public Answer call(String name, String method, String path, Object body) {
        return send(token(name), method, path, body);
    }

    /**
     * @param token null for none
     */
    public Answer send(String token, String method, String path, Object body) {
        return Answer.to(platform.service().given("graph"), method, "/v1.0/" + path, token, body);
    }

    /** With the header that advanced queries need. */
    public Answer eventually(String token, String path) {
        return Answer.to(
                platform.service().given("graph").header("ConsistencyLevel", "eventual"),
                "GET",
                "/v1.0/" + path,
                token,
                null);
    }

    /** The page at a link. */
    public Answer follow(String token, String link) {
        URI next = URI.create(link);
        return Answer.to(
                platform.service().given().header("Host", next.getAuthority()),
                "GET",
                next.getRawPath() + "?" + next.getRawQuery(),
                token,
                null);
    }

    /** What the administrator makes. */
    public JsonNode make(String collection, Object body) {
        return call("grace", "POST", collection, body).expect(201).json();
    }

    public String makeGroup(String name) {
        return make("groups", group(name)).path("id").asText();
    }

    public static Map<String, Object> group(String name) {
        return Map.of("displayName", name, "mailNickname", name, "mailEnabled", false, "securityEnabled", true);
    }

    public static Map<String, Object> reference(String objectId) {
        return Map.of("@odata.id", GRAPH + "/v1.0/directoryObjects/" + objectId);
    }

    public static String filter(String collection, String filter) {
        return collection + "?$filter=" + UriEncoding.encodeFormValue(filter);
    }
}
