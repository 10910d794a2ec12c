package io.mltwin.compute.datastores;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.ServiceRequest;
import io.mltwin.armweb.AzureFault;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * The workspace's key vault, where secrets of datastores lie, reached as the workspace's identity
 * (seed L232-238).
 */
@Singleton
class DatastoreVault {

    private static final String API_VERSION = "?api-version=7.4";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServiceHttp http;
    private final WorkspaceClient workspaces;
    private final Addresses addresses;

    DatastoreVault(ServiceHttp http, WorkspaceClient workspaces, Addresses addresses) {
        this.http = http;
        this.workspaces = workspaces;
        this.addresses = addresses;
    }

    /** A secret to set. */
    record SecretBody(String value, String contentType, Map<String, String> tags) {
        @Override
        public String toString() {
            return "secret of type " + contentType;
        }
    }

    void set(Workspace workspace, String name, String value) {
        SecretBody body = new SecretBody(value, "text/plain", Map.of("managedBy", "azureml"));
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

    String get(Workspace workspace, String name) {
        ServiceAnswer answer = send(workspace, "GET", "/secrets/" + name, null);
        if (!answer.isSuccess()) {
            throw refused("GET of a secret", answer);
        }
        return answer.json().path("value").asText();
    }

    /** Deletes it for good; a vault with purge protection keeps it until its retention ends. */
    void remove(Workspace workspace, String name) {
        ServiceAnswer answer = send(workspace, "DELETE", "/secrets/" + name, null);
        if (!answer.isSuccess() && answer.status() != 404) {
            throw refused("DELETE of a secret", answer);
        }
        ServiceAnswer purged = send(workspace, "DELETE", "/deletedsecrets/" + name, null);
        if (!purged.isSuccess() && purged.status() != 403 && purged.status() != 404) {
            throw refused("the purge of a secret", purged);
        }
    }

    private ServiceAnswer send(Workspace workspace, String method, String path, SecretBody body) {
        ServiceAnswer answer = request(workspace, method, path, body).send();
        if (answer.status() == 401) {
            workspaces.forgetToken(workspace.id(), addresses.vaultAudience());
            answer = request(workspace, method, path, body).send();
        }
        return answer;
    }

    private ServiceRequest request(
            Workspace workspace, String method, String path, SecretBody body) {
        ServiceRequest request =
                http.request(ServiceName.KEYVAULT, method, path + API_VERSION)
                        .host(URI.create(workspace.vaultUri()).getAuthority())
                        .bearer(
                                workspaces
                                        .identityToken(workspace.id(), addresses.vaultAudience())
                                        .value())
                        .timeout(PATIENCE);
        return body == null ? request : request.json(body);
    }

    private static AzureFault refused(String what, ServiceAnswer answer) {
        return DatastoreErrors.vault(what, answer.status(), answer.fault().code());
    }
}
