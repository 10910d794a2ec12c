package io.mltwin.compute.mlflow;

import static io.mltwin.compute.mlflow.errors.MlflowErrors.notBuilt;

import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

/**
 * The rest of MLflow's REST API.
 *
 * <p>Deviation: renaming a registered model, datasets, traces, logged models and uploads in parts
 * answer 501.
 */
@Path(MlflowPath.API)
@MlflowErrorForm
public class MlflowUnbuiltResource {

    private final CallerContext caller;

    MlflowUnbuiltResource(CallerContext caller) {
        this.caller = caller;
    }

    @GET
    @Path("{rest:.*}")
    public void get() {
        refuse();
    }

    @POST
    @Path("{rest:.*}")
    public void post() {
        refuse();
    }

    @PUT
    @Path("{rest:.*}")
    public void put() {
        refuse();
    }

    @PATCH
    @Path("{rest:.*}")
    public void patch() {
        refuse();
    }

    @DELETE
    @Path("{rest:.*}")
    public void delete() {
        refuse();
    }

    private void refuse() {
        throw notBuilt(caller.request().method() + " " + caller.request().path());
    }
}
