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

/** Microsoft Graph v1.0: {@code /groups} with their members. */
@Path("/graph")
@Produces(MediaType.APPLICATION_JSON)
class GroupResource {

    private final GroupService service;
    private final GraphResponses answers;

    GroupResource(GroupService service, GraphResponses answers) {
        this.service = service;
        this.answers = answers;
    }

    @GET
    @Path("v1.0/groups")
    public JsonNode list() {
        return answers.list(GraphType.GROUP, service.list());
    }

    @POST
    @Path("v1.0/groups")
    public Response create(String body) {
        return answers.created(GraphType.GROUP, service.create(GraphPayload.read(body)));
    }

    @GET
    @Path("v1.0/groups/{id:[^/$]+}")
    public JsonNode get(@RestPath String id) {
        return answers.one(GraphType.GROUP, service.get(id));
    }

    @PATCH
    @Path("v1.0/groups/{id:[^/$]+}")
    public Response update(@RestPath String id, String body) {
        service.update(id, GraphPayload.read(body));
        return Response.noContent().build();
    }

    @DELETE
    @Path("v1.0/groups/{id:[^/$]+}")
    public Response delete(@RestPath String id) {
        service.delete(id);
        return Response.noContent().build();
    }

    @GET
    @Path("v1.0/groups/{id}/{members:members|transitiveMembers}")
    public JsonNode members(@RestPath String id, @RestPath String members) {
        return answers.list(GraphType.DIRECTORY_OBJECT, service.members(id, members.equals("transitiveMembers")));
    }

    @POST
    @Path("v1.0/groups/{id}/members/{ref:\\$ref}")
    public Response addMember(@RestPath String id, String body) {
        service.addMember(id, GraphPayload.read(body));
        return Response.noContent().build();
    }

    @DELETE
    @Path("v1.0/groups/{id}/members/{member}/{ref:\\$ref}")
    public Response removeMember(@RestPath String id, @RestPath String member) {
        service.removeMember(id, member);
        return Response.noContent().build();
    }
}
