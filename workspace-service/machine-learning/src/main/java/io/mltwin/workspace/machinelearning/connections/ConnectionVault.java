package io.mltwin.workspace.machinelearning.connections;

import static io.mltwin.armweb.AzureException.conflict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.managedidentities.IdentityVault;
import io.mltwin.platform.Addresses;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.WorkspaceIdentities;
import io.mltwin.workspace.machinelearning.connections.Connections.Secrets;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The workspace's key vault, where credentials of connections lie. */
@Singleton
record ConnectionVault(
        IdentityVault vault, WorkspaceIdentities identities, Tokens tokens, Addresses addresses, ObjectMapper json) {
    void set(Workspace workspace, ArmResourceId connection, Secrets secrets) {
        vault.set(credential(workspace), name(workspace, connection), Json.write(secrets), "application/json");
    }

    Secrets get(Workspace workspace, ArmResourceId connection) {
        String kept = vault.get(credential(workspace), name(workspace, connection));
        try {
            return json.readValue(kept, Secrets.class);
        } catch (JsonProcessingException e) {
            throw conflict(
                    "Conflict",
                    "What lies in the workspace's key vault for the connection '%s' was changed and cannot be read.",
                    connection.name());
        }
    }

    void remove(Workspace workspace, ArmResourceId connection) {
        vault.remove(credential(workspace), name(workspace, connection));
    }

    /** Names of connections are longer than what a secret's name has room for. */
    private static String name(Workspace workspace, ArmResourceId connection) {
        byte[] key = connection.key().getBytes(StandardCharsets.UTF_8);
        return "aml-" + workspace.workspaceId() + "-connection-" + UUID.nameUUIDFromBytes(key);
    }

    private IdentityVault.Credential credential(Workspace workspace) {
        return new IdentityVault.Credential(
                workspace.vaultUri(),
                () -> identities.token(workspace, addresses.vaultAudience()).value(),
                () -> tokens.forget(workspace.identity().clientId()),
                ConnectionVault::fault);
    }

    private static AzureException fault(IdentityVault.Refusal refused) {
        boolean away = refused.status() >= 500;
        return new AzureException(
                away ? 503 : 424,
                away ? "ServiceUnavailable" : "FailedDependency",
                "The workspace's key vault refused %s with %s %s.",
                refused.what(),
                refused.status(),
                refused.code());
    }
}
