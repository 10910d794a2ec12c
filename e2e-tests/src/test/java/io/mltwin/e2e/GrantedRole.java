package io.mltwin.e2e;

import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A custom role of some actions on workspaces, assigned to a user of the fixture until it is
 * closed. What was allowed is refused at most a second later.
 */
final class GrantedRole {
    /** Tests that share it give roles to nora and expect her to have no others. */
    static final String OF_NORA = "roles of nora";

    private static final String AUTHORIZATION = "/providers/Microsoft.Authorization/";

    private final Azure azure;
    private final FlowClient client;
    private final String owner;
    private final String definition;
    private final String assignment;

    private GrantedRole(
            Azure azure, FlowClient client, String owner, String definition, String assignment) {
        this.azure = azure;
        this.client = client;
        this.owner = owner;
        this.definition = definition;
        this.assignment = assignment;
    }

    /**
     * Grants actions on workspaces at a scope.
     *
     * @param actions without {@code Microsoft.MachineLearningServices/workspaces/}
     */
    static GrantedRole to(TestPlatform platform, String user, String scope, String... actions)
            throws IOException {
        return of(
                platform,
                user,
                scope,
                Stream.of(actions)
                        .map(action -> "Microsoft.MachineLearningServices/workspaces/" + action)
                        .toArray(String[]::new));
    }

    /** Grants actions at a scope, named in full. */
    static GrantedRole of(TestPlatform platform, String user, String scope, String... actions)
            throws IOException {
        String objectId = platform.platform().credentials().users().get(user).objectId();
        return ofPrincipal(platform, objectId, "User", scope, actions);
    }

    /** Grants actions at a scope to whom an object id names. */
    static GrantedRole ofPrincipal(
            TestPlatform platform, String objectId, String kind, String scope, String... actions)
            throws IOException {
        Azure azure = platform.azure();
        FlowClient client = platform.flowClient();
        String owner = azure.armToken("owner");
        String definition =
                platform.subscription() + AUTHORIZATION + "roleDefinitions/" + UUID.randomUUID();
        String assignment = scope + AUTHORIZATION + "roleAssignments/" + UUID.randomUUID();
        Map<String, Object> role =
                Map.of(
                        "roleName",
                        "Role " + definition.substring(definition.length() - 12),
                        "type",
                        "CustomRole",
                        "permissions",
                        List.of(Map.of("actions", List.of(actions), "notActions", List.of())),
                        "assignableScopes",
                        List.of(platform.subscription()));
        client.json("PUT", azure.arm(definition), owner, Map.of("properties", role)).expect(201);
        Map<String, Object> given =
                Map.of(
                        "roleDefinitionId",
                        definition,
                        "principalId",
                        objectId,
                        "principalType",
                        kind);
        client.json("PUT", azure.arm(assignment), owner, Map.of("properties", given)).expect(201);
        return new GrantedRole(azure, client, owner, definition, assignment);
    }

    void close() throws IOException {
        client.json("DELETE", azure.arm(assignment), owner, null).expect(200, 204);
        client.json("DELETE", azure.arm(definition), owner, null).expect(200, 204);
    }
}
