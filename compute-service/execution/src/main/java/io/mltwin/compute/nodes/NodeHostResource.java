package io.mltwin.compute.nodes;

import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.ComputeConfig;
import io.mltwin.node.host.HostExchange.Orders;
import io.mltwin.node.host.HostExchange.Report;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The channel to the host that starts nodes where this service runs none itself, which proves
 * itself with a secret of its own.
 *
 * <p>Deviation: Azure's own protocol with its nodes is not public.
 */
@Path("/_node-host")
public class NodeHostResource {

    private static final String SCHEME = "NodeHost ";

    private final NodeHost host;
    private final ComputeConfig config;

    NodeHostResource(NodeHost host, ComputeConfig config) {
        this.host = host;
        this.config = config;
    }

    /** Says what runs on the host, and takes what it is to do; waits for that if told to. */
    @POST
    @Path("exchange")
    @Blocking
    public Uni<Orders> exchange(
            @HeaderParam("Authorization") String authorization, @QueryParam("wait") boolean wait, Report report) {
        RemoteNodeHost remote = authenticate(authorization);
        badRequestIf(
                report == null || report.boot() == null || report.nodes() == null,
                "InvalidRequestContent",
                "Give boot, number and nodes.");
        remote.report(report);
        return wait
                ? Uni.createFrom()
                        .completionStage(remote.orders(config.compute().nodePoll()))
                : Uni.createFrom().item(remote.orders());
    }

    private RemoteNodeHost authenticate(String authorization) {
        String expected = config.compute().nodeHostSha256().orElse("");
        if (!(host instanceof TargetNodeHost targets && targets.clusters() instanceof RemoteNodeHost remote)
                || expected.isEmpty()) {
            throw notFound("NodeHostNotFound", "Nodes are started by this service.");
        }
        boolean proves = authorization != null
                && authorization.startsWith(SCHEME)
                && MessageDigest.isEqual(
                        new NodeSecret(authorization.substring(SCHEME.length())).sha256(),
                        HexFormat.of().parseHex(expected));
        if (!proves) {
            throw new AzureException(
                    401, "InvalidNodeHostSecret", "A node host proves itself with 'Authorization: NodeHost {secret}'.");
        }
        return remote;
    }
}
