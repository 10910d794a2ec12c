package io.mltwin.identity.directory.graph;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Microsoft Graph v1.0: {@code /applications} and {@code /servicePrincipals}, by object id and by
 * application id.
 */
@Path("/graph")
@Produces(MediaType.APPLICATION_JSON)
class CredentialHolderResource {

    private static final String ALL = "v1.0/{one:applications|servicePrincipals}";
    private static final String ONE =
            "v1.0/{one:(applications|servicePrincipals)/[^/]+|(applications|servicePrincipals)\\([^/]+\\)}";

    private final ApplicationService applications;
    private final PrincipalService principals;
    private final GraphResponses answers;

    CredentialHolderResource(ApplicationService applications, PrincipalService principals, GraphResponses answers) {
        this.applications = applications;
        this.principals = principals;
        this.answers = answers;
    }

    @GET
    @Path(ALL)
    public JsonNode list(@RestPath String one) {
        CredentialHolders holders = holders(one);
        return answers.list(holders.type(), holders.list());
    }

    @POST
    @Path(ALL)
    public Response create(@RestPath String one, String body) {
        CredentialHolders holders = holders(one);
        return answers.created(holders.type(), holders.create(GraphPayload.read(body)));
    }

    @GET
    @Path(ONE)
    public JsonNode get(@RestPath String one) {
        return answers.one(holders(one).type(), holders(one).get(id(one)));
    }

    @PATCH
    @Path(ONE)
    public Response update(@RestPath String one, String body) {
        holders(one).update(id(one), GraphPayload.read(body));
        return Response.noContent().build();
    }

    @DELETE
    @Path(ONE)
    public Response delete(@RestPath String one) {
        holders(one).delete(id(one));
        return Response.noContent().build();
    }

    @POST
    @Path(ONE + "/{action:(microsoft\\.graph\\.)?addPassword}")
    public GraphBody.PasswordCredential addPassword(@RestPath String one, String body) {
        return holders(one).addPassword(id(one), GraphPayload.read(body));
    }

    @POST
    @Path(ONE + "/{action:(microsoft\\.graph\\.)?removePassword}")
    public Response removePassword(@RestPath String one, String body) {
        holders(one).removePassword(id(one), GraphPayload.read(body));
        return Response.noContent().build();
    }

    private CredentialHolders holders(String one) {
        return one.startsWith(GraphType.APPLICATION.collection()) ? applications : principals;
    }

    private String id(String one) {
        String applicationId = AlternateKey.applicationId(one);
        return applicationId == null
                ? one.substring(one.indexOf('/') + 1)
                : holders(one).objectId(applicationId);
    }
}
