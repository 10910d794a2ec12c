package io.mltwin.identity.graph;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Microsoft Graph v1.0: {@code /servicePrincipals}, by object id and by application id. */
@Path("/graph")
@Produces(MediaType.APPLICATION_JSON)
class PrincipalResource {

    private static final String ONE =
            "v1.0/{one:servicePrincipals/[^/]+|servicePrincipals\\([^/]+\\)}";

    private final PrincipalService service;
    private final GraphAnswers answers;

    PrincipalResource(PrincipalService service, GraphAnswers answers) {
        this.service = service;
        this.answers = answers;
    }

    @GET
    @Path("v1.0/servicePrincipals")
    public JsonNode list() {
        return answers.list(GraphType.SERVICE_PRINCIPAL, service.list());
    }

    @POST
    @Path("v1.0/servicePrincipals")
    public Response create(String body) {
        return answers.created(
                GraphType.SERVICE_PRINCIPAL, service.create(GraphPayload.read(body)));
    }

    @GET
    @Path(ONE)
    public JsonNode get(@PathParam("one") String one) {
        return answers.one(GraphType.SERVICE_PRINCIPAL, service.get(id(one)));
    }

    @PATCH
    @Path(ONE)
    public Response update(@PathParam("one") String one, String body) {
        service.update(id(one), GraphPayload.read(body));
        return Response.noContent().build();
    }

    @DELETE
    @Path(ONE)
    public Response delete(@PathParam("one") String one) {
        service.delete(id(one));
        return Response.noContent().build();
    }

    @POST
    @Path(ONE + "/{action:(microsoft\\.graph\\.)?addPassword}")
    public GraphBody.PasswordCredential addPassword(@PathParam("one") String one, String body) {
        return service.addPassword(id(one), GraphPayload.read(body));
    }

    @POST
    @Path(ONE + "/{action:(microsoft\\.graph\\.)?removePassword}")
    public Response removePassword(@PathParam("one") String one, String body) {
        service.removePassword(id(one), GraphPayload.read(body));
        return Response.noContent().build();
    }

    @GET
    @Path(ONE + "/{list:appRoleAssignments|appRoleAssignedTo}")
    public JsonNode appRoleAssignments(
            @PathParam("one") String one, @PathParam("list") String list) {
        return answers.list(
                GraphType.APP_ROLE_ASSIGNMENT,
                list.equals("appRoleAssignments")
                        ? service.appRoleAssignments(id(one))
                        : service.appRoleAssignedTo(id(one)));
    }

    @POST
    @Path(ONE + "/appRoleAssignments")
    public Response assignAppRole(@PathParam("one") String one, String body) {
        return answers.created(
                GraphType.APP_ROLE_ASSIGNMENT,
                service.assignAppRole(id(one), GraphPayload.read(body)));
    }

    @DELETE
    @Path(ONE + "/appRoleAssignments/{assignment}")
    public Response removeAppRole(
            @PathParam("one") String one, @PathParam("assignment") String assignment) {
        service.removeAppRole(id(one), assignment);
        return Response.noContent().build();
    }

    private String id(String one) {
        String applicationId = AlternateKey.applicationId(one);
        return applicationId == null
                ? one.substring(one.indexOf('/') + 1)
                : service.objectId(applicationId);
    }
}
