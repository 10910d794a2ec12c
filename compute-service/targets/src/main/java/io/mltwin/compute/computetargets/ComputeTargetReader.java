package io.mltwin.compute.computetargets;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.AzureException.notBuilt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.Json;
import io.mltwin.compute.attachedmachines.AttachedMachines;
import io.mltwin.compute.computeinstances.ComputeInstanceService;
import io.mltwin.compute.computetargets.ComputeTargetEntity.ComputeTargetRepository;
import io.mltwin.compute.workspaces.Workspace;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Reads compute targets as Azure's {@code ComputeResource} and what its actions list. Azure
 * Resource Manager has authorized every call that ends here.
 */
@Singleton
record ComputeTargetReader(
        ComputeTargetRepository repository,
        ComputeIdentities identities,
        ComputeInstanceService instances,
        AttachedMachines machines,
        ClusterNodes nodes) {

    List<ComputeTargetEntity> ofWorkspace(Workspace workspace) {
        return repository.ofWorkspace(workspace.workspaceId());
    }

    ObjectNode listNodes(ComputeTargetEntity entity) {
        if (!entity.computeType.equals(ComputeValidator.AML_COMPUTE)) {
            throw invalidRequestContent(
                    "Only an AmlCompute cluster has nodes; '%s' is %s.", entity.name, entity.computeType);
        }
        return ComputeTargetMapper.nodes(nodes.of(entity.key));
    }

    /**
     * Returns {@code ComputeSecrets} of an attached machine: whose key Azure ML made, and its
     * public half. No other key is here to be shown.
     */
    ObjectNode listKeys(ComputeTargetEntity entity) {
        if (!ComputeValidator.isMachine(entity.computeType)) {
            throw notBuilt("listKeys of a compute of type " + entity.computeType);
        }
        ObjectNode keys = Json.object().put("computeType", entity.computeType);
        machines.find(entity.key)
                .ifPresent(machine -> keys.putObject("administratorAccount")
                        .put("username", machine.address().username())
                        .put("publicKeyData", machine.publicKey()));
        return keys;
    }

    /** Returns what a target shows; of its identities those that a change gives it, which may not be stored yet. */
    ObjectNode body(ComputeTargetEntity entity) {
        return ComputeTargetMapper.arm(
                entity,
                entity.given == null ? identities.of(entity.key) : entity.given,
                nodes.of(entity.key),
                instances.find(entity.key));
    }
}
