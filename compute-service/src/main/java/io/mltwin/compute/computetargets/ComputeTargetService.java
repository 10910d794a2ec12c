package io.mltwin.compute.computetargets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.ComputeConfig;
import io.mltwin.compute.attachedmachines.AttachedMachines;
import io.mltwin.compute.attachedmachines.MachineAttachment;
import io.mltwin.compute.computeinstances.ComputeInstanceService;
import io.mltwin.compute.computeinstances.InstanceValidator;
import io.mltwin.compute.encryption.ScratchDisk;
import io.mltwin.compute.encryption.ScratchDisks;
import io.mltwin.compute.operations.OperationService;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.resourceprovider.Outcome;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compute targets of workspaces. Azure Resource Manager has authorized every call that ends here.
 */
@Singleton
public class ComputeTargetService {

    static final String TYPE = "Microsoft.MachineLearningServices/workspaces/computes";

    private final ComputeTargetRepository repository;
    private final OperationService operations;
    private final ComputeIdentities identities;
    private final ComputeInstanceService instances;
    private final MachineAttachment attachment;
    private final AttachedMachines machines;
    private final ClusterNodes nodes;
    private final ScratchDisks scratchDisks;
    private final Event<ComputeChanged> changed;
    private final Event<ComputeDeleted> deleted;
    private final ComputeConfig.Compute config;
    private final ObjectMapper json;
    private final Clock clock;

    ComputeTargetService(
            ComputeTargetRepository repository,
            OperationService operations,
            ComputeIdentities identities,
            ComputeInstanceService instances,
            MachineAttachment attachment,
            AttachedMachines machines,
            ClusterNodes nodes,
            ScratchDisks scratchDisks,
            Event<ComputeChanged> changed,
            Event<ComputeDeleted> deleted,
            ComputeConfig config,
            ObjectMapper json,
            Clock clock) {
        this.repository = repository;
        this.operations = operations;
        this.identities = identities;
        this.instances = instances;
        this.attachment = attachment;
        this.machines = machines;
        this.nodes = nodes;
        this.scratchDisks = scratchDisks;
        this.changed = changed;
        this.deleted = deleted;
        this.config = config.compute();
        this.json = json;
        this.clock = clock;
    }

    /**
     * Refuses a PUT that the target's row does not allow.
     *
     * @throws AzureException 409 for a target of another type, 400 for what cannot be changed or
     *     does not fit
     */
    @Transactional
    void requireAllowed(ArmResourceId id, ComputeBody body) {
        requireAllowed(id, repository.findByIdOptional(id.key()), body);
    }

    private void requireAllowed(
            ArmResourceId id, Optional<ComputeTargetEntity> existing, ComputeBody body) {
        String type = ComputeValidator.readType(body);
        existing.filter(target -> !target.computeType.equals(type))
                .ifPresent(
                        target -> {
                            throw otherType(target, type);
                        });
        if (type.equals(ComputeValidator.AML_COMPUTE)) {
            requireRoom(id.key(), scaleSettings(body).min());
        }
        if (ComputeValidator.isMade(type)) {
            existing.ifPresent(target -> refuseChange(target, kept(type, body)));
        }
    }

    private static AzureException otherType(ComputeTargetEntity target, String type) {
        return new AzureException(
                409,
                "Conflict",
                "The compute '"
                        + target.name
                        + "' exists as "
                        + target.computeType
                        + "; delete it before making it "
                        + type
                        + ".");
    }

    private void refuseChange(ComputeTargetEntity target, ObjectNode kept) {
        String old = ComputeTargetMapper.vmSize(target, json);
        if (!AsciiCase.equal(old, kept.path("vmSize").asText())) {
            throw ArmErrors.invalidRequestContent(
                    "vmSize of an existing compute cannot be changed; it is " + old + ".");
        }
        if (target.computeType.equals(ComputeValidator.COMPUTE_INSTANCE)) {
            InstanceValidator.validateChange(ComputeTargetMapper.inner(target, json), kept);
        }
    }

