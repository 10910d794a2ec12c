package io.mltwin.compute.unbuilt;

import static io.mltwin.armweb.AzureException.notBuilt;

import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

/** Services of Azure ML's v1 data plane that are not built (HyperDrive, pipelines): 501. */
@Path("/unbuilt/{rest:.*}")
public class UnbuiltResource {

    private final CallerContext caller;

    UnbuiltResource(CallerContext caller) {
        this.caller = caller;
    }

    @GET
    public void get() {
        refuse();
    }

    @POST
    public void post() {
        refuse();
    }

    @PUT
    public void put() {
        refuse();
    }

    @PATCH
    public void patch() {
        refuse();
    }

    @DELETE
    public void delete() {
        refuse();
    }

    private void refuse() {
        String service = caller.request().path().replaceFirst("^/+", "").replaceFirst("/.*", "");
        throw notBuilt("The service '/%s' of Azure ML's data plane", service);
    }
}
