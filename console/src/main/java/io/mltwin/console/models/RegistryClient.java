package io.mltwin.console.models;

import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.AzureCall;
import io.mltwin.console.azure.AzureClient;
import io.mltwin.console.azure.AzureHost;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.console.session.CurrentSession;
import io.mltwin.console.session.TokenAudience;
import io.mltwin.console.session.UserTokens;
import io.mltwin.encoding.UriEncoding;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads manifests from a registry, as Docker does after {@code az acr login}: the user's token is
 * exchanged for one of the registry, and that for one that may pull a repository.
 */
@Singleton
record RegistryClient(AzureClient azure, AzureHosts hosts, UserTokens tokens, CurrentSession session) {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MANIFESTS =
            "application/vnd.oci.image.manifest.v1+json," + " application/vnd.docker.distribution.manifest.v2+json";

    /**
     * Returns the layers of an image.
     *
     * @param registry its name
     * @param location {@code HOST/REPOSITORY:TAG}
     * @throws AzureException with the registry's status when it is refused
     */
    List<ModelBody.Layer> layers(String registry, String location) {
        ImageLocation image = ImageLocation.parse(location);
        AzureHost host = hosts.registry(registry);
        String token = token(host, image.repository());
        ModelBody.Manifest manifest = azure.send(AzureCall.get(
                                host,
                                "/v2/"
                                        + UriEncoding.encodePath(image.repository())
                                        + "/manifests/"
                                        + UriEncoding.encodePathSegment(image.reference()))
                        .withoutToken()
                        .withHeader("Accept", MANIFESTS)
                        .withHeader("Authorization", "Bearer " + token))
                .orFault()
                .as(ModelBody.Manifest.class);
        return orEmpty(manifest.layers());
    }

    private String token(AzureHost host, String repository) {
        String own = tokens.token(session.require(), TokenAudience.CONTAINER_REGISTRY);
        String refresh = post(
                        host,
                        "/oauth2/exchange",
                        "grant_type=access_token&service="
                                + UriEncoding.encodeFormValue(host.name())
                                + "&access_token="
                                + UriEncoding.encodeFormValue(own),
                        ModelBody.RefreshToken.class)
                .token();
        return post(
                        host,
                        "/oauth2/token",
                        "grant_type=refresh_token&service="
                                + UriEncoding.encodeFormValue(host.name())
                                + "&scope="
                                + UriEncoding.encodeFormValue("repository:" + repository + ":pull")
                                + "&refresh_token="
                                + UriEncoding.encodeFormValue(refresh),
                        ModelBody.AccessToken.class)
                .token();
    }

    private <T> T post(AzureHost host, String path, String form, Class<T> type) {
        return azure.send(new AzureCall(host, "POST", path)
                        .withoutToken()
                        .withBytes(FORM, form.getBytes(StandardCharsets.UTF_8)))
                .orFault()
                .as(type);
    }

    /**
     * Where a registry has an image.
     *
     * @param repository its name, which may have slashes
     * @param reference a tag, or a digest
     */
    record ImageLocation(String repository, String reference) {

        private static final String LATEST = "latest";

        /** Reads {@code HOST:PORT/REPOSITORY:TAG} and {@code HOST/REPOSITORY@DIGEST}. */
        static ImageLocation parse(String location) {
            String name = location.substring(location.indexOf('/') + 1);
            int digest = name.indexOf('@');
            if (digest >= 0) {
                return new ImageLocation(name.substring(0, digest), name.substring(digest + 1));
            }
            int tag = name.lastIndexOf(':');
            return tag < 0
                    ? new ImageLocation(name, LATEST)
                    : new ImageLocation(name.substring(0, tag), name.substring(tag + 1));
        }
    }
}
