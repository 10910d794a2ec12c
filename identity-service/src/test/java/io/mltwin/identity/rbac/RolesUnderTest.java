package io.mltwin.identity.rbac;

import io.mltwin.armweb.ArmTarget;
import io.mltwin.encoding.PemKeys;
import io.mltwin.identity.Answer;
import io.mltwin.identity.DirectoryUnderTest;
import io.mltwin.identity.KeyProof;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.CredentialsFile;
import io.mltwin.local.trust.OperatorCredentials;
import io.mltwin.local.trust.TrustMaterial;
import io.mltwin.testkit.TestPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The roles of one test: a tenant, a subscription and its owner. Calls as Azure Resource Manager
 * does for somebody it has authorized, and asks what services ask about a caller.
 */
public final class RolesUnderTest {

    public static final String AUTHORIZATION = "/providers/Microsoft.Authorization/";
    public static final String ML = "Microsoft.MachineLearningServices/workspaces";
    public static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    public static final String CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    public static final String ARM = "https://management.azure.com";

    private static final String VERSION = "api-version=2022-04-01";

    private final TestPlatform platform;
    private final DirectoryUnderTest directory;
    private final String tenant;
    private final String subscriptionId = UUID.randomUUID().toString();
    private final Colleague owner;
    private String asking;

    public RolesUnderTest(TestPlatform platform) {
        this.platform = platform;
        this.directory = new DirectoryUnderTest(platform);
        this.tenant = directory.tenant(false);
        this.owner = join();
        directory.seed("{'subscriptionOwners':[{'subscriptionId':'%s','principalId':'%s'}]}"
                .formatted(subscriptionId, owner.objectId()));
    }

    /** An application that has no role until it is given one. */
    public record Colleague(String objectId, String applicationId, String secret) {

        @Override
        public String toString() {
            return objectId;
        }
    }

    public Colleague join() {
        Colleague colleague = new Colleague(
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                UUID.randomUUID() + "-" + UUID.randomUUID());
        directory.seed(
                "{'applications':[{'tenantId':'%s','applicationId':'%s','objectId':'%s','displayName':'colleague','secret':'%s'}]}"
                        .formatted(tenant, colleague.applicationId(), colleague.objectId(), colleague.secret()));
        return colleague;
    }

    /** A colleague with a built-in role at a scope. */
    public Colleague join(String scope, String roleId) {
        Colleague colleague = join();
        assign(colleague, scope, builtIn(roleId));
        return colleague;
    }

    public String tenant() {
        return tenant;
    }

    public Colleague owner() {
        return owner;
    }

    public String subscription() {
        return "/subscriptions/" + subscriptionId;
    }

    public String group() {
        return subscription() + "/resourceGroups/rg";
    }

    public String workspace() {
        return workspace("ws");
    }

    public String workspace(String name) {
        return group() + "/providers/" + ML + "/" + name;
    }

    /** What Azure Resource Manager asks for somebody whom it has authorized. */
    public Answer arm(Colleague who, String method, String id, Object body) {
        String uri = id + (id.contains("?") ? "&" : "?") + VERSION;
        String assertion = platform.issuer()
                .assertion("identity", method, uri, Answer.bytes(body), who.objectId())
                .tenantId(tenant)
                .sign();
        return Answer.to(platform.service().given(), method, uri, assertion, body);
    }

    public String token(Colleague who, String resource) {
        return token(tenant, who.applicationId(), who.secret(), resource);
    }

    public String token(Colleague who) {
        return token(who, ARM);
    }

    /** A token of the platform's administrator. */
    public String administrator() {
        try {
            OperatorCredentials.Administrator administrator =
                    new CredentialsFile(platform.trust().folder()).read().administrator();
            return token(
                    administrator.tenantId(),
                    administrator.applicationId(),
                    administrator.secret(),
                    "api://mltwin-admin");
        } catch (IOException e) {
            throw new UncheckedIOException("the administrator's secret cannot be read", e);
        }
    }

