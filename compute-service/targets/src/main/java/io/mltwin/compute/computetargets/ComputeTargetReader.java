package io.mltwin.compute.computetargets;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.AzureException.notBuilt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.compute.attachedmachines.AttachedMachines;
import io.mltwin.compute.computeinstances.ComputeInstanceService;
import io.mltwin.compute.workspaces.Workspace;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * Reads compute targets as Azure's {@code ComputeResource} and what its actions list. Azure
 * Resource Manager has authorized every call that ends here.
 */
@Singleton
class ComputeTargetReader {

    private final ComputeTargetRepository repository;
    private final ComputeIdentities identities;
    private final ComputeInstanceService instances;
    private final AttachedMachines machines;
    private final ClusterNodes nodes;

    ComputeTargetReader(
            ComputeTargetRepository repository,
            ComputeIdentities identities,
            ComputeInstanceService instances,
            AttachedMachines machines,
            ClusterNodes nodes) {
        this.repository = repository;
        this.identities = identities;
        this.instances = instances;
        this.machines = machines;
        this.nodes = nodes;
    }

    @Transactional
    ObjectNode get(ArmResourceId id) {
        return body(repository.require(id));
    }

    @Transactional
    List<ObjectNode> list(Workspace workspace) {
        return repository.ofWorkspace(workspace.workspaceId()).stream()
                .map(this::body)
                .toList();
    }

    @Transactional
    ObjectNode listNodes(ArmResourceId id) {
        ComputeTargetEntity entity = repository.require(id);
        if (!entity.computeType.equals(ComputeValidator.AML_COMPUTE)) {
            throw invalidRequestContent(
                    "Only an AmlCompute cluster has nodes; '%s' is %s.", entity.name, entity.computeType);
        }
        return ComputeTargetMapper.nodes(nodes.of(entity.computeId));
    }

    /**
     * Returns {@code ComputeSecrets} of an attached machine: whose key Azure ML made, and its
     * public half. No other key is here to be shown.
     */
    @Transactional
    ObjectNode listKeys(ArmResourceId id) {
        ComputeTargetEntity entity = repository.require(id);
        if (!ComputeValidator.isMachine(entity.computeType)) {
            throw notBuilt("listKeys of a compute of type " + entity.computeType);
        }
        ObjectNode keys = Json.object().put("computeType", entity.computeType);
        machines.find(entity.computeId)
                .ifPresent(machine -> keys.putObject("administratorAccount")
                        .put("username", machine.address().username())
                        .put("publicKeyData", machine.publicKey()));
        return keys;
    }

    ObjectNode body(ComputeTargetEntity entity) {
        return body(entity, identities.of(entity.computeId));
    }

    /**
     * @param own the target's identities, which a change may not have stored yet
     */
    ObjectNode body(ComputeTargetEntity entity, List<ComputeIdentity> own) {
        return ComputeTargetMapper.arm(entity, own, nodes.of(entity.computeId), instances.find(entity.computeId));
    }
}
