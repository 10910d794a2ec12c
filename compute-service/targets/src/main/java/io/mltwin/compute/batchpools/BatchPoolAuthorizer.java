package io.mltwin.compute.batchpools;

import static io.mltwin.armweb.AzureException.forbidden;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.access.AccessClient;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.batchpools.BatchPools.BatchPoolId;
import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.computetargets.ComputeTargets;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Principals;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.TokenKind;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Decides who may call the pool of a cluster. The pools of a workspace for data of high business
 * impact have a filter that lets in the service AzureMachineLearningService alone (seed L128), and
 * not the workspace's owner; the pool of another workspace also answers those who may list the
 * cluster's nodes.
 *
 * <p>Deviation: Azure knows the service by the addresses it calls from; here it is known by the
 * token of one of the services that play Azure ML. In Azure pools lie in Microsoft's subscription,
 * so that a customer, whom no filter stops, has no role there.
 */
@Singleton
record BatchPoolAuthorizer(
        CallerContext caller,
        Principals principals,
        ComputeTargets computes,
        WorkspaceClient workspaces,
        AccessClient access) {

    private static final String LIST_NODES = "Microsoft.MachineLearningServices/workspaces/computes/listNodes/action";

    /** The services that play Azure ML. */
    private static final List<ServiceName> MACHINE_LEARNING =
            List.of(ServiceName.WORKSPACE, ServiceName.COMPUTE, ServiceName.SCORING);

    /**
     * The cluster of a pool that the caller may call.
     *
     * @throws AzureException 403 for callers that the filter or their roles keep out, also of a
     *     pool that does not exist; 404 for the others
     */
    ComputeTarget require(String poolId) {
        Optional<ComputeTarget> cluster = BatchPoolId.parse(poolId).flatMap(this::find);
        VerifiedToken token = caller.token();
        if (isMachineLearning(token)) {
            return cluster.orElseThrow(() -> notFound("PoolNotFound", "The specified pool does not exist."));
        }
        ComputeTarget target = cluster.orElseThrow(BatchPoolAuthorizer::filtered);
        Workspace workspace = workspaces.require(ArmResourceId.parse(target.workspaceArmId()));
        if (workspace.hbiWorkspace()
                || token.kind() != TokenKind.AAD
                || !AsciiCase.equal(workspace.tenantId(), token.tenantId())) {
            throw filtered();
        }
        access.require(token.caller(), LIST_NODES, workspace.id() + "/computes/" + target.name());
        return target;
    }

    private Optional<ComputeTarget> find(BatchPoolId id) {
        return computes.find(id.workspaceId(), id.cluster()).filter(ComputeTarget::isCluster);
    }

    private boolean isMachineLearning(VerifiedToken token) {
        return token.kind() == TokenKind.SERVICE
                && MACHINE_LEARNING.stream()
                        .anyMatch(service ->
                                principals.service(service).applicationId().equals(token.applicationId()));
    }

    private static AzureException filtered() {
        return forbidden(
                "AuthorizationFailure",
                "This request is not authorized to perform this operation: the pool takes calls"
                        + " of the service AzureMachineLearningService only.");
    }
}
