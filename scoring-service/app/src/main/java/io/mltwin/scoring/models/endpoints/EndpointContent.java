package io.mltwin.scoring.models.endpoints;

import static io.mltwin.encoding.Absence.orEmpty;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.encoding.AsciiCase;
import java.util.Map;

/**
 * Keeps what an endpoint was made with; its traffic and keys have columns of their own.
 *
 * @param compute null for a managed endpoint
 */
record EndpointContent(
        Map<String, String> tags,
        String kind,
        String identityType,
        AuthMode authMode,
        String description,
        Map<String, String> properties,
        String compute,
        String publicNetworkAccess) {

    EndpointContent {
        tags = orEmpty(tags);
        properties = orEmpty(properties);
    }

    static EndpointContent of(OnlineEndpointBody body) {
        OnlineEndpointBody.Properties given = body.properties();
        return new EndpointContent(
                body.tags(),
                body.kind(),
                body.identity() == null ? "None" : body.identity().type(),
                AuthMode.parse(given.authMode()),
                given.description(),
                given.properties(),
                given.compute(),
                requireNonNullElse(given.publicNetworkAccess(), "Enabled"));
    }

    /** Returns this content with what a PATCH names. */
    EndpointContent patched(OnlineEndpointBody patch) {
        OnlineEndpointBody.Properties given = patch.properties();
        return new EndpointContent(
                patch.tags() == null ? tags : patch.tags(),
                kind,
                identityType,
                authMode,
                given == null || given.description() == null ? description : given.description(),
                properties,
                compute,
                given == null || given.publicNetworkAccess() == null
                        ? publicNetworkAccess
                        : given.publicNetworkAccess());
    }

    boolean isPublic() {
        return AsciiCase.equal("Enabled", publicNetworkAccess);
    }
}
