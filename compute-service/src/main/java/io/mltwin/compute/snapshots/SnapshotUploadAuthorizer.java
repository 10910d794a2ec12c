package io.mltwin.compute.snapshots;

import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.workspaces.WorkspacePath;
import io.mltwin.tokencheck.bodies.StreamedBody;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;

/**
 * Decides about an upload before its parts are read, which wait in the clear in a folder of this
 * service until they are encrypted.
 */
@Provider
@AuthorizedUpload
class SnapshotUploadAuthorizer implements ContainerRequestFilter {

    // filters are made before the service's settings are read
    private final Instance<WorkspaceAuthorizer> access;
    private final RoutingContext context;

    SnapshotUploadAuthorizer(Instance<WorkspaceAuthorizer> access, RoutingContext context) {
        this.access = access;
        this.context = context;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        MultivaluedMap<String, String> names = request.getUriInfo().getPathParameters();
        WorkspacePath path = new WorkspacePath();
        path.subscription = names.getFirst("subscription");
        path.group = names.getFirst("group");
        path.workspace = names.getFirst("workspace");
        access.get().require(path, Operation.WRITE_SNAPSHOT);
        request.setEntityStream(StreamedBody.of(context));
    }
}
