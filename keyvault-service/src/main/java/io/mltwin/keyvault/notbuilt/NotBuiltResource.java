package io.mltwin.keyvault.notbuilt;

import static io.mltwin.armweb.AzureException.notBuilt;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** Answers 501 for the parts of Key Vault that are not built. */
@Path("/vault/{vault}/{kind: storage|deletedstorage|rng}{rest: (/.*)?}")
@Produces(MediaType.APPLICATION_JSON)
public class NotBuiltResource {

    @GET
    public String get(@RestPath String kind) {
        throw notBuilt("Key Vault's /" + kind);
    }

    @POST
    public String post(@RestPath String kind) {
        return get(kind);
    }

    @PUT
    public String put(@RestPath String kind) {
        return get(kind);
    }

    @PATCH
    public String patch(@RestPath String kind) {
        return get(kind);
    }

    @DELETE
    public String delete(@RestPath String kind) {
        return get(kind);
    }
}