    /** The id of a target as it is shown, whatever the case of the request's. */
    @Transactional
    ArmResourceId shownId(ArmResourceId id) {
        return ArmResourceId.parse(entity(id).armId);
    }

    /** The same of a target that may be new. */
    @Transactional
    ArmResourceId shownId(ArmResourceId id, Workspace workspace) {
        return exists(id) ? shownId(id) : newId(id, workspace);
    }

    private static ArmResourceId newId(ArmResourceId id, Workspace workspace) {
        return ArmResourceId.parse(workspace.id()).child("computes", id.name());
    }

    /** Creates or changes a target; repeated, it changes nothing. */
    @Transactional
    Outcome put(ArmCall call, ComputeBody body, PreparedTarget prepared) {
        ArmResourceId id = call.id();
        Workspace workspace = prepared.workspace();
        String type = ComputeValidator.readType(body);
        repository.lockName(id.key());
        Optional<ComputeTargetEntity> existing = repository.lock(id.key());
        requireAllowed(id, existing, body);
        ComputeTargetEntity entity = existing.orElseGet(() -> created(id, workspace, type));
        fill(entity, workspace, body);
        // what is not said stays as it is
        List<ComputeIdentity> own =
                IdentityRequest.read(body)
                        .map(wanted -> give(entity, wanted, prepared.identities()))
                        .orElseGet(() -> identities.of(entity.computeId));
        if (existing.isEmpty()) {
            repository.persistAndFlush(entity);
        }
        if (type.equals(ComputeValidator.COMPUTE_INSTANCE)) {
            Optional<Duration> idle = InstanceValidator.idle(ComputeValidator.inner(body));
            if (existing.isEmpty()) {
                instances.create(id, workspace, idle, call.caller(), prepared.mount());
            } else {
                instances.change(entity.computeId, idle);
            }
        }
        if (prepared.machine() != null) {
            attachment.save(prepared.machine());
        }
        changed.fire(new ComputeChanged(entity.computeId));
        return Outcome.accepted(
                existing.isEmpty() ? 201 : 200, arm(entity, own), operations.done(id.toString()));
    }

    private List<ComputeIdentity> give(
            ComputeTargetEntity entity,
            IdentityRequest wanted,
            List<RegisteredIdentity> registered) {
        entity.identityType = wanted.type();
        return identities.apply(ArmResourceId.parse(entity.armId), wanted, registered);
    }

    private ComputeTargetEntity created(ArmResourceId id, Workspace workspace, String type) {
        ComputeTargetEntity entity = new ComputeTargetEntity();
        entity.computeId = id.key();
        entity.armId = newId(id, workspace).toString();
        entity.workspaceId = workspace.workspaceId();
        entity.workspaceArmId = workspace.id();
        entity.name = id.name();
        entity.computeType = type;
        entity.identityType = IdentityRequest.NONE;
        entity.scratchDisk =
                type.equals(ComputeValidator.AML_COMPUTE)
                        ? scratchDisks.addCluster(id.subscriptionId(), workspace.hbiWorkspace())
                        : ScratchDisk.PLAIN;
        entity.created = clock.instant();
        return entity;
    }

    private void fill(ComputeTargetEntity entity, Workspace workspace, ComputeBody body) {
        if (entity.computeType.equals(ComputeValidator.AML_COMPUTE)) {
            scale(entity, scaleSettings(body));
        }
        entity.location = body.location() == null ? workspace.location() : body.location();
        entity.tags = json.valueToTree(body.tags() == null ? Map.of() : body.tags()).toString();
        entity.description = body.properties().description();
        entity.resourceId = body.properties().resourceId();
        entity.disableLocalAuth = body.properties().disableLocalAuth();
        entity.properties = kept(entity.computeType, body).toString();
        entity.provisioningState = "Succeeded";
        entity.modified = clock.instant();
    }

