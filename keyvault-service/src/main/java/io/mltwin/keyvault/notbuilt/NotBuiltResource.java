package io.mltwin.keyvault.notbuilt;

import static io.mltwin.armweb.AzureException.notBuilt;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Answers 501 for the parts of Key Vault that are not built. */
@Path("/vault/{vault}/{kind: storage|deletedstorage|rng}{rest: (/.*)?}")
@Produces(MediaType.APPLICATION_JSON)
public class NotBuiltResource {

    @GET
    public String get(@PathParam("kind") String kind) {
        throw notBuilt("Key Vault's /" + kind);
    }

    @POST
    public String post(@PathParam("kind") String kind) {
        return get(kind);
    }

    @PUT
    public String put(@PathParam("kind") String kind) {
        return get(kind);
    }

    @PATCH
    public String patch(@PathParam("kind") String kind) {
        return get(kind);
    }

    @DELETE
    public String delete(@PathParam("kind") String kind) {
        return get(kind);
    }
}
