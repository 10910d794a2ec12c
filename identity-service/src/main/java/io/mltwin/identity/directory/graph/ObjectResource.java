package io.mltwin.identity.directory.graph;

import static io.mltwin.identity.directory.DirectoryErrors.badRequest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** Microsoft Graph v1.0: {@code /directoryObjects}, groups that objects are in, and owners. */
@Path("/graph")
@Produces(MediaType.APPLICATION_JSON)
class ObjectResource {

    private static final String ANY = "v1.0/{any:me|(users|groups|servicePrincipals|directoryObjects)/[^/]+}";
    private static final String OWNED = "v1.0/{collection:groups|applications|servicePrincipals}/{id}/owners";

    private final ObjectService service;
    private final UserService users;
    private final GraphResponses answers;
    private final CallerContext caller;

    ObjectResource(ObjectService service, UserService users, GraphResponses answers, CallerContext caller) {
        this.service = service;
        this.users = users;
        this.answers = answers;
        this.caller = caller;
    }

    @GET
    @Path("v1.0/directoryObjects/{id}")
    public JsonNode get(@RestPath String id) {
        return answers.one(GraphType.DIRECTORY_OBJECT, service.get(id));
    }

    @POST
    @Path("v1.0/directoryObjects/{action:(microsoft\\.graph\\.)?getByIds}")
    public JsonNode byIds(String body) {
        return answers.list(GraphType.DIRECTORY_OBJECT, service.byIds(GraphPayload.read(body)));
    }

    @GET
    @Path(ANY + "/{list:memberOf|transitiveMemberOf}")
    public JsonNode memberOf(@RestPath String any, @RestPath String list) {
        return answers.list(GraphType.DIRECTORY_OBJECT, service.memberOf(id(any), list.equals("transitiveMemberOf")));
    }

    @POST
    @Path(ANY + "/{action:(microsoft\\.graph\\.)?getMember(Groups|Objects)}")
    public JsonNode memberGroups(@RestPath String any) {
        return texts(service.memberGroups(id(any)));
    }

    @POST
    @Path(ANY + "/{action:(microsoft\\.graph\\.)?checkMemberGroups}")
    public JsonNode checkMemberGroups(@RestPath String any, String body) {
        return texts(service.checkMemberGroups(id(any), GraphPayload.read(body)));
    }

    @GET
    @Path("v1.0/{any:me|(users|servicePrincipals)/[^/]+}/ownedObjects")
    public JsonNode ownedObjects(@RestPath String any) {
        return answers.list(GraphType.DIRECTORY_OBJECT, service.ownedBy(id(any)));
    }

    @GET
    @Path(OWNED)
    public JsonNode owners(@RestPath String collection, @RestPath String id) {
        return answers.list(
                GraphType.DIRECTORY_OBJECT, service.ownersOf(GraphType.ofCollection(collection), lower(id)));
    }

    @POST
    @Path(OWNED + "/{ref:\\$ref}")
    public Response addOwner(@RestPath String collection, @RestPath String id, String body) {
        service.addOwner(GraphType.ofCollection(collection), lower(id), GraphPayload.read(body));
        return Response.noContent().build();
    }

    @DELETE
    @Path(OWNED + "/{owner}/{ref:\\$ref}")
    public Response removeOwner(@RestPath String collection, @RestPath String id, @RestPath String owner) {
        service.removeOwner(GraphType.ofCollection(collection), lower(id), owner);
        return Response.noContent().build();
    }

    /** Returns the object id; a user may be named by its user principal name. */
    private String id(String any) {
        if (any.equals("me")) {
            if (caller.token().claim("scp") == null) {
                throw badRequest("/me request is only valid with delegated authentication flow.");
            }
            return caller.token().objectId();
        }
        String id = any.substring(any.indexOf('/') + 1);
        return any.startsWith("users/") ? users.readable(id).objectId() : lower(id);
    }

    private ObjectNode texts(List<String> ids) {
        ObjectNode body = Json.object();
        ArrayNode value = body.putArray("value");
        ids.forEach(value::add);
        return body;
    }

    private static String lower(String id) {
        return AsciiCase.lower(id);
    }
}
