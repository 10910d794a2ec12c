package io.mltwin.compute.computetargets;

import io.mltwin.compute.attachedmachines.AttachedMachines.AttachedMachine;
import io.mltwin.compute.computeinstances.InstancePower.MountResult;
import io.mltwin.compute.computetargets.ComputeIdentity.RegisteredIdentity;
import io.mltwin.compute.workspaces.Workspace;
import java.util.List;

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