    /** What of the given properties is stored. */
    private ObjectNode kept(String type, ComputeBody body) {
        JsonNode inner = ComputeValidator.inner(body);
        ObjectNode kept = inner.isObject() ? inner.<ObjectNode>deepCopy() : json.createObjectNode();
        kept.remove("scaleSettings");
        ComputeValidator.dropSecrets(kept);
        return type.equals(ComputeValidator.COMPUTE_INSTANCE) ? InstanceValidator.kept(kept) : kept;
    }

    private ScaleSettings scaleSettings(ComputeBody body) {
        return ScaleSettings.read(
                ComputeValidator.inner(body).path("scaleSettings"), config.idleBeforeScaleDown());
    }

    /** One node must stay free to move between clusters, or their runs would wait for ever. */
    private void requireRoom(String computeId, int min) {
        int others =
                repository.clusters().stream()
                        .filter(other -> !other.computeId.equals(computeId))
                        .mapToInt(other -> other.minNodes)
                        .sum();
        if (min > 0 && others + min >= config.mostNodes()) {
            throw new AzureException(
                    400,
                    "ClusterMinNodesExceedCoreQuota",
                    "minNodeCount "
                            + min
                            + " exceeds what is left: all clusters together may keep "
                            + (config.mostNodes() - 1)
                            + " nodes, of which "
                            + others
                            + " are taken (mltwin.compute.most-nodes).");
        }
    }

    private static void scale(ComputeTargetEntity entity, ScaleSettings scale) {
        entity.minNodes = scale.min();
        entity.maxNodes = scale.max();
        entity.idleSeconds = scale.idleBeforeScaleDown().toSeconds();
    }

    /** {@code ClusterUpdateParameters}: only scale settings. */
    @Transactional
    Outcome scale(ArmResourceId id, JsonNode body) {
        ComputeTargetEntity entity =
                repository.lock(id.key()).orElseThrow(() -> ArmErrors.resourceNotFound(id));
        JsonNode given = body.path("properties");
        JsonNode scale =
                given.has("scaleSettings")
                        ? given.path("scaleSettings")
                        : given.path("properties").path("scaleSettings");
        if (!entity.computeType.equals(ComputeValidator.AML_COMPUTE) || !scale.isObject()) {
            throw ArmErrors.invalidRequestContent(
                    "PATCH takes properties.scaleSettings of an AmlCompute cluster.");
        }
        ScaleSettings settings = ScaleSettings.read(scale, Duration.ofSeconds(entity.idleSeconds));
        requireRoom(entity.computeId, settings.min());
        scale(entity, settings);
        entity.modified = clock.instant();
        changed.fire(new ComputeChanged(entity.computeId));
        return Outcome.ok(arm(entity));
    }

    /**
     * Deletes it with its nodes; accepted with an operation, or 204 when there was none. Its nodes
     * go first, so that none of them is ever taken for one without an identity. Its identities have
     * ended before.
     */
    @Transactional
    Outcome delete(ArmResourceId id) {
        Optional<ComputeTargetEntity> found = repository.lock(id.key());
        if (found.isEmpty()) {
            return Outcome.noContent();
        }
        deleted.fire(new ComputeDeleted(id.key()));
        identities.delete(id);
        instances.delete(id.key());
        attachment.delete(id.key());
        repository.delete(found.get());
        return Outcome.accepted(202, null, operations.done(id.toString()));
    }

    /** Workspaces that have compute targets: ARM id by GUID. */
    @Transactional
    Map<String, String> workspaces() {
        Map<String, String> found = new TreeMap<>();
        repository
                .listAll()
                .forEach(entity -> found.put(entity.workspaceId, entity.workspaceArmId));
        return found;
    }

    /** The targets of a workspace. */
    @Transactional
    List<ArmResourceId> ids(String workspaceId) {
        return repository.ofWorkspace(workspaceId).stream()
                .map(entity -> ArmResourceId.parse(entity.armId))
                .toList();
    }

    @Transactional
    ObjectNode get(ArmResourceId id) {
        return arm(entity(id));
    }

    @Transactional
    List<ObjectNode> list(Workspace workspace) {
        return repository.ofWorkspace(workspace.workspaceId()).stream().map(this::arm).toList();
    }

