package io.mltwin.compute.datastores;

import io.mltwin.armweb.AzureFault;
import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAccess;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.workspaces.WorkspacePath;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** Datastores of the v1 data plane ({@code /datastore/v1.0}): the default one. */
@Path("/datastore/" + WorkspacePath.TEMPLATE)
public class DatastoreResource {

    private final WorkspaceAccess access;
    private final DefaultDatastore datastore;

    DatastoreResource(WorkspaceAccess access, DefaultDatastore datastore) {
        this.access = access;
        this.datastore = datastore;
    }

    @GET
    @Path("datastores")
    public PageBody<DatastoreBody> list(@BeanParam WorkspacePath path) {
        return PageBody.whole(
                List.of(datastore.v1(access.require(path, Operation.READ_DATASTORES))));
    }

    @GET
    @Path("datastores/{name}")
    public DatastoreBody get(@BeanParam WorkspacePath path, @RestPath String name) {
        return datastore.v1(access.require(path, Operation.READ_DATASTORES), name);
    }

    @GET
    @Path("default")
    public DatastoreBody getDefault(@BeanParam WorkspacePath path) {
        return datastore.v1(access.require(path, Operation.READ_DATASTORES));
    }

    @POST
    @Path("datastores")
    public void create(@BeanParam WorkspacePath path) {
        access.require(path, Operation.WRITE_DATASTORES);
        throw AzureFault.notBuilt("Registering datastores");
    }
}
