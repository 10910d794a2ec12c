package io.mltwin.compute.environments;

import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.environments.preparation.EnvironmentDefinitionBody;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.workspaces.WorkspacePath;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Azure ML's environment service ({@code /environment/v1.0}): the curated environments, and those
 * that users register.
 */
@Path("/environment/" + WorkspacePath.TEMPLATE)
public class EnvironmentResource {

    private static final String ENVIRONMENTS = "environments";

    private final WorkspaceAuthorizer access;
    private final CallerContext caller;
    private final EnvironmentDefinitions environments;

    EnvironmentResource(WorkspaceAuthorizer access, CallerContext caller, EnvironmentDefinitions environments) {
        this.access = access;
        this.caller = caller;
        this.environments = environments;
    }

    @GET
    @Path(ENVIRONMENTS)
    public PageBody<EnvironmentBody> list(@BeanParam WorkspacePath path) {
        return PageBody.whole(environments.list(access.require(path, Operation.READ_ENVIRONMENTS)));
    }

    @GET
    @Path(ENVIRONMENTS + "/{name}")
    public EnvironmentBody get(@BeanParam WorkspacePath path, @RestPath String name) {
        return environments.get(access.require(path, Operation.READ_ENVIRONMENTS), name, null);
    }

    @GET
    @Path(ENVIRONMENTS + "/{name}/versions/{version}")
    public EnvironmentBody getVersion(@BeanParam WorkspacePath path, @RestPath String name, @RestPath String version) {
        return environments.get(access.require(path, Operation.READ_ENVIRONMENTS), name, version);
    }

    @PUT
    @Path(ENVIRONMENTS + "/{name}")
    public EnvironmentBody register(
            @BeanParam WorkspacePath path, @RestPath String name, EnvironmentDefinitionBody definition) {
        return environments.register(
                access.require(path, Operation.WRITE_ENVIRONMENTS),
                name,
                null,
                definition,
                caller.token().caller());
    }

    @PUT
    @Path(ENVIRONMENTS + "/{name}/versions/{version}")
    public EnvironmentBody put(
            @BeanParam WorkspacePath path,
            @RestPath String name,
            @RestPath String version,
            EnvironmentDefinitionBody definition) {
        return environments.register(
                access.require(path, Operation.WRITE_ENVIRONMENTS),
                name,
                version,
                definition,
                caller.token().caller());
    }
}
