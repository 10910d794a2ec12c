package io.mltwin.compute.batchjobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.workspaces.WorkspacePath;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/**
 * The jobs of batch endpoints in Azure ML's management front end ({@code
 * /mferp/managementfrontend}, 2020-09-01-dataplanepreview), which {@code azure-ai-ml} asks for
 * lists.
 */
@Path("/mferp/" + WorkspacePath.TEMPLATE + "/batchEndpoints/{endpoint}")
public class BatchJobListResource {

    private final WorkspaceAuthorizer access;
    private final BatchJobService jobs;

    BatchJobListResource(WorkspaceAuthorizer access, BatchJobService jobs) {
        this.access = access;
        this.jobs = jobs;
    }

    /** {@code BatchJobResourceArmPaginatedResult}. */
    public record ListBody(List<ObjectNode> value) {}

    @GET
    @Path("jobs")
    public ListBody list(@BeanParam WorkspacePath path, @RestPath String endpoint) {
        OpenWorkspace open = access.open(path, Operation.READ_BATCH_JOBS);
        return new ListBody(jobs.list(open, id(path, endpoint), null));
    }

    @GET
    @Path("jobs/{job}")
    public ObjectNode get(@BeanParam WorkspacePath path, @RestPath String endpoint, @RestPath String job) {
        OpenWorkspace open = access.open(path, Operation.READ_BATCH_JOBS);
        return jobs.get(open, id(path, endpoint), job);
    }

    @GET
    @Path("deployments/{deployment}/jobs")
    public ListBody listOfDeployment(
            @BeanParam WorkspacePath path, @RestPath String endpoint, @RestPath String deployment) {
        OpenWorkspace open = access.open(path, Operation.READ_DEPLOYMENT_JOBS);
        return new ListBody(jobs.list(open, id(path, endpoint), deployment));
    }

    private static ArmResourceId id(WorkspacePath path, String endpoint) {
        return path.id().child("batchEndpoints", endpoint);
    }
}
