package io.mltwin.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An application of its own for one test, without any role until the subscription's owner gives it
 * one; {@link #forget()} takes all of them back.
 */
final class Colleague {
    static final String AUTHORIZATION = "/providers/Microsoft.Authorization/";

    private final TestPlatform platform;
    private final Azure azure;
    private final FlowClient client;
    private final String owner;
    private final String applicationId = UUID.randomUUID().toString();
    private final String objectId = UUID.randomUUID().toString();
    private final String secret = UUID.randomUUID() + "-" + UUID.randomUUID();
    private final List<String> made = new ArrayList<>();
    private String token;

    private Colleague(TestPlatform platform) throws IOException {
        this.platform = platform;
        this.azure = platform.azure();
        this.client = platform.flowClient();
        this.owner = azure.armToken("owner");
    }

    static Colleague join(TestPlatform platform, boolean globalAdministrator) throws IOException {
        Colleague colleague = new Colleague(platform);
        Map<String, Object> application =
                Map.of(
                        "tenantId",
                        platform.fixture().tenant().tenantId(),
                        "applicationId",
                        colleague.applicationId,
                        "objectId",
                        colleague.objectId,
                        "displayName",
                        "colleague",
                        "secret",
                        colleague.secret);
        colleague.administer(
                "PUT",
                "/_mltwin/seed",
                Map.of(
                        "applications",
                        List.of(application),
                        "globalAdministrators",
                        globalAdministrator ? List.of(colleague.objectId) : List.of()));
        return colleague;
    }

    static Colleague join(TestPlatform platform) throws IOException {
        return join(platform, false);
    }

    String objectId() {
        return objectId;
    }

    /** For Azure Resource Manager and Azure Machine Learning. */
    String token() throws IOException {
        if (token == null) {
            token = token("https://management.azure.com");
        }
        return token;
    }

    String token(String resource) throws IOException {
        String form =
                "grant_type=client_credentials&client_id="
                        + applicationId
                        + "&client_secret="
                        + secret
                        + "&scope="
                        + UriEncoding.encodeFormValue(resource + "/.default");
        Reply reply =
                platform.client()
                        .send(
                                Call.of(
                                                "POST",
                                                platform.port(PlatformService.IDENTITY),
                                                "/"
                                                        + platform.fixture().tenant().tenantId()
                                                        + "/oauth2/v2.0/token")
                                        .form(form));
        if (!reply.succeeded()) {
            throw new AssertionError(
                    "no token for " + resource + ": " + reply.status() + reply.body());
        }
        return reply.body().path("access_token").asText();
    }

    /** A custom role that may be assigned in the subscription; its id. */
    String define(String name, List<String> actions, List<String> notActions) throws IOException {
        String id =
                platform.subscription() + AUTHORIZATION + "roleDefinitions/" + UUID.randomUUID();
        Map<String, Object> role =
                Map.of(
                        "roleName",
                        name + " " + objectId,
                        "type",
                        "CustomRole",
                        "permissions",
                        List.of(Map.of("actions", actions, "notActions", notActions)),
                        "assignableScopes",
                        List.of(platform.subscription()));
        client.json("PUT", azure.arm(id), owner, Map.of("properties", role)).expect(201);
        made.add(id);
        return id;
    }

    /** The id of a built-in role. */
    String builtIn(String roleId) {
        return platform.subscription() + AUTHORIZATION + "roleDefinitions/" + roleId;
    }

    /** Gives this colleague a role; the assignment's id. */
    String assign(String scope, String role) throws IOException {
        String id = scope + AUTHORIZATION + "roleAssignments/" + UUID.randomUUID();
        client.json("PUT", azure.arm(id), owner, assignment(role, objectId)).expect(201);
        made.add(id);
        return id;
    }

    static Map<String, Object> assignment(String role, String principal) {
        return Map.of("properties", Map.of("roleDefinitionId", role, "principalId", principal));
    }

    void remove(String id) throws IOException {
        client.json("DELETE", azure.arm(id), owner, null).expect(200, 204);
    }

    /** Denies principals actions at a scope; only the platform's administrator can. */
    String deny(Map<String, Object> properties) throws IOException {
        String name = UUID.randomUUID().toString();
        administer(
                "PUT",
                "/_mltwin/access/deny-assignments/" + name,
                Map.of("properties", properties));
        return name;
    }

    void endDenial(String name) throws IOException {
        administer("DELETE", "/_mltwin/access/deny-assignments/" + name, null);
    }

    private JsonNode administer(String method, String path, Object body) throws IOException {
        Call call =
                Call.of(method, platform.port(PlatformService.IDENTITY), path)
                        .as(platform.tokens().administrator());
        Reply reply = platform.client().send(body == null ? call : call.json(body));
        if (!reply.succeeded()) {
            throw new AssertionError(call + " was answered " + reply.status() + reply.body());
        }
        return reply.body();
    }

    /** What identity tells this or another principal about a decision. */
    Reply decision(String id, String as) throws IOException {
        return platform.client()
                .send(
                        Call.of(
                                        "GET",
                                        platform.port(PlatformService.IDENTITY),
                                        "/_mltwin/access/decisions/" + id)
                                .as(as));
    }

    /** Ends all assignments and definitions that were made, the last first. */
    void forget() throws IOException {
        for (int i = made.size() - 1; i >= 0; i--) {
            remove(made.get(i));
        }
        made.clear();
    }
}
