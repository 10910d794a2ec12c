package io.mltwin.compute.computetargets;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import io.mltwin.access.LinkedAccessAuthorizer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The resource that a compute stands for. Attaching gives the workspace the use of it: the caller
 * must be allowed to read it, and to have a cluster's administrator credential, and it must exist.
 *
 * <p>Deviation: whether an HDInsight cluster exists is not looked at, since Microsoft.HDInsight is
 * not built.
 */
@Singleton
record AttachedResources(LinkedAccessAuthorizer access) {

    private static final String HDINSIGHT = "HDInsight";
    private static final String CLUSTER = "Microsoft.ContainerService/managedClusters/";
    private static final Map<String, List<String>> ACTIONS = Map.of(
            "VirtualMachine",
            List.of("Microsoft.Compute/virtualMachines/read"),
            ComputeValidator.AKS,
            List.of(CLUSTER + "read", CLUSTER + "listClusterAdminCredential/action"),
            HDINSIGHT,
            List.of("Microsoft.HDInsight/clusters/read"),
            ComputeValidator.DATABRICKS,
            List.of("Microsoft.Databricks/workspaces/read"),
            ComputeValidator.DATA_FACTORY,
            List.of("Microsoft.DataFactory/factories/read"));

    /**
     * Lets it pass; a compute that is created and not attached always.
     *
     * @throws AzureException 400 for what is no such resource, 403 {@code
     *     LinkedAuthorizationFailed}, 404
     */
    void check(ArmCall call, String type, ComputeBody body) {
        if (!ACTIONS.containsKey(type)) {
            return;
        }
        ComputeValidator.readAttachedResource(type, body).ifPresent(resource -> {
            ACTIONS.get(type).forEach(action -> access.require(call, action, resource));
            if (!type.equals(HDINSIGHT) && !access.exists(resource)) {
                throw resourceNotFound(resource);
            }
        });
    }

    /** The resource that a target stands for and that can be deleted with it. */
    static Optional<ArmResourceId> of(ComputeTargetEntity compute) {
        return Optional.ofNullable(compute.resourceId)
                .filter(resource -> !compute.computeType.equals(HDINSIGHT))
                .map(ArmResourceId::parse);
    }

    /**
     * Deleting a compute with what it stands for is for those who may delete that themselves.
     *
     * @throws AzureException 403 {@code LinkedAuthorizationFailed}
     */
    void checkDeletion(ArmCall call, ArmResourceId resource) {
        access.require(call, resource.type() + "/delete", resource);
    }
}
