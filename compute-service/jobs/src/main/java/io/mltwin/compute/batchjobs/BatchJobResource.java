package io.mltwin.compute.batchjobs;

import static io.mltwin.armweb.AzureException.notFound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.batchendpoints.BatchEndpointService;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.workspaces.V2Api;
import io.mltwin.compute.workspaces.WorkspacePath;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;

/**
 * The address of a batch endpoint, {@code https://{endpoint}.{region}.inference…/jobs}, to which
 * Azure ML's clients POST a job.
 */
@Path("/batch/{label}")
public class BatchJobResource {

    private static final String BATCH_ENDPOINTS = "Microsoft.MachineLearningServices/workspaces/batchEndpoints/";

    private final CallerContext caller;
    private final WorkspaceAuthorizer access;
    private final V2Api api;
    private final BatchEndpointService endpoints;
    private final BatchJobService jobs;

    BatchJobResource(
            CallerContext caller,
            WorkspaceAuthorizer access,
            V2Api api,
            BatchEndpointService endpoints,
            BatchJobService jobs) {
        this.caller = caller;
        this.access = access;
        this.api = api;
        this.endpoints = endpoints;
        this.jobs = jobs;
    }

    @POST
    @Path("jobs")
    public Response submit(
            @RestPath String label, @HeaderParam("azureml-model-deployment") String deployment, BatchJobBody body) {
        ArmResourceId endpoint = endpoints
                .findByHost(label)
                .orElseThrow(() -> notFound("EndpointNotFound", "There is no batch endpoint at this address."));
        String write = deployment == null ? "jobs/write" : "deployments/jobs/write";
        OpenWorkspace open =
                access.openAll(WorkspacePath.of(endpoint.parent()), Operation.SUBMIT_RUN, BATCH_ENDPOINTS + write);
        api.requireOpen(endpoint);
        ObjectNode job = jobs.submit(open, endpoint, deployment, body, caller.caller(), caller.correlationId());
        return Response.status(Response.Status.CREATED).entity(job).build();
    }
}