    private String token(String tenantId, String applicationId, String secret, String resource) {
        return token(
                tenantId,
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

    private String token(String tenantId, Map<String, String> form) {
        return new Answer("a token", directory.token(tenantId, form)).accessToken();
    }

    /** A token of another service of the platform for identity-service. */
    public String service(PlatformService service) {
        return token(
                TrustMaterial.MICROSOFT_TENANT,
                KeyProof.form(
                        service.applicationId(),
                        PemKeys.readPrivate(platform.trust()
                                .folder()
                                .privateOf(service.key())
                                .resolve("client-key.pem")),
                        platform.issuer().login(),
                        TrustMaterial.MICROSOFT_TENANT,
                        "api://mltwin/identity"));
    }

    /** What a service is told that asks whether somebody may do something. */
    public Answer check(Colleague who, String action, String scope) {
        if (asking == null) {
            asking = service(PlatformService.WORKSPACE);
        }
        return send(
                asking,
                "POST",
                "/_mltwin/access/check",
                Map.of("principalId", who.objectId(), "checks", List.of(Map.of("action", action, "scope", scope))));
    }

    /** Whether a service lets somebody do what it asks this action for. */
    public boolean may(Colleague who, String action, String scope) {
        return check(who, action, scope)
                .expect(200)
                .json()
                .get("decisions")
                .get(0)
                .booleanValue();
    }

    /** Whether Azure Resource Manager lets somebody call a method of a resource. */
    public boolean mayCall(Colleague who, String method, String id) {
        ArmTarget target = ArmTarget.parse(id);
        return may(who, target.action(method), target.id().toString());
    }

    /** The id of the decision by which somebody may not do something. */
    public String refusal(Colleague who, String action, String scope) {
        return check(who, action, scope)
                .expect(200)
                .json()
                .get("denial")
                .get("id")
                .textValue();
    }

    public Answer decision(String id, String token) {
        return send(token, "GET", "/_mltwin/access/decisions/" + id, null);
    }

    public Answer explain(Map<String, Object> question, String token) {
        return send(token, "POST", "/_mltwin/access/explain", question);
    }

    /** A call of the service's own address. */
    public Answer send(String token, String method, String uri, Object body) {
        return Answer.to(platform.service().given(), method, uri, token, body);
    }

    /** The id of a built-in role. */
    public String builtIn(String roleId) {
        return subscription() + AUTHORIZATION + "roleDefinitions/" + roleId;
    }

    /** A custom role that may be assigned in the subscription; its id. */
    public String define(String name, List<String> actions, List<String> notActions) {
        String id = subscription() + AUTHORIZATION + "roleDefinitions/" + UUID.randomUUID();
        arm(
                        owner,
                        "PUT",
                        id,
                        Map.of(
                                "properties",
                                Map.of(
                                        "roleName",
                                        name,
                                        "type",
                                        "CustomRole",
                                        "permissions",
                                        List.of(Map.of("actions", actions, "notActions", notActions)),
                                        "assignableScopes",
                                        List.of(subscription()))))
                .expect(201);
        return id;
    }

    /** Gives somebody a role; the assignment's id. */
    public String assign(Colleague who, String scope, String role) {
        String id = scope + AUTHORIZATION + "roleAssignments/" + UUID.randomUUID();
        arm(owner, "PUT", id, assignment(role, who.objectId())).expect(201);
        return id;
    }

    public static Map<String, Object> assignment(String role, String principal) {
        return Map.of("properties", Map.of("roleDefinitionId", role, "principalId", principal));
    }

    public void remove(String assignment) {
        arm(owner, "DELETE", assignment, null).expect(200);
    }

    /** Denies what only the platform's administrator can; the name. */
    public String deny(Map<String, Object> properties) {
        String name = UUID.randomUUID().toString();
        send(administrator(), "PUT", "/_mltwin/access/deny-assignments/" + name, Map.of("properties", properties))
                .expect(200);
        return name;
    }

    public void endDenial(String name) {
        send(administrator(), "DELETE", "/_mltwin/access/deny-assignments/" + name, null)
                .expect(200);
    }
}
