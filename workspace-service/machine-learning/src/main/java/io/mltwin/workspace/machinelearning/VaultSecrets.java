package io.mltwin.workspace.machinelearning;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.ServiceRequest;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.AzureException;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;

/**
 * Reads and writes secrets of a workspace's vault over the vault's data plane: as the Azure ML
 * application, or as the workspace's primary user-assigned identity where it has one.
 */
@Singleton
public record VaultSecrets(ServiceHttp http, Tokens tokens, WorkspaceIdentities identities, Addresses addresses) {
    private static final String API_VERSION = "?api-version=7.4";

    /** A secret to set. */
    record Secret(String value, String contentType) {
        @Override
        public String toString() {
            return "secret of type " + contentType;
        }
    }

    public void set(Workspace workspace, String name, String value, String contentType) {
        request(workspace, "PUT", name)
                .json(new Secret(value, contentType))
                .send()
                .orFault();
    }

    /**
     * Its value.
     *
     * @throws AzureException when the vault refuses or has none such
     */
    public String get(Workspace workspace, String name) {
        ServiceAnswer answer = request(workspace, "GET", name).send().orFault();
        return answer.json().path("value").asText();
    }

    /** Its value, or empty when the vault has none such or does not show it. */
    public Optional<String> find(Workspace workspace, String name) {
        ServiceAnswer answer;
        try {
            answer = request(workspace, "GET", name).send();
        } catch (AzureException fault) {
            if (fault.status() == 400) {
                // no token: the identity does not exist any more
                return Optional.empty();
            }
            throw fault;
        }
        if (answer.status() == 403 || answer.status() == 404) {
            return Optional.empty();
        }
        return Optional.of(answer.orFault().json().path("value").asText());
    }

    private ServiceRequest request(Workspace workspace, String method, String name) {
        return http.request(ServiceName.KEYVAULT, method, "/secrets/" + name + API_VERSION)
                .host(URI.create(workspace.vaultUri()).getAuthority())
                .bearer(token(workspace).value());
    }

    private Tokens.AccessToken token(Workspace workspace) {
        return workspace.identity().isUserAssigned()
                ? identities.token(workspace, addresses.vaultAudience())
                : tokens.asApplication(addresses.vaultAudience());
    }
}
