package io.mltwin.compute.computetargets;

import static io.mltwin.armweb.ArmErrors.parentResourceNotFound;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.aksclusters.ClusterCertificateClient;
import io.mltwin.compute.aksclusters.SslConfiguration;
import io.mltwin.compute.attachedmachines.AttachedMachines.AttachedMachine;
import io.mltwin.compute.attachedmachines.MachineAttachment;
import io.mltwin.compute.computeinstances.ComputeInstance.InstanceOperation;
import io.mltwin.compute.computeinstances.ComputeInstanceService;
import io.mltwin.compute.computeinstances.InstancePower;
import io.mltwin.compute.computeinstances.InstancePower.MountResult;
import io.mltwin.compute.computeinstances.InstanceValidator;
import io.mltwin.compute.computetargets.ComputeIdentity.RegisteredIdentity;
import io.mltwin.compute.computetargets.ComputeTarget.ComputeDeletionStarted;
import io.mltwin.compute.computetargets.ComputeTargetEntity.ComputeTargetRepository;
import io.mltwin.compute.databricks.DatabricksAttachment;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.networks.ClusterSubnets;
import io.mltwin.compute.networks.ClusterSubnets.ClusterSubnet;
import io.mltwin.compute.networks.NetworkSettings;
import io.mltwin.compute.sshaccounts.SshAccountRequest;
import io.mltwin.compute.sshaccounts.SshAccounts;
import io.mltwin.compute.supportapplication.SupportApplication;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.resourceprovider.ResourceClaim;
import io.mltwin.resourceprovider.RowTransactions;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.util.List;

