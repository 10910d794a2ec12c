package io.mltwin.compute.containerregistry;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.containerregistry.RegistryRepository.PasswordReference;
import io.mltwin.compute.datastores.VaultSecretName;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.compute.workspaces.WorkspaceVault;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Gets tokens of a workspace's container registry as the workspace: its identity's token of Azure
 * AD is exchanged for one of the registry (azure/acr docs/AAD-OAuth.md).
 */
@Singleton
public record ContainerRegistryClient(ServiceHttp http, WorkspaceClient workspaces, Addresses addresses) {

    private static final String AUDIENCE = "https://containerregistry.azure.net";
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;

    /**
     * Opens a repository of the workspace's registry to pull and to push; empty where the workspace
     * has no registry.
     *
     * @throws AzureException 502 {@code ContainerRegistryRefused} if the registry does not exist
     *     any more, or refuses the workspace's identity
     */
    public Optional<RegistryRepository> open(Workspace workspace, String repository) {
        if (workspace.containerRegistryId() == null) {
            return Optional.empty();
        }
        return Optional.of(open(workspace, repository, "pull,push"));
    }

    /**
     * Returns whether a repository of the workspace's registry has a manifest.
     *
     * @param digest of the manifest
     * @throws AzureException 502 {@code ContainerRegistryRefused} if the registry does not exist
     *     any more, or refuses the workspace's identity
     */
    public boolean hasManifest(Workspace workspace, String repository, String digest) {
        RegistryRepository place = open(workspace, repository, "pull");
        ServiceAnswer answer = http.request(ServiceName.SCORING, "HEAD", "/v2/" + repository + "/manifests/" + digest)
                .host(place.host())
                .bearer(place.token())
                .header("Accept", MANIFEST)
                .send();
        if (answer.status() == NOT_FOUND) {
            return false;
        }
        if (!answer.isSuccess()) {
            throw refusal(workspace, place.host(), answer);
        }
        return true;
    }

    private RegistryRepository open(Workspace workspace, String repository, String actions) {
        String host = addresses.registryHost(registry(workspace));
        String identity = workspaces.identityToken(workspace.id(), AUDIENCE).value();
        JsonNode refresh = post(
                workspace,
                host,
                "/oauth2/exchange",
                "grant_type=access_token&service=%s&access_token=%s".formatted(encode(host), encode(identity)));
        JsonNode access = post(
                workspace,
                host,
                "/oauth2/token",
                "grant_type=refresh_token&service=%s&scope=%s&refresh_token=%s"
                        .formatted(
                                encode(host),
                                encode("repository:" + repository + ":" + actions),
                                encode(refresh.path("refresh_token").asText())));
        return new RegistryRepository(
                addresses.address(ServiceName.SCORING),
                host,
                repository,
                access.path("access_token").asText(),
                null);
    }

    /**
     * Opens a repository of the workspace's registry by the name of the secret in its key vault
     * that is the password of the registry's admin user; empty where the workspace has no registry.
     */
    public Optional<RegistryRepository> openByReference(Workspace workspace, String repository) {
        if (workspace.containerRegistryId() == null) {
            return Optional.empty();
        }
        String registry = registry(workspace);
        return Optional.of(new RegistryRepository(
                addresses.address(ServiceName.SCORING),
                addresses.registryHost(registry),
                repository,
                null,
                new PasswordReference(
                        addresses.address(ServiceName.KEYVAULT),
                        WorkspaceVault.requireHost(workspace),
                        VaultSecretName.ofRegistryPassword(workspace.workspaceId()),
                        registry)));
    }

    private static String registry(Workspace workspace) {
        return AsciiCase.lower(
                ArmResourceId.parse(workspace.containerRegistryId()).name());
    }

    private JsonNode post(Workspace workspace, String host, String path, String form) {
        ServiceAnswer answer = http.request(ServiceName.SCORING, "POST", path)
                .host(host)
                .form(form)
                .send();
        if (answer.isSuccess()) {
            return answer.json();
        }
        throw refusal(workspace, host, answer);
    }

    private AzureException refusal(Workspace workspace, String host, ServiceAnswer answer) {
        workspaces.forgetToken(workspace.id(), AUDIENCE);
        if (answer.status() >= SERVER_ERROR) {
            return answer.fault();
        }
        return new AzureException(
                502,
                "ContainerRegistryRefused",
                "The container registry '%s' of the workspace refuses the workspace's identity: %s",
                host,
                reason(answer));
    }

    private static String reason(ServiceAnswer answer) {
        JsonNode error = answer.json().at("/errors/0");
        String told = error.path("code").asText() + " " + error.path("message").asText();
        return (answer.status() + " " + told).strip();
    }

    private static String encode(String text) {
        return UriEncoding.encodeFormValue(text);
    }
}
