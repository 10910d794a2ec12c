package io.mltwin.compute.nodes;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.mltwin.access.Tokens.AccessToken;
import io.mltwin.armweb.AzureFault;
import io.mltwin.compute.ComputeConfig;
import io.mltwin.compute.execution.NodeJobBody;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.tokencheck.CallRecorder;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jboss.resteasy.reactive.RestPath;

/**
 * The channel between compute-service and its nodes, which prove themselves with a secret of their
 * own: work, signs of life, and tokens of the workspace's managed identity.
 *
 * <p>Deviation: Azure's own protocol with its nodes is not public. Nodes get tokens for storage
 * only.
 */
@Path("/_node/{node}")
public class NodeResource {

    private static final String SCHEME = "Node ";
    private static final Set<String> RESOURCES =
            Set.of("https://storage.azure.com", "https://storage.azure.com/");

    private final NodeService nodes;
    private final NodeProcesses processes;
    private final WorkBell bell;
    private final WorkspaceClient workspaces;
    private final CallRecorder recorder;
    private final ComputeConfig config;

    NodeResource(
            NodeService nodes,
            NodeProcesses processes,
            WorkBell bell,
            WorkspaceClient workspaces,
            CallRecorder recorder,
            ComputeConfig config) {
        this.nodes = nodes;
        this.processes = processes;
        this.bell = bell;
        this.workspaces = workspaces;
        this.recorder = recorder;
        this.config = config;
    }

    /** A node asks for work. */
    public record NextBody(long pid, String state) {}

    /** A node says that it works on a run. */
    public record HeartbeatBody(String runId, String state) {}

    /** Whether the node is to cancel its run. */
    public record HeartbeatAnswer(boolean cancel) {}

    /** A token of the managed identity, in the form of Azure's identity endpoints. */
    public record IdentityTokenBody(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("expires_on") String expiresOn,
            String resource,
            @JsonProperty("token_type") String tokenType) {
        @Override
        public String toString() {
            return "token for " + resource;
        }
    }

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
        CompletableFuture<Void> ring = bell.next(caller.computeId(), config.compute().nodePoll());
        Optional<NodeJobBody> job = nodes.next(caller);
        if (job.isPresent()) {
            ring.complete(null);
            return Uni.createFrom().item(Response.ok(job.get()).build());
        }
        return Uni.createFrom()
                .completionStage(ring)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(
                        rung ->
                                nodes.next(caller)
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
            throw new AzureFault(400, "InvalidRequestContent", "Give runId.");
        }
        return new HeartbeatAnswer(nodes.heartbeat(caller, body.runId()));
    }

    @GET
    @Path("identity-token")
    public IdentityTokenBody identityToken(
            @RestPath String node,
            @HeaderParam("Authorization") String authorization,
            @QueryParam("resource") String resource,
            RoutingContext context) {
        Node caller = authenticate(node, authorization, context);
        if (resource == null || !RESOURCES.contains(resource)) {
            throw new AzureFault(
                    400,
                    "InvalidResource",
                    "A node gets tokens of the managed identity for https://storage.azure.com only.");
        }
        AccessToken token =
                workspaces.identityToken(caller.workspaceArmId(), "https://storage.azure.com");
        return new IdentityTokenBody(
                token.value(), Long.toString(token.expiresOn()), resource, "Bearer");
    }

    private Node authenticate(String node, String authorization, RoutingContext context) {
        NodeSecret secret =
                authorization != null && authorization.startsWith(SCHEME)
                        ? new NodeSecret(authorization.substring(SCHEME.length()))
                        : null;
        try {
            Node caller = nodes.authenticate(node, secret);
            recorder.credential(context, "NodeSecret", "node " + node, "accepted");
            return caller;
        } catch (AzureFault refused) {
            recorder.credential(
                    context, "NodeSecret", "node " + node, "refused: " + refused.getMessage());
            throw refused;
        }
    }

    private void notePid(String node, long pid) {
        try {
            processes.notePid(node, pid);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
