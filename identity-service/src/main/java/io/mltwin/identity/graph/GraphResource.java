package io.mltwin.identity.graph;

import io.mltwin.armweb.AzureFault;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.platform.Addresses;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The part of Microsoft Graph v1.0 that Azure CLI needs to name principals. */
@Path("/graph")
@Produces(MediaType.APPLICATION_JSON)
class GraphResource {

    private static final String COLLECTION = "v1.0/{collection:users|groups|servicePrincipals}";

    private final GraphService service;
    private final CallerContext caller;
    private final Addresses addresses;

    GraphResource(GraphService service, CallerContext caller, Addresses addresses) {
        this.service = service;
        this.caller = caller;
        this.addresses = addresses;
    }

    @GET
    @Path("v1.0/me")
    public GraphBody.DirectoryObject me() {
        if (caller.token().claim("scp") == null) {
            throw new AzureFault(
                    400,
                    "Request_BadRequest",
                    "/me request is only valid with delegated authentication flow.");
        }
        return one("users", caller.token().objectId());
    }

    @GET
    @Path(COLLECTION)
    public GraphBody.Collection list(
            @PathParam("collection") String collection, @QueryParam("$filter") String filter) {
        return collection(collection, service.list(collection, filter, tenantId()));
    }

    @GET
    @Path(COLLECTION + "/{id}")
    public GraphBody.DirectoryObject get(
            @PathParam("collection") String collection, @PathParam("id") String id) {
        return one(collection, id);
    }

    @GET
    @Path("v1.0/servicePrincipals(appId='{appId}')")
    public GraphBody.DirectoryObject byApplication(@PathParam("appId") String applicationId) {
        return GraphBody.DirectoryObject.of(service.servicePrincipalOf(applicationId, tenantId()));
    }

    @GET
    @Path("v1.0/directoryObjects/{id}")
    public GraphBody.DirectoryObject object(@PathParam("id") String id) {
        return one("directoryObjects", id);
    }

    @POST
    @Path("v1.0/directoryObjects/getByIds")
    public GraphBody.Collection byIds(GraphBody.Ids wanted) {
        return collection("directoryObjects", service.byIds(wanted, tenantId()));
    }

    private GraphBody.DirectoryObject one(String collection, String id) {
        return GraphBody.DirectoryObject.of(service.get(collection, id, tenantId()));
    }

    private GraphBody.Collection collection(String name, List<DirectoryPrincipal> found) {
        return new GraphBody.Collection(
                addresses.graph() + "/v1.0/$metadata#" + name,
                found.stream().map(GraphBody.DirectoryObject::of).toList());
    }

    private String tenantId() {
        return caller.token().tenantId();
    }
}
