package io.mltwin.compute.computetargets;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Regions;
import io.mltwin.compute.attachedmachines.AttachedMachines;
import io.mltwin.compute.computetargets.ComputeTargetEntity.ComputeTargetRepository;
import io.mltwin.compute.networks.ClusterSubnets.ClusterSubnet;
import io.mltwin.compute.networks.NetworkSettings;
import io.mltwin.compute.sshaccounts.SshAccounts.SshAccount;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds compute targets for the other features of this service. */
@Singleton
public class ComputeTargets {

    private final ComputeTargetRepository repository;
    private final AttachedMachines machines;

    ComputeTargets(ComputeTargetRepository repository, AttachedMachines machines) {
        this.repository = repository;
        this.machines = machines;
    }

    @Transactional
    public Optional<ComputeTarget> find(Workspace workspace, String name) {
        return find(workspace.workspaceId(), name);
    }

    /** Returns the target of a workspace that is named by its GUID. */
    @Transactional
    public Optional<ComputeTarget> find(String workspaceId, String name) {
        return repository.byName(workspaceId, name).map(this::target);
    }

    /** Returns all clusters of all workspaces. */
    @Transactional
    public List<ComputeTarget> clusters() {
        return repository.clusters().stream().map(this::target).toList();
    }

    /** Returns the clusters of a subscription in a region. */
    @Transactional
    public List<ComputeTarget> clusters(String subscriptionId, String region) {
        return repository.clusters().stream()
                .filter(entity -> AsciiCase.equal(entity.armId().subscriptionId(), subscriptionId)
                        && entity.location != null
                        && AsciiCase.equal(entity.location.replace(" ", ""), region.replace(" ", "")))
                .map(this::target)
                .toList();
    }

    /**
     * Returns the machines of all workspaces that Azure ML can log in to, and the Databricks
     * workspaces.
     */
    @Transactional
    public List<ComputeTarget> machines() {
        return Stream.concat(
                        machines.ids().stream().flatMap(id -> repository.findByIdOptional(id).stream()),
                        repository.databricks().stream())
                .map(this::target)
                .toList();
    }

    /** Returns the resource that a target stands for; empty for one that is not attached. */
    @Transactional
    public Optional<ArmResourceId> attachedResource(String computeId) {
        return repository
                .findByIdOptional(computeId)
                .map(entity -> entity.resourceId)
                .map(ArmResourceId::parse);
    }

    /** Returns the resource that a target stands for and that can be deleted with it. */
    @Transactional
    Optional<ArmResourceId> deletedWith(String computeId) {
        return repository.findByIdOptional(computeId).flatMap(AttachedResources::of);
    }

    /**
     * Notes why nodes of a cluster could not be removed, which its resource then shows.
     *
     * @param error null once they can
     */
    @Transactional
    public void scaleInEnded(String computeId, String error) {
        repository
                .findByIdOptional(computeId)
                .filter(cluster -> !Objects.equals(cluster.scaleInError, error))
                .flatMap(cluster -> repository.lock(computeId))
                .ifPresent(cluster -> cluster.scaleInError = error);
    }

    /**
     * Notes why a cluster did not get the nodes that it needs, which its resource then shows.
     *
     * @param error null once it does
     */
    @Transactional
    public void scaleOutEnded(String computeId, String error) {
        repository
                .findByIdOptional(computeId)
                .filter(cluster -> !Objects.equals(cluster.quotaError, error))
                .flatMap(cluster -> repository.lock(computeId))
                .ifPresent(cluster -> cluster.quotaError = error);
    }

    /** Returns the clusters that are in subnets. */
    @Transactional
    public List<ClusterSubnet> clustersInSubnets() {
        return repository.clusters().stream()
                .flatMap(entity -> subnet(entity).stream())
                .toList();
    }

    /** Returns the SSH account of a cluster's nodes; empty where they have none. */
    @Transactional
    public Optional<SshAccount> sshAccount(String computeId) {
        return repository.findByIdOptional(computeId).flatMap(entity -> ComputeTargetMapper.sshAccount(entity));
    }

    static Optional<ClusterSubnet> subnet(ComputeTargetEntity entity) {
        if (!entity.computeType.equals(ComputeValidator.AML_COMPUTE)) {
            return Optional.empty();
        }
        NetworkSettings settings = ComputeTargetMapper.networkSettings(entity);
        return settings.subnet()
                .map(subnet -> new ClusterSubnet(
                        entity.armId(), subnet, Regions.normalise(entity.location), settings.hasPublicIp()));
    }

    /** Returns whether something keeps the nodes of a cluster from being of use in their subnet. */
    @Transactional
    public boolean isCutOff(String computeId) {
        return repository
                .findByIdOptional(computeId)
                .filter(cluster -> cluster.networkError != null)
                .isPresent();
    }

    /**
     * Notes what keeps the nodes of a cluster from being of use, which its resource then shows.
     *
     * @param error null when nothing does
     */
    @Transactional
    public void networkVerified(String computeId, String error) {
        repository
                .findByIdOptional(computeId)
                .filter(cluster -> !Objects.equals(cluster.networkError, error))
                .flatMap(cluster -> repository.lock(computeId))
                .ifPresent(cluster -> cluster.networkError = error);
    }

    /** The region of a target as it stands in host names; empty for a target that is gone. */
    @Transactional
    public Optional<String> region(String computeId) {
        return repository
                .findByIdOptional(computeId)
                .map(target -> target.location)
                .map(location -> AsciiCase.lower(location).replace(" ", ""));
    }

    /** Returns the types of a workspace's targets, each once. */
    @Transactional
    List<String> types(Workspace workspace) {
        return repository.ofWorkspace(workspace.workspaceId()).stream()
                .map(target -> target.computeType)
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns the ARM ids of workspaces that have compute targets, by their GUIDs. */
    @Transactional
    Map<String, String> workspaces() {
        Map<String, String> found = new TreeMap<>();
        repository.listAll().forEach(entity -> found.put(entity.workspaceId, entity.workspaceArmId()));
        return found;
    }

    /** Returns the targets of a workspace. */
    @Transactional
    List<ArmResourceId> ids(String workspaceId) {
        return repository.ofWorkspace(workspaceId).stream()
                .map(ComputeTargetEntity::armId)
                .toList();
    }

    private ComputeTarget target(ComputeTargetEntity entity) {
        return ComputeTargetMapper.target(entity);
    }
}