/** Calls the other services that a change of a compute target needs, outside its transaction. */
@Singleton
record ComputeTargetPreparation(
        ComputeTargetRepository rows,
        ComputeChangeValidator validator,
        ComputeIdentities identities,
        WorkspaceClient workspaces,
        AttachedResources attached,
        SupportApplication support,
        ComputeInstanceService instances,
        InstancePower power,
        MachineAttachment machines,
        ClusterSubnets subnets,
        DatabricksAttachment databricks,
        ClusterCertificateClient certificates,
        SshAccounts accounts,
        Event<ComputeDeletionStarted> deleting,
        WorkspaceKeys keys) {

    /** Prepares a PUT; what would be refused by the target's row is refused first. */
    PreparedTarget prepare(ArmCall call, ComputeBody body, ComputeTargetEntity row, ResourceClaim claim) {
        Workspace workspace = workspace(call.id().parent());
        ComputeValidator.validateBusinessImpact(workspace.hbiWorkspace(), body);
        String type = ComputeValidator.readType(body);
        attached.check(call, type, body);
        if (type.equals(ComputeValidator.COMPUTE_INSTANCE)) {
            InstanceValidator.validatePlace(body.location(), ComputeValidator.inner(body), workspace);
        }
        if (row.isNew()) {
            row.id = ArmResourceId.parse(workspace.id())
                    .child("computes", row.name)
                    .toString();
            row.workspaceId = workspace.workspaceId();
            row.computeType = type;
            row.identityType = IdentityRequest.NONE;
        }
        RowTransactions.inOne(() -> {
            validator.requireAllowed(row, body);
            return null;
        });
        String networkError = join(call, row, body, workspace, claim);
        MountResult mount = ComputeValidator.isMade(type) && row.isNew() ? prepareNew(call, type, workspace) : null;
        List<RegisteredIdentity> registered = IdentityRequest.read(body)
                .map(wanted -> identities.register(row.armId(), workspace, wanted, call.caller()))
                .orElse(List.of());
        if (type.equals(ComputeValidator.DATABRICKS)) {
            attachDatabricks(call, row, body, workspace, claim);
        }
        if (type.equals(ComputeValidator.AML_COMPUTE)) {
            prepareAccount(row, body, workspace, claim);
        }
        return new PreparedTarget(
                workspace,
                registered,
                mount,
                attach(row, body, workspace, claim),
                networkError,
                type.equals(ComputeValidator.AKS) ? nameCluster(row, body, workspace, claim) : null);
    }

    /** Gives an AKS target the name that the request asks for, or takes its name off. */
    private String nameCluster(ComputeTargetEntity row, ComputeBody body, Workspace workspace, ResourceClaim claim) {
        SslConfiguration asked = SslConfiguration.read(ComputeValidator.inner(body));
        if (asked.isNamed()) {
            String name = certificates.put(row.armId(), workspace.region(), asked);
            if (row.isNew()) {
                claim.undoBy(() -> certificates.remove(row.armId()));
            }
            return name;
        }
        if (isNamedCluster(row)) {
            certificates.remove(row.armId());
        }
        return null;
    }

    /**
     * Puts a cluster into the subnet that it names, and takes it out again should the request fail.
     *
     * @return what keeps its nodes from being of use there, or null
     */
    private String join(
            ArmCall call, ComputeTargetEntity row, ComputeBody body, Workspace workspace, ResourceClaim claim) {
        if (!row.computeType.equals(ComputeValidator.AML_COMPUTE)) {
            return null;
        }
        NetworkSettings settings = NetworkSettings.read(ComputeValidator.inner(body));
        if (settings.subnet().isEmpty()) {
            return null;
        }
        ComputeValidator.validatePlace(body, workspace);
        if (row.isNew()) {
            claim.undoBy(() -> subnets.leave(row.armId()));
        }
        return subnets.join(
                        call,
                        new ClusterSubnet(
                                row.armId(), settings.subnet().get(), workspace.region(), settings.hasPublicIp()),
                        workspace)
                .orElse(null);
    }

    /** Stores the secret of a new cluster's SSH account, or refuses another than it has. */
    private void prepareAccount(ComputeTargetEntity row, ComputeBody body, Workspace workspace, ResourceClaim claim) {
        SshAccountRequest account =
                SshAccountRequest.read(ComputeValidator.inner(body)).orElse(null);
        if (account == null) {
            return;
        }
        if (!row.isNew()) {
            accounts.requireUnchanged(workspace, row.armId(), account);
            return;
        }
        accounts.create(workspace, row.armId(), account);
        boolean inSubnet =
                NetworkSettings.read(ComputeValidator.inner(body)).subnet().isPresent();
        claim.undoBy(() -> takeBack(row.armId(), workspace, inSubnet));
    }

    /** Takes back all that was prepared for a new cluster with an account. */
    private void takeBack(ArmResourceId id, Workspace workspace, boolean inSubnet) {
        if (inSubnet) {
            subnets.leave(id);
        }
        accounts.remove(workspace, id);
    }

    /** Stores the token of a Databricks workspace. */
    private void attachDatabricks(
            ArmCall call, ComputeTargetEntity row, ComputeBody body, Workspace workspace, ResourceClaim claim) {
        databricks.attach(
                call,
                workspace,
                ComputeValidator.readAttachedResource(ComputeValidator.DATABRICKS, body)
                        .orElseThrow(),
                ComputeValidator.readDatabricks(body),
                row.isNew());
        if (row.isNew()) {
            claim.undoBy(() -> databricks.detach(workspace, call.id()));
        }
    }

    /** Authorizes a key on a machine whose administrator's credential is given; else null. */
    private AttachedMachine attach(
            ComputeTargetEntity row, ComputeBody body, Workspace workspace, ResourceClaim claim) {
        if (!ComputeValidator.isMachine(row.computeType)) {
            return null;
        }
        MachineRequest request = MachineRequest.read(ComputeValidator.inner(body));
        if (!request.hasCredential()) {
            machines.requireUnchanged(row.key, request.address());
            return null;
        }
        AttachedMachine machine = machines.attach(
                row.key,
                request.address().orElseThrow(),
                request.login(),
                "azureml:" + workspace.name() + "/" + row.name);
        claim.undoBy(() -> machines.takeBack(machine));
        return machine;
    }

    /** Ends what a PUT has replaced, identities that it took off and keys of a machine, and runs of what is deleted. */
    void finish(ArmCall call) {
        if (call.isPut()) {
            IdentityRequest.read(call.body().path("identity"))
                    .ifPresent(wanted -> identities.endDropped(row(call.id()).armId(), wanted));
            machines.endReplaced(call.id().key());
        } else if (call.isDelete()) {
            endRuns(call.id());
        }
    }

    /** Prepares a new cluster or instance, and returns the mount of an instance. */
    private MountResult prepareNew(ArmCall call, String type, Workspace workspace) {
        if (type.equals(ComputeValidator.AML_COMPUTE)) {
            support.prepareSubscription(workspace, call);
            return null;
        }
        instances.requireFree(call.id(), workspace);
        support.prepareSubscription(workspace, call);
        return power.prepareNew(workspace, call.caller());
    }

    /**
     * Prepares a DELETE. What was attached goes with it when that is asked for, by whom may delete
     * both.
     */
    void prepareDeletion(ArmCall call, ComputeTargetEntity row) {
        if (ComputeValidator.isDetached(call)) {
            ComputeValidator.validateDetached(row.computeType);
        } else {
            AttachedResources.of(row).ifPresent(resource -> {
                attached.checkDeletion(call, resource);
                support.delete(workspace(call.id().parent()), resource, call);
            });
        }
        prepareDeletion(row);
    }

    /** Prepares the end of a target of a workspace that is gone. */
    void prepareDeletion(ArmResourceId id) {
        prepareDeletion(row(id));
    }

    /** Ends the runs of a target, then its identities and its machine's keys. */
    private void prepareDeletion(ComputeTargetEntity row) {
        ArmResourceId id = row.armId();
        endRuns(id);
        identities.endAll(id);
        machines.endAll(row.key);
        if (isNamedCluster(row)) {
            certificates.remove(id);
        }
        if (ComputeTargets.subnet(row).isPresent()) {
            subnets.leave(id);
        }
        if (ComputeTargetMapper.hasAccount(row)) {
            workspaces.find(id.parent()).ifPresent(one -> accounts.remove(one, id));
        }
        if (row.computeType.equals(ComputeValidator.DATABRICKS)) {
            // with a workspace that is gone goes what its vault holds
            workspaces.find(id.parent()).ifPresent(one -> databricks.detach(one, id));
        }
    }

    /** Returns whether the services on an AKS target are reached at a name of it. */
    private static boolean isNamedCluster(ComputeTargetEntity row) {
        return row.computeType.equals(ComputeValidator.AKS) && row.keptElsewhere;
    }

    private ComputeTargetEntity row(ArmResourceId id) {
        return RowTransactions.inOne(() -> rows.require(id));
    }

    /** Ends the runs of a target. */
    void endRuns(ArmResourceId id) {
        deleting.fire(new ComputeDeletionStarted(id.key()));
    }

    /** Prepares an operation of a compute instance: its mount, or null when it is stopped. */
    MountResult preparePower(InstanceOperation operation, ArmResourceId id) {
        return power.prepare(operation, id, row(id).computeType, workspace(id.parent()));
    }

    /** Opens what is encrypted of targets; what ends one needs nothing of it, but says how. */
    void requireOpen(ArmCall call) {
        if (call.isDelete()) {
            ComputeValidator.validateDeletion(call);
        } else if (!call.method().equals("POST")) {
            workspaces
                    .find(call.isList() ? call.id() : call.id().parent())
                    .ifPresent(workspace -> keys.of(workspace.workspaceId()));
        }
    }

    /** The workspace that computes lie in. */
    Workspace workspace(ArmResourceId id) {
        return workspaces.find(id).orElseThrow(() -> parentResourceNotFound(id));
    }

    /**
     * The answers of other services before a compute target is stored.
     *
     * @param identities that the target gets
     * @param mount of a compute instance that is new, else null
     * @param machine whose key is new, else null
     * @param networkError what keeps the nodes of a cluster from being of use in their subnet, else
     *     null
     * @param clusterName at which the services on an AKS target are reached, else null
     */
    record PreparedTarget(
            Workspace workspace,
            List<RegisteredIdentity> identities,
            MountResult mount,
            AttachedMachine machine,
            String networkError,
            String clusterName) {}
}
