package io.mltwin.compute.nodes;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.compute.ComputeConfig;
import io.mltwin.compute.datastores.DatastoreAccess;
import io.mltwin.compute.execution.AssignedRuns;
import io.mltwin.compute.nodes.NodeIdentities.IdentityTokenBody;
import io.mltwin.node.job.JobBody;
import io.mltwin.platform.Addresses;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.resteasy.reactive.RestPath;

/**
 * The channel between compute-service and its nodes, which prove themselves with a secret of their
 * own: work, signs of life, and tokens of managed identities.
 *
 * <p>Deviation: Azure's own protocol with its nodes is not public.
 */
@Path("/_node/{node}")
public class NodeResource {

    private static final double MOST_PERCENT = 100;

    private final NodeService nodes;
    private final NodeHost host;
    private final JobNotifier notifier;
    private final NodeIdentities identities;
    private final NodeData data;
    private final NodeCode code;
    private final NodeImages images;
    private final NodeAuthenticator authenticator;
    private final Addresses addresses;
    private final ComputeConfig config;

    NodeResource(
            NodeService nodes,
            NodeHost host,
            JobNotifier notifier,
            NodeIdentities identities,
            NodeData data,
            NodeCode code,
            NodeImages images,
            NodeAuthenticator authenticator,
            Addresses addresses,
            ComputeConfig config) {
        this.nodes = nodes;
        this.host = host;
        this.notifier = notifier;
        this.identities = identities;
        this.data = data;
        this.code = code;
        this.images = images;
        this.authenticator = authenticator;
        this.addresses = addresses;
        this.config = config;
    }

    /** A node asks for work. */
    public record NextBody(long pid, String state) {}

    /** A node says that it works on a run. */
    public record HeartbeatBody(String runId, String state) {}

    /** How much of a node its run used. */
    public record UtilizationBody(String runId, double cpuPercent) {}

    /**
     * The orders to a node about its run.
     *
     * @param start whether all nodes of the run are ready to begin its command
     * @param finish whether all other nodes of the run have ended
     * @param abandon whether the run goes on, but not on this node
     */
    public record HeartbeatAnswer(boolean cancel, boolean start, boolean finish, boolean abandon) {}

