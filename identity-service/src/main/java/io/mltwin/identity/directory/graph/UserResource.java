package io.mltwin.identity.directory.graph;

import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.identity.directory.DirectoryErrors.denied;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Json;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;

/** Microsoft Graph v1.0: {@code /users} and {@code /me}. */
@Path("/graph")
@Produces(MediaType.APPLICATION_JSON)
class UserResource {

    private static final String ONE = "v1.0/{me:me|users/[^/]+}";

    private final UserService service;
    private final GraphResponses answers;
    private final CallerContext caller;

    UserResource(UserService service, GraphResponses answers, CallerContext caller) {
        this.service = service;
        this.answers = answers;
        this.caller = caller;
    }

    @GET
    @Path("v1.0/users")
    public JsonNode list() {
        return answers.list(GraphType.USER, service.list());
    }

    @POST
    @Path("v1.0/users")
    public Response create(String body) {
        return answers.created(GraphType.USER, service.create(GraphPayload.read(body)));
    }

    @GET
    @Path(ONE)
    public JsonNode get(@RestPath String me) {
        return answers.one(GraphType.USER, service.get(user(me)));
    }

    @PATCH
    @Path(ONE)
    public Response update(@RestPath String me, String body) {
        service.update(user(me), GraphPayload.read(body));
        return Response.noContent().build();
    }

    @DELETE
    @Path("v1.0/users/{id}")
    public Response delete(@RestPath String id) {
        service.delete(id);
        return Response.noContent().build();
    }

    @POST
    @Path(ONE + "/changePassword")
    public Response changePassword(@RestPath String me, String body) {
        service.changePassword(user(me), GraphPayload.read(body));
        return Response.noContent().build();
    }

    @POST
    @Path(ONE + "/{action:(microsoft\\.graph\\.)?revokeSignInSessions}")
    public JsonNode revoke(@RestPath String me) {
        service.revokeSessions(user(me));
        return Json.object().put("value", true);
    }

    /** Returns the id or name; for {@code me} that of the signed-in user. */
    private String user(String path) {
        if (!path.equals("me")) {
            return path.substring("users/".length());
        }
        badRequestIf(
                caller.token().claim("scp") == null,
                "BadRequest",
                "/me request is only valid with delegated authentication flow.");
        if (caller.token().objectId() == null) {
            throw denied();
        }
        return caller.token().objectId();
    }
}
