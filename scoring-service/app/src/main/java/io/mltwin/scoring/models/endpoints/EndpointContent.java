package io.mltwin.scoring.models.endpoints;

import static io.mltwin.encoding.Absence.orEmpty;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.scoring.models.endpoints.OnlineEndpointBody.AuthMode;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/**
 * Keeps what an endpoint was made with; its tags, traffic and keys have columns of their own.
 *
 * @param compute null for a managed endpoint
 */
@RecordBuilder
record EndpointContent(
        String kind,
        AuthMode authMode,
        String description,
        Map<String, String> properties,
        String compute,
        String publicNetworkAccess)
        implements EndpointContentBuilder.With {

    EndpointContent {
        properties = orEmpty(properties);
    }

    static EndpointContent of(OnlineEndpointBody body) {
        OnlineEndpointBody.Properties given = body.properties();
        return new EndpointContent(
                body.kind(),
                AuthMode.parse(given.authMode()),
                given.description(),
                given.properties(),
                given.compute(),
                requireNonNullElse(given.publicNetworkAccess(), "Enabled"));
    }

    /** Returns this content with what a PATCH names. */
    EndpointContent patched(OnlineEndpointBody.Properties given) {
        EndpointContent described = given.description() == null ? this : withDescription(given.description());
        return given.publicNetworkAccess() == null
                ? described
                : described.withPublicNetworkAccess(given.publicNetworkAccess());
    }

    boolean isPublic() {
        return AsciiCase.equal("Enabled", publicNetworkAccess);
    }
}
