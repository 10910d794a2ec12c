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
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.util.List;

/** Calls the other services that a change of a compute target needs, outside its transaction. */
@Singleton
record ComputeTargetPreparation(
        ComputeTargets computes,
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
    PreparedTarget prepare(ArmCall call, ComputeBody body, ResourceClaim claim) {
        Workspace workspace = workspace(call.id().parent());
        ComputeValidator.validateBusinessImpact(workspace.hbiWorkspace(), body);
        String type = ComputeValidator.readType(body);
        attached.check(call, type, body);
        if (type.equals(ComputeValidator.COMPUTE_INSTANCE)) {
            InstanceValidator.validatePlace(body.location(), ComputeValidator.inner(body), workspace);
        }
        validator.requireAllowed(call.id(), body);
        String networkError = join(call, type, body, workspace, claim);
        MountResult mount =
                ComputeValidator.isMade(type) && !computes.exists(call.id()) ? prepareNew(call, type, workspace) : null;
        List<RegisteredIdentity> registered = IdentityRequest.read(body)
                .map(wanted ->
                        identities.register(computes.shownId(call.id(), workspace), workspace, wanted, call.caller()))
                .orElse(List.of());
        if (type.equals(ComputeValidator.DATABRICKS)) {
            attachDatabricks(call, body, workspace, claim);
        }
        if (type.equals(ComputeValidator.AML_COMPUTE)) {
            prepareAccount(call.id(), body, workspace, claim);
        }
        return new PreparedTarget(
                workspace,
                registered,
                mount,
                attach(call.id(), type, body, workspace, claim),
                networkError,
                type.equals(ComputeValidator.AKS) ? nameCluster(call.id(), body, workspace, claim) : null);
    }

    /** Gives an AKS target the name that the request asks for, or takes its name off. */
    private String nameCluster(ArmResourceId id, ComputeBody body, Workspace workspace, ResourceClaim claim) {
        SslConfiguration asked = SslConfiguration.read(ComputeValidator.inner(body));
        boolean isNew = !computes.exists(id);
        if (asked.isNamed()) {
            String name = certificates.put(id, workspace.region(), asked);
            if (isNew) {
                claim.undoBy(() -> certificates.remove(id));
            }
            return name;
        }
        if (!isNew && computes.isNamedCluster(id)) {
            certificates.remove(id);
        }
        return null;
    }

    /**
     * Puts a cluster into the subnet that it names, and takes it out again should the request fail.
     *
     * @return what keeps its nodes from being of use there, or null
     */
    private String join(ArmCall call, String type, ComputeBody body, Workspace workspace, ResourceClaim claim) {
        if (!type.equals(ComputeValidator.AML_COMPUTE)) {
            return null;
        }
        NetworkSettings settings = NetworkSettings.read(ComputeValidator.inner(body));
        if (settings.subnet().isEmpty()) {
            return null;
        }
        ComputeValidator.validatePlace(body, workspace);
        ArmResourceId compute = computes.shownId(call.id(), workspace);
        if (!computes.exists(call.id())) {
            claim.undoBy(() -> subnets.leave(compute));
        }
        return subnets.join(
                        call,
                        new ClusterSubnet(compute, settings.subnet().get(), workspace.region(), settings.hasPublicIp()),
                        workspace)
                .orElse(null);
    }

    /** Stores the secret of a new cluster's SSH account, or refuses another than it has. */
    private void prepareAccount(ArmResourceId id, ComputeBody body, Workspace workspace, ResourceClaim claim) {
        SshAccountRequest account =
                SshAccountRequest.read(ComputeValidator.inner(body)).orElse(null);
        if (account == null) {
            return;
        }
        if (computes.exists(id)) {
            accounts.requireUnchanged(workspace, id, account);
            return;
        }
        accounts.create(workspace, id, account);
        boolean inSubnet =
                NetworkSettings.read(ComputeValidator.inner(body)).subnet().isPresent();
        claim.undoBy(() -> takeBack(id, workspace, inSubnet));
    }

    /** Takes back all that was prepared for a new cluster with an account. */
    private void takeBack(ArmResourceId id, Workspace workspace, boolean inSubnet) {
        if (inSubnet) {
            subnets.leave(computes.shownId(id, workspace));
        }
        accounts.remove(workspace, id);
    }

    /** Stores the token of a Databricks workspace. */
    private void attachDatabricks(ArmCall call, ComputeBody body, Workspace workspace, ResourceClaim claim) {
        boolean isNew = !computes.exists(call.id());
        databricks.attach(
                call,
                workspace,
                ComputeValidator.readAttachedResource(ComputeValidator.DATABRICKS, body)
                        .orElseThrow(),
                ComputeValidator.readDatabricks(body),
                isNew);
        if (isNew) {
            claim.undoBy(() -> databricks.detach(workspace, call.id()));
        }
    }

    /** Authorizes a key on a machine whose administrator's credential is given; else null. */
    private AttachedMachine attach(
            ArmResourceId id, String type, ComputeBody body, Workspace workspace, ResourceClaim claim) {
        if (!ComputeValidator.isMachine(type)) {
            return null;
        }
        MachineRequest request = MachineRequest.read(ComputeValidator.inner(body));
        if (!request.hasCredential()) {
            machines.requireUnchanged(id.key(), request.address());
            return null;
        }
        AttachedMachine machine = machines.attach(
                id.key(),
                request.address().orElseThrow(),
                request.login(),
                "azureml:" + workspace.name() + "/" + id.name());
        claim.undoBy(() -> machines.takeBack(machine));
        return machine;
    }

    /** Ends what a PUT has replaced: identities that it took off, keys of a machine. */
    void endReplaced(ArmCall call) {
        endDroppedIdentities(call);
        machines.endReplaced(call.id().key());
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
    void prepareDeletion(ArmCall call) {
        ArmResourceId id = call.id();
        boolean detach = ComputeValidator.isDetached(call);
        if (!computes.exists(id)) {
            return;
        }
        if (detach) {
            ComputeValidator.validateDetached(computes.typeOf(id));
        } else {
            attached.of(id).ifPresent(resource -> {
                attached.checkDeletion(call, resource);
                support.delete(workspace(id.parent()), resource, call);
            });
        }
        prepareDeletion(id);
    }

    /** Ends the runs of a target, then its identities and its machine's keys. */
    void prepareDeletion(ArmResourceId id) {
        endRuns(id);
        identities.endAll(computes.shownId(id));
        machines.endAll(id.key());
        if (computes.isNamedCluster(id)) {
            certificates.remove(id);
        }
        if (computes.isInSubnet(id)) {
            subnets.leave(computes.shownId(id));
        }
        if (computes.hasAccount(id)) {
            workspaces.find(id.parent()).ifPresent(one -> accounts.remove(one, id));
        }
        if (computes.typeOf(id).equals(ComputeValidator.DATABRICKS)) {
            // with a workspace that is gone goes what its vault holds
            workspaces.find(id.parent()).ifPresent(one -> databricks.detach(one, id));
        }
    }

    /** Ends the runs of a target. */
    void endRuns(ArmResourceId id) {
        deleting.fire(new ComputeDeletionStarted(id.key()));
    }

    private void endDroppedIdentities(ArmCall call) {
        IdentityRequest.read(call.body().path("identity"))
                .ifPresent(wanted -> identities.endDropped(computes.shownId(call.id()), wanted));
    }

    /** Prepares an operation of a compute instance: its mount, or null when it is stopped. */
    MountResult preparePower(InstanceOperation operation, ArmResourceId id) {
        String type = computes.typeOf(id);
        return power.prepare(operation, id, type, workspace(id.parent()));
    }

    /** The workspace that computes lie in. */
    boolean exists(ArmResourceId id) {
        return computes.exists(id);
    }

    /** Opens what is encrypted of targets; what ends one needs nothing of it. */
    void requireOpen(ArmCall call) {
        if (!call.method().equals("DELETE") && !call.method().equals("POST")) {
            workspaces
                    .find(call.isList() ? call.id() : call.id().parent())
                    .ifPresent(workspace -> keys.of(workspace.workspaceId()));
        }
    }

    Workspace workspace(ArmResourceId id) {
        return workspaces.find(id).orElseThrow(() -> parentResourceNotFound(id));
    }
}
