package io.mltwin.identity.directory.graph;

import static io.mltwin.armweb.AzureException.notBuilt;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** Answers 501 for the rest of Microsoft Graph. */
@Path("/graph")
class UnbuiltGraphResource {

    private static final String REST = "{path:.*}";

    @GET
    @Path(REST)
    public String get(@RestPath String path) {
        throw notBuilt("Microsoft Graph's GET /" + path);
    }

    @POST
    @Path(REST)
    public String post(@RestPath String path) {
        throw notBuilt("Microsoft Graph's POST /" + path);
    }

    @PUT
    @Path(REST)
    public String put(@RestPath String path) {
        throw notBuilt("Microsoft Graph's PUT /" + path);
    }

    @PATCH
    @Path(REST)
    public String patch(@RestPath String path) {
        throw notBuilt("Microsoft Graph's PATCH /" + path);
    }

    @DELETE
    @Path(REST)
    public String delete(@RestPath String path) {
        throw notBuilt("Microsoft Graph's DELETE /" + path);
    }
}
