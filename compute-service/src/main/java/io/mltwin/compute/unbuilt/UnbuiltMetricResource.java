package io.mltwin.compute.unbuilt;

import io.mltwin.armweb.AzureFault;
import io.mltwin.compute.workspaces.WorkspacePath;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

/** Operations of the metric service that no other resource serves: 501, for callers with a token. */
@Path("/metric/" + WorkspacePath.TEMPLATE)
public class UnbuiltMetricResource {

    private final CallerContext caller;

    UnbuiltMetricResource(CallerContext caller) {
        this.caller = caller;
    }

    @GET
    @Path("{rest:.*}")
    public void get() {
        throw unbuilt();
    }

    @POST
    @Path("{rest:.*}")
    public void post() {
        throw unbuilt();
    }

    @PUT
    @Path("{rest:.*}")
    public void put() {
        throw unbuilt();
    }

    @PATCH
    @Path("{rest:.*}")
    public void patch() {
        throw unbuilt();
    }

    @DELETE
    @Path("{rest:.*}")
    public void delete() {
        throw unbuilt();
    }

    private AzureFault unbuilt() {
        caller.token();
        return AzureFault.notBuilt(caller.request().method() + " " + caller.request().path());
    }
}