    /** Waits for work; no thread is held meanwhile. */
    @POST
    @Path("next")
    @Blocking
    public Uni<Response> next(
            @RestPath String node,
            @HeaderParam("Authorization") String authorization,
            NextBody body,
            RoutingContext context) {
        Node caller = authenticate(node, authorization, context);
        if (body != null && body.pid() > 0) {
            notePid(node, body.pid());
        }
        CompletableFuture<Void> ring =
                notifier.next(caller.computeId(), config.compute().nodePoll());
        Optional<JobBody> job = nodes.next(caller);
        if (job.isPresent()) {
            ring.complete(null);
            return Uni.createFrom().item(Response.ok(job.get()).build());
        }
        return Uni.createFrom()
                .completionStage(ring)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rung -> nodes.next(caller)
                        .map(found -> Response.ok(found).build())
                        .orElseGet(() -> Response.noContent().build()));
    }

    @POST
    @Path("heartbeat")
    public HeartbeatAnswer heartbeat(
            @RestPath String node,
            @HeaderParam("Authorization") String authorization,
            HeartbeatBody body,
            RoutingContext context) {
        Node caller = authenticate(node, authorization, context);
        if (body == null || body.runId() == null) {
            throw badRequest("InvalidRequestContent", "Give runId.");
        }
        AssignedRuns.Instruction next = nodes.heartbeat(caller, body.runId(), body.state());
        return new HeartbeatAnswer(next.cancel(), next.start(), next.finish(), next.abandon());
    }

    /** A node says how much of its processors its run used in the last minute, in percent. */
    @POST
    @Path("utilization")
    public void utilization(
            @RestPath String node,
            @HeaderParam("Authorization") String authorization,
            UtilizationBody body,
            RoutingContext context) {
        Node caller = authenticate(node, authorization, context);
        if (body == null || body.runId() == null || !(body.cpuPercent() >= 0 && body.cpuPercent() <= MOST_PERCENT)) {
            throw badRequest("InvalidRequestContent", "Give runId and cpuPercent from 0 to 100.");
        }
        nodes.cpuUtilization(caller, body.runId(), body.cpuPercent());
    }

    /** For the script of the node's run, by its identity endpoint. */
    @GET
    @Path("identity-token")
    public IdentityTokenBody identityToken(
            @RestPath String node,
            @HeaderParam("Authorization") String authorization,
            @QueryParam("resource") String resource,
            @QueryParam("client_id") String clientId,
            @QueryParam("object_id") String objectId,
            @QueryParam("mi_res_id") String resourceId,
            RoutingContext context) {
        return identities.tokenOfRun(
                authenticate(node, authorization, context),
                resource,
                new NodeIdentities.Selector(clientId, objectId, resourceId));
    }

    /** For the node itself: to fetch a run's code and to store its outputs. */
    @GET
    @Path("storage-token")
    public IdentityTokenBody storageToken(
            @RestPath String node, @HeaderParam("Authorization") String authorization, RoutingContext context) {
        return identities.tokenForStorage(authenticate(node, authorization, context));
    }

    /** For the node itself: to fetch the secrets of its run's data, where they are named alone. */
    @GET
    @Path("vault-token")
    public IdentityTokenBody vaultToken(
            @RestPath String node, @HeaderParam("Authorization") String authorization, RoutingContext context) {
        return identities.tokenForVault(authenticate(node, authorization, context), addresses.vaultAudience());
    }

    /** For a node that is not the workspace's: a file of its run's code. */
    @GET
    @Path("code")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public InputStream code(
            @RestPath String node,
            @HeaderParam("Authorization") String authorization,
            @QueryParam("path") String path,
            RoutingContext context) {
        return code.open(authenticate(node, authorization, context), path);
    }

    /** For the node itself: what opens the data that a reference of its run names. */
    @GET
    @Path("data-access")
    public DatastoreAccess.Place dataAccess(
            @RestPath String node,
            @HeaderParam("Authorization") String authorization,
            @QueryParam("reference") String reference,
            RoutingContext context) {
        return data.open(authenticate(node, authorization, context), reference);
    }

    /** For a node of managed compute: what opens the share for its run's management code. */
    @GET
    @Path("management-share")
    public DatastoreAccess.Place managementShare(
            @RestPath String node, @HeaderParam("Authorization") String authorization, RoutingContext context) {
        return data.openManagementShare(authenticate(node, authorization, context));
    }

    /** For the node itself: what opens the repository of its run's environment. */
    @GET
    @Path("image-access")
    public Response imageAccess(
            @RestPath String node,
            @HeaderParam("Authorization") String authorization,
            @QueryParam("environment") String environment,
            RoutingContext context) {
        return images.open(authenticate(node, authorization, context), environment)
                .map(place -> Response.ok(place).build())
                .orElseGet(() -> Response.noContent().build());
    }

    /** Returns whether the node is the one that builds the image of its run's environment. */
    @POST
    @Path("image-build")
    public NodeImages.BuildAnswer claimImageBuild(
            @RestPath String node,
            @HeaderParam("Authorization") String authorization,
            @QueryParam("environment") String environment,
            RoutingContext context) {
        return images.claimBuild(authenticate(node, authorization, context), environment);
    }

    @DELETE
    @Path("image-build")
    public void releaseImageBuild(
            @RestPath String node,
            @HeaderParam("Authorization") String authorization,
            @QueryParam("environment") String environment,
            RoutingContext context) {
        images.releaseBuild(authenticate(node, authorization, context), environment);
    }

    /** Which image the environment of the node's run has. */
    @POST
    @Path("image-report")
    public void reportImage(
            @RestPath String node,
            @HeaderParam("Authorization") String authorization,
            @QueryParam("environment") String environment,
            NodeImages.ImageReport report,
            RoutingContext context) {
        images.report(authenticate(node, authorization, context), environment, report);
    }

    private Node authenticate(String node, String authorization, RoutingContext context) {
        return authenticator.authenticate(node, authorization, context);
    }

    private void notePid(String node, long pid) {
        try {
            host.notePid(node, pid);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
