package io.mltwin.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Microsoft Graph of the running platform, with a Global Administrator and a member of Contoso
 * beside the fixture's people.
 */
final class GraphCalls {
    static final String GRAPH = "https://graph.microsoft.com";
    static final String READER_ROLE = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    static final String GRAPH_PRINCIPAL = "00000003-0000-4000-8000-000000000001";
    static final String DIRECTORY_READ = "7ab1d382-f21e-4acd-a863-ba3e13f7da61";
    static final String GRACE = "30000000-0000-4000-8000-0000000000a1";
    static final String MAJA = "30000000-0000-4000-8000-0000000000a2";
    private static final String PASSWORD = "For-tests-0nly!";

    private final TestPlatform platform;
    private final FlowClient client;
    private final String tenant;
    private final String domain;
    private final Map<String, String> tokens = new HashMap<>();

    private GraphCalls(TestPlatform platform) {
        this.platform = platform;
        this.client = platform.flowClient();
        this.tenant = platform.fixture().tenant().tenantId();
        this.domain = platform.fixture().tenant().domains().get(0);
    }

    /** With both people in the directory. */
    static GraphCalls of(TestPlatform platform) throws Exception {
        GraphCalls calls = new GraphCalls(platform);
        calls.seed(
                Map.of(
                        "users",
                        List.of(calls.user(GRACE, "grace"), calls.user(MAJA, "maja")),
                        "globalAdministrators",
                        List.of(GRACE)));
        return calls;
    }

    private Map<String, Object> user(String objectId, String name) {
        return Map.of(
                "tenantId",
                tenant,
                "objectId",
                objectId,
                "userPrincipalName",
                name + "@" + domain,
                "displayName",
                name,
                "password",
                PASSWORD);
    }

    void seed(Map<String, Object> body) throws Exception {
        client.json(
                        "PUT",
                        "https://localhost:"
                                + platform.port(PlatformService.IDENTITY)
                                + "/_mltwin/seed",
                        platform.tokens().administrator(),
                        body)
                .expect(200);
    }

    String domain() {
        return domain;
    }

    String tenant() {
        return tenant;
    }

    /** Of grace, maja, or anybody of the fixture. */
    String token(String who, String resource) throws Exception {
        return who.equals("grace") || who.equals("maja")
                ? signIn(who + "@" + domain, PASSWORD, resource)
                        .expect(200)
                        .json()
                        .path("access_token")
                        .asText()
                : platform.azure().token(who, resource);
    }

    FlowClient.Answer signIn(String name, String password, String resource) throws Exception {
        return ask(
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
                        "username",
                        name,
                        "password",
                        password,
                        "scope",
                        resource + "/.default"));
    }

    FlowClient.Answer signInAs(String applicationId, String secret, String resource)
            throws Exception {
        return ask(
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        applicationId,
                        "client_secret",
                        secret,
                        "scope",
                        resource + "/.default"));
    }

    FlowClient.Answer ask(Map<String, String> form) throws Exception {
        return ask(tenant, form);
    }

    FlowClient.Answer ask(String tenantId, Map<String, String> form) throws Exception {
        String encoded =
                form.entrySet().stream()
                        .map(
                                field ->
                                        field.getKey()
                                                + "="
                                                + UriEncoding.encodeFormValue(field.getValue()))
                        .collect(Collectors.joining("&"));
        return client.send(
                "POST",
                platform.host("login", PlatformService.IDENTITY)
                        + "/"
                        + tenantId
                        + "/oauth2/v2.0/token",
                null,
                BodyPublishers.ofString(encoded),
                Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }

    /**
     * @param who null for nobody
     */
    FlowClient.Answer call(String who, String method, String path, Object body) throws Exception {
        return send(who == null ? null : known(who), method, path, body);
    }

    /** A password takes identity a moment to check: one token each does. */
    private String known(String who) throws Exception {
        String token = tokens.get(who);
        if (token == null) {
            token = token(who, GRAPH);
            tokens.put(who, token);
        }
        return token;
    }

    FlowClient.Answer send(String token, String method, String path, Object body) throws Exception {
        return client.json(
                method,
                platform.host("graph", PlatformService.IDENTITY) + "/v1.0/" + path,
                token,
                body);
    }

    /** With the header that advanced queries need. */
    FlowClient.Answer eventually(String token, String path) throws Exception {
        return client.send(
                "GET",
                platform.host("graph", PlatformService.IDENTITY) + "/v1.0/" + path,
                token,
                BodyPublishers.noBody(),
                Map.of("ConsistencyLevel", "eventual"));
    }

    /** What the administrator makes. */
    JsonNode make(String collection, Object body) throws Exception {
        return call("grace", "POST", collection, body).expect(201).json();
    }

    JsonNode makeGroup(String name) throws Exception {
        return make("groups", group(name));
    }

    static Map<String, Object> group(String name) {
        return Map.of(
                "displayName",
                name,
                "mailNickname",
                name,
                "mailEnabled",
                false,
                "securityEnabled",
                true);
    }

    void addMember(String group, String member) throws Exception {
        call("grace", "POST", "groups/" + group + "/members/$ref", reference(member)).expect(204);
    }

    static Map<String, Object> reference(String objectId) {
        return Map.of("@odata.id", GRAPH + "/v1.0/directoryObjects/" + objectId);
    }

    static String query(String filter) {
        return UriEncoding.encodeFormValue(filter);
    }
}
