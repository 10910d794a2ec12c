package io.mltwin.identity.directory;

import static io.mltwin.armweb.AzureException.notFound;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** Internal: returns the principal with an object id to any service. */
@Path("/_internal/principals/{objectId}")
class PrincipalResource {

    private final DirectoryService directory;

    PrincipalResource(DirectoryService directory) {
        this.directory = directory;
    }

    /** A principal as services see it. */
    record PrincipalBody(String objectId, String type, String displayName, String applicationId, String tenantId) {}

    @GET
    public PrincipalBody get(@RestPath String objectId) {
        return directory
                .principal(objectId)
                .map(found -> new PrincipalBody(
                        found.objectId(),
                        found.kind().armType(),
                        found.displayName(),
                        found.applicationId(),
                        found.tenantId()))
                .orElseThrow(() -> notFound("PrincipalNotFound", "There is no principal '%s'.", objectId));
    }
}
