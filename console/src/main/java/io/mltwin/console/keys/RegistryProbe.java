package io.mltwin.console.keys;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.console.azure.AzureCall;
import io.mltwin.console.azure.AzureHost;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.console.session.CurrentSession;
import io.mltwin.console.session.TokenAudience;
import io.mltwin.console.session.UserTokens;
import io.mltwin.console.workspaces.Workspace;
import io.mltwin.encoding.UriEncoding;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/**
 * Reads the manifest of an image, as Docker does: the user's token is exchanged for one of the
 * registry (azure/acr docs/AAD-OAuth.md).
 */
@Singleton
record RegistryProbe(ProbeCalls calls, AzureHosts hosts, CurrentSession session, UserTokens tokens) {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MANIFESTS =
            "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json,"
                    + " application/vnd.docker.distribution.manifest.list.v2+json,"
                    + " application/vnd.docker.distribution.manifest.v2+json";

    Probe probe(Workspace workspace) {
        AzureHost host = hosts.registry(workspace.containerRegistry().name());
        AzureCall exchange = form(
                host,
                "/oauth2/exchange",
                "grant_type=access_token&service="
                        + UriEncoding.encodeFormValue(host.name())
                        + "&access_token="
                        + UriEncoding.encodeFormValue(
                                tokens.token(session.require(), TokenAudience.CONTAINER_REGISTRY)));
        ServiceAnswer exchanged = calls.send(exchange);
        if (!exchanged.isSuccess()) {
            return calls.refused(SurfaceKind.REGISTRY, exchange, exchanged);
        }
        String refresh = exchanged.json().path("refresh_token").asText();
        AzureCall catalog = opened(host, "/v2/_catalog?n=1", token(host, refresh, "registry:catalog:*"));
        ServiceAnswer repositories = calls.send(catalog);
        if (!repositories.isSuccess()) {
            return calls.refused(SurfaceKind.REGISTRY, catalog, repositories);
        }
        String repository = repositories.json().path("repositories").path(0).asText(null);
        if (repository == null) {
            return calls.ofNothing(SurfaceKind.REGISTRY);
        }
        String pull = token(host, refresh, "repository:" + repository + ":pull");
        String at = "/v2/" + UriEncoding.encodePath(repository);
        AzureCall list = opened(host, at + "/tags/list?n=1", pull);
        ServiceAnswer tags = calls.send(list);
        if (!tags.isSuccess()) {
            return calls.refused(SurfaceKind.REGISTRY, list, tags);
        }
        String tag = tags.json().path("tags").path(0).asText(null);
        return tag == null
                ? calls.ofNothing(SurfaceKind.REGISTRY)
                : calls.probe(
                        SurfaceKind.REGISTRY,
                        opened(host, at + "/manifests/" + UriEncoding.encodePathSegment(tag), pull)
                                .withHeader("Accept", MANIFESTS));
    }

    private String token(AzureHost host, String refreshToken, String scope) {
        AzureCall call = form(
                host,
                "/oauth2/token",
                "grant_type=refresh_token&service="
                        + UriEncoding.encodeFormValue(host.name())
                        + "&scope="
                        + UriEncoding.encodeFormValue(scope)
                        + "&refresh_token="
                        + UriEncoding.encodeFormValue(refreshToken));
        return calls.send(call).json().path("access_token").asText("");
    }

    private static AzureCall form(AzureHost host, String path, String body) {
        return new AzureCall(host, "POST", path).withoutToken().withBytes(FORM, body.getBytes(StandardCharsets.UTF_8));
    }

    private static AzureCall opened(AzureHost host, String path, String token) {
        return AzureCall.get(host, path).withoutToken().withHeader("Authorization", "Bearer " + token);
    }
}
