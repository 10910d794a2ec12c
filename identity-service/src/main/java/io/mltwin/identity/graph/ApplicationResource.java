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

/** Microsoft Graph v1.0: {@code /applications}, by object id and by application id. */
@Path("/graph")
@Produces(MediaType.APPLICATION_JSON)
class ApplicationResource {

    private static final String ONE = "v1.0/{one:applications/[^/]+|applications\\([^/]+\\)}";

    private final ApplicationService service;
    private final GraphAnswers answers;

    ApplicationResource(ApplicationService service, GraphAnswers answers) {
        this.service = service;
        this.answers = answers;
    }

    @GET
    @Path("v1.0/applications")
    public JsonNode list() {
        return answers.list(GraphType.APPLICATION, service.list());
    }

    @POST
    @Path("v1.0/applications")
    public Response create(String body) {
        return answers.created(GraphType.APPLICATION, service.create(GraphPayload.read(body)));
    }

    @GET
    @Path(ONE)
    public JsonNode get(@PathParam("one") String one) {
        return answers.one(GraphType.APPLICATION, service.get(id(one)));
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

    private String id(String one) {
        String applicationId = AlternateKey.applicationId(one);
        return applicationId == null
                ? one.substring(one.indexOf('/') + 1)
                : service.objectId(applicationId);
    }
}