    @Transactional
    ObjectNode listNodes(ArmResourceId id) {
        ComputeTargetEntity entity = entity(id);
        if (!entity.computeType.equals(ComputeValidator.AML_COMPUTE)) {
            throw ArmErrors.invalidRequestContent(
                    "Only an AmlCompute cluster has nodes; '"
                            + entity.name
                            + "' is "
                            + entity.computeType
                            + ".");
        }
        return ComputeTargetMapper.nodes(nodes.of(entity.computeId), json);
    }

    /**
     * {@code ComputeSecrets} of an attached machine: whose key Azure ML made, and its public half.
     * No other key is here to be shown.
     */
    @Transactional
    ObjectNode listKeys(ArmResourceId id) {
        ComputeTargetEntity entity = entity(id);
        if (!ComputeValidator.isMachine(entity.computeType)) {
            throw AzureException.notBuilt("listKeys of a compute of type " + entity.computeType);
        }
        ObjectNode keys = json.createObjectNode().put("computeType", entity.computeType);
        machines.find(entity.computeId)
                .ifPresent(
                        machine ->
                                keys.putObject("administratorAccount")
                                        .put("username", machine.address().username())
                                        .put("publicKeyData", machine.publicKey()));
        return keys;
    }

    /** The type of a target; 404 when there is none. */
    @Transactional
    String typeOf(ArmResourceId id) {
        return entity(id).computeType;
    }

    @Transactional
    boolean exists(ArmResourceId id) {
        return repository.findByIdOptional(id.key()).isPresent();
    }

    @Transactional
    public Optional<ComputeTarget> find(Workspace workspace, String name) {
        return repository.byName(workspace.workspaceId(), name).map(this::target);
    }

    /** The types of a workspace's targets, each once. */
    @Transactional
    List<String> types(Workspace workspace) {
        return repository.ofWorkspace(workspace.workspaceId()).stream()
                .map(target -> target.computeType)
                .distinct()
                .sorted()
                .toList();
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

    /** The region of a target as it stands in host names; empty for a target that is gone. */
    @Transactional
    public Optional<String> region(String computeId) {
        return repository
                .findByIdOptional(computeId)
                .map(target -> target.location)
                .map(location -> AsciiCase.lower(location).replace(" ", ""));
    }

    /** All clusters of all workspaces. */
    @Transactional
    public List<ComputeTarget> clusters() {
        return repository.clusters().stream().map(this::target).toList();
    }

    /** The machines of all workspaces that Azure ML can log in to. */
    @Transactional
    public List<ComputeTarget> machines() {
        return machines.ids().stream()
                .flatMap(id -> repository.findByIdOptional(id).stream())
                .map(this::target)
                .toList();
    }

    /** The clusters of a subscription in a region. */
    @Transactional
    public List<ComputeTarget> clusters(String subscriptionId, String region) {
        return repository.clusters().stream()
                .filter(
                        entity ->
                                AsciiCase.equal(
                                                ArmResourceId.parse(entity.armId).subscriptionId(),
                                                subscriptionId)
                                        && entity.location != null
                                        && AsciiCase.equal(
                                                entity.location.replace(" ", ""),
                                                region.replace(" ", "")))
                .map(this::target)
                .toList();
    }

    private ComputeTarget target(ComputeTargetEntity entity) {
        return ComputeTargetMapper.target(entity, json);
    }

    private ComputeTargetEntity entity(ArmResourceId id) {
        return repository
                .findByIdOptional(id.key())
                .orElseThrow(() -> ArmErrors.resourceNotFound(id));
    }

    private ObjectNode arm(ComputeTargetEntity entity) {
        return arm(entity, identities.of(entity.computeId));
    }

    private ObjectNode arm(ComputeTargetEntity entity, List<ComputeIdentity> own) {
        return ComputeTargetMapper.arm(
                entity, own, nodes.of(entity.computeId), instances.find(entity.computeId), json);
    }
}
