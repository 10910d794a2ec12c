package io.mltwin.identity.directory.graph;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;

/** Microsoft Graph v1.0: application permissions, {@code /servicePrincipals/{id}/appRole…}. */
@Path("/graph")
@Produces(MediaType.APPLICATION_JSON)
class AppRoleResource {

    private static final String ONE = "v1.0/{one:servicePrincipals/[^/]+|servicePrincipals\\([^/]+\\)}";

    private final PrincipalService service;
    private final GraphResponses answers;

    AppRoleResource(PrincipalService service, GraphResponses answers) {
        this.service = service;
        this.answers = answers;
    }

    @GET
    @Path(ONE + "/{list:appRoleAssignments|appRoleAssignedTo}")
    public JsonNode appRoleAssignments(@RestPath String one, @RestPath String list) {
        return answers.list(
                GraphType.APP_ROLE_ASSIGNMENT,
                list.equals("appRoleAssignments")
                        ? service.appRoleAssignments(id(one))
                        : service.appRoleAssignedTo(id(one)));
    }

    @POST
    @Path(ONE + "/appRoleAssignments")
    public Response assignAppRole(@RestPath String one, String body) {
        return answers.created(GraphType.APP_ROLE_ASSIGNMENT, service.assignAppRole(id(one), GraphPayload.read(body)));
    }

    @DELETE
    @Path(ONE + "/appRoleAssignments/{assignment}")
    public Response removeAppRole(@RestPath String one, @RestPath String assignment) {
        service.removeAppRole(id(one), assignment);
        return Response.noContent().build();
    }

    private String id(String one) {
        String applicationId = AlternateKey.applicationId(one);
        return applicationId == null ? one.substring(one.indexOf('/') + 1) : service.objectId(applicationId);
    }
}
