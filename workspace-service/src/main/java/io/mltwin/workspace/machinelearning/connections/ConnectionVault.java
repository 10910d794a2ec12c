package io.mltwin.workspace.machinelearning.connections;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.ServiceRequest;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureFault;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.WorkspaceIdentities;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * The workspace's key vault, where credentials of connections lie, reached as the workspace's
 * identity (seed L232-238).
 */
@Singleton
class ConnectionVault {

    private static final String API_VERSION = "?api-version=7.4";

    private final ServiceHttp http;
    private final WorkspaceIdentities identities;
    private final Tokens tokens;
    private final Addresses addresses;
    private final ObjectMapper json;

    ConnectionVault(
            ServiceHttp http,
            WorkspaceIdentities identities,
            Tokens tokens,
            Addresses addresses,
            ObjectMapper json) {
        this.http = http;
        this.identities = identities;
        this.tokens = tokens;
        this.addresses = addresses;
        this.json = json;
    }

    /** A secret to set. */
    record SecretBody(String value, String contentType, Map<String, String> tags) {
        @Override
        public String toString() {
            return "secret of type " + contentType;
        }
    }

    void set(Workspace workspace, ArmResourceId connection, Secrets secrets) {
        String name = name(workspace, connection);
        SecretBody body =
                new SecretBody(write(secrets), "application/json", Map.of("managedBy", "azureml"));
        ServiceAnswer answer = send(workspace, "PUT", "/secrets/" + name, body);
        if (answer.status() == 409) {
            // deleted and not purged yet: the name is free only for the secret it had
            send(workspace, "POST", "/deletedsecrets/" + name + "/recover", null);
            answer = send(workspace, "PUT", "/secrets/" + name, body);
        }
        if (!answer.isSuccess()) {
            throw refused("PUT of a secret", answer);
        }
    }

    Secrets get(Workspace workspace, ArmResourceId connection) {
        ServiceAnswer answer =
                send(workspace, "GET", "/secrets/" + name(workspace, connection), null);
        if (!answer.isSuccess()) {
            throw refused("GET of a secret", answer);
        }
        try {
            return json.readValue(answer.json().path("value").asText(), Secrets.class);
        } catch (JsonProcessingException e) {
            throw new AzureFault(
                    409,
                    "Conflict",
                    "What lies in the workspace's key vault for the connection '"
                            + connection.name()
                            + "' was changed and cannot be read.");
        }
    }

    /** Deletes it for good; a vault with purge protection keeps it until its retention ends. */
    void remove(Workspace workspace, ArmResourceId connection) {
        String name = name(workspace, connection);
        ServiceAnswer answer = send(workspace, "DELETE", "/secrets/" + name, null);
        if (!answer.isSuccess() && answer.status() != 404) {
            throw refused("DELETE of a secret", answer);
        }
        ServiceAnswer purged = send(workspace, "DELETE", "/deletedsecrets/" + name, null);
        if (!purged.isSuccess() && purged.status() != 403 && purged.status() != 404) {
            throw refused("the purge of a secret", purged);
        }
    }

    /** Names of connections are longer than what a secret's name has room for. */
    private static String name(Workspace workspace, ArmResourceId connection) {
        byte[] key = connection.key().getBytes(StandardCharsets.UTF_8);
        return "aml-" + workspace.workspaceId() + "-connection-" + UUID.nameUUIDFromBytes(key);
    }

    private ServiceAnswer send(Workspace workspace, String method, String path, SecretBody body) {
        ServiceAnswer answer = request(workspace, method, path, body).send();
        if (answer.status() == 401) {
            tokens.forget(workspace.identity().clientId());
            answer = request(workspace, method, path, body).send();
        }
        return answer;
    }

    private ServiceRequest request(
            Workspace workspace, String method, String path, SecretBody body) {
        ServiceRequest request =
                http.request(ServiceName.KEYVAULT, method, path + API_VERSION)
                        .host(URI.create(workspace.vaultUri()).getAuthority())
                        .bearer(identities.token(workspace, addresses.vaultAudience()).value());
        return body == null ? request : request.json(body);
    }

    private String write(Secrets secrets) {
        try {
            return json.writeValueAsString(secrets);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("credentials cannot be written", e);
        }
    }

    private static AzureFault refused(String what, ServiceAnswer answer) {
        boolean away = answer.status() >= 500;
        return new AzureFault(
                away ? 503 : 424,
                away ? "ServiceUnavailable" : "FailedDependency",
                "The workspace's key vault refused "
                        + what
                        + " with "
                        + answer.status()
                        + " "
                        + answer.fault().code()
                        + ".");
    }
}
