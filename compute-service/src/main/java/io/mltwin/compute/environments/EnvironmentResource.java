package io.mltwin.compute.environments;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAccess;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.workspaces.WorkspacePath;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** Azure ML's environment service ({@code /environment/v1.0}): the curated environments. */
@Path("/environment/" + WorkspacePath.TEMPLATE)
public class EnvironmentResource {

    private static final String ENVIRONMENTS = "environments";

    private final WorkspaceAccess access;
    private final CuratedEnvironments environments;

    EnvironmentResource(WorkspaceAccess access, CuratedEnvironments environments) {
        this.access = access;
        this.environments = environments;
    }

    @GET
    @Path(ENVIRONMENTS)
    public PageBody<EnvironmentBody> list(@BeanParam WorkspacePath path) {
        access.require(path, Operation.READ_ENVIRONMENTS);
        return PageBody.whole(environments.all().stream().map(EnvironmentBody::of).toList());
    }

    @GET
    @Path(ENVIRONMENTS + "/{name}")
    public EnvironmentBody get(@BeanParam WorkspacePath path, @RestPath String name) {
        access.require(path, Operation.READ_ENVIRONMENTS);
        return EnvironmentBody.of(environments.require(name, null));
    }

    @GET
    @Path(ENVIRONMENTS + "/{name}/versions/{version}")
    public EnvironmentBody getVersion(
            @BeanParam WorkspacePath path, @RestPath String name, @RestPath String version) {
        access.require(path, Operation.READ_ENVIRONMENTS);
        return EnvironmentBody.of(environments.require(name, version));
    }

    @PUT
    @Path(ENVIRONMENTS + "/{name}/versions/{version}")
    public void put(
            @BeanParam WorkspacePath path, @RestPath String name, @RestPath String version) {
        access.require(path, Operation.WRITE_ENVIRONMENTS);
        throw AzureException.notBuilt("Registering environments");
    }
}
