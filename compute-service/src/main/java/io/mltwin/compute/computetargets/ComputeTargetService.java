package io.mltwin.compute.computetargets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import io.mltwin.armweb.Caller;
import io.mltwin.compute.ComputeConfig;
import io.mltwin.compute.computeinstances.ComputeInstanceService;
import io.mltwin.compute.computeinstances.InstanceRules;
import io.mltwin.compute.computeinstances.MountOutcome;
import io.mltwin.compute.operations.KnownResources;
import io.mltwin.compute.operations.OperationService;
import io.mltwin.compute.workspaces.Workspace;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compute targets of workspaces. Azure Resource Manager has authorized every call that ends here.
 */
@Singleton
public class ComputeTargetService implements KnownResources {

    static final String TYPE = "Microsoft.MachineLearningServices/workspaces/computes";

    private final ComputeTargetRepository repository;
    private final OperationService operations;
    private final ComputeIdentities identities;
    private final ComputeInstanceService instances;
    private final ClusterNodes nodes;
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
            ClusterNodes nodes,
            Event<ComputeChanged> changed,
            Event<ComputeDeleted> deleted,
            ComputeConfig config,
            ObjectMapper json,
            Clock clock) {
        this.repository = repository;
        this.operations = operations;
        this.identities = identities;
        this.instances = instances;
        this.nodes = nodes;
        this.changed = changed;
        this.deleted = deleted;
        this.config = config.compute();
        this.json = json;
        this.clock = clock;
    }

    /** What a PUT made. */
    record Stored(boolean isNew, ObjectNode body, String operationId) {}

    /**
     * Creates or changes a target; repeated, it changes nothing.
     *
     * @param mount of a compute instance that is new, else null
     */
    @Transactional
    Stored put(
            ArmResourceId id,
            Workspace workspace,
            ComputeBody body,
            Caller caller,
            MountOutcome mount) {
        String type = ComputeRules.type(body);
        ComputeRules.checkName(type, id.name());
        ComputeRules.check(type, body);
        repository.lockName(id.key());
        Optional<ComputeTargetEntity> existing = repository.lock(id.key());
        ComputeTargetEntity entity = existing.orElseGet(() -> created(id, workspace, type));
        if (!entity.computeType.equals(type)) {
            throw new AzureFault(
                    409,
                    "Conflict",
                    "The compute '"
                            + id.name()
                            + "' exists as "
                            + entity.computeType
                            + "; delete it before making it "
                            + type
                            + ".");
        }
        apply(entity, workspace, body);
        // what is not said stays as it is
        WantedIdentity.read(body)
                .ifPresent(
                        wanted -> {
                            identities.apply(
                                    ArmResourceId.parse(entity.armId), workspace, wanted, caller);
                            entity.identityType = wanted.type();
                        });
        if (existing.isEmpty()) {
            repository.persistAndFlush(entity);
        }
        if (type.equals(ComputeRules.COMPUTE_INSTANCE)) {
            Optional<Duration> idle = InstanceRules.idle(ComputeRules.inner(body));
            if (existing.isEmpty()) {
                instances.create(id, workspace, idle, caller, mount);
            } else {
                instances.change(entity.computeId, idle);
            }
        }
        changed.fire(new ComputeChanged(entity.computeId));
        return new Stored(existing.isEmpty(), arm(entity), operations.done(id.toString()));
    }

    private ComputeTargetEntity created(ArmResourceId id, Workspace workspace, String type) {
        ComputeTargetEntity entity = new ComputeTargetEntity();
        entity.computeId = id.key();
        entity.armId = ArmResourceId.parse(workspace.id()).child("computes", id.name()).toString();
        entity.workspaceId = workspace.workspaceId();
        entity.workspaceArmId = workspace.id();
        entity.name = id.name();
        entity.computeType = type;
        entity.identityType = WantedIdentity.NONE;
        entity.created = clock.instant();
        return entity;
    }

    private void apply(ComputeTargetEntity entity, Workspace workspace, ComputeBody body) {
        JsonNode inner = ComputeRules.inner(body);
        ObjectNode kept = inner.isObject() ? inner.<ObjectNode>deepCopy() : json.createObjectNode();
        kept.remove("scaleSettings");
        ComputeRules.dropSecrets(kept);
        if (entity.computeType.equals(ComputeRules.AML_COMPUTE)) {
            apply(
                    entity,
                    ScaleSettings.read(inner.path("scaleSettings"), config.idleBeforeScaleDown()));
            refuseNewSize(entity, kept);
        }
        if (entity.computeType.equals(ComputeRules.COMPUTE_INSTANCE)) {
            kept = InstanceRules.kept(kept);
            refuseNewSize(entity, kept);
            if (entity.properties != null) {
                InstanceRules.checkChange(ComputeTargetMapper.inner(entity, json), kept);
            }
        }
        entity.location = body.location() == null ? workspace.location() : body.location();
        entity.tags = json.valueToTree(body.tags() == null ? Map.of() : body.tags()).toString();
        entity.description = body.properties().description();
        entity.resourceId = body.properties().resourceId();
        entity.disableLocalAuth = body.properties().disableLocalAuth();
        entity.properties = kept.toString();
        entity.provisioningState = "Succeeded";
        entity.modified = clock.instant();
    }

    private void refuseNewSize(ComputeTargetEntity entity, ObjectNode kept) {
        if (entity.properties == null) {
            return;
        }
        String old = ComputeTargetMapper.vmSize(entity, json);
        if (!AsciiCase.equal(old, kept.path("vmSize").asText())) {
            throw ArmErrors.invalidRequestContent(
                    "vmSize of an existing compute cannot be changed; it is " + old + ".");
        }
    }

    private void apply(ComputeTargetEntity entity, ScaleSettings scale) {
        int others =
                repository.clusters().stream()
                        .filter(other -> !other.computeId.equals(entity.computeId))
                        .mapToInt(other -> other.minNodes)
                        .sum();
        if (scale.min() > 0 && others + scale.min() >= config.mostNodes()) {
            // one node must stay free to move between clusters, or their runs would wait for ever
            throw new AzureFault(
                    400,
                    "ClusterMinNodesExceedCoreQuota",
                    "minNodeCount "
                            + scale.min()
                            + " exceeds what is left: all clusters together may keep "
                            + (config.mostNodes() - 1)
                            + " nodes, of which "
                            + others
                            + " are taken (mltwin.compute.most-nodes).");
        }
        entity.minNodes = scale.min();
        entity.maxNodes = scale.max();
        entity.idleSeconds = scale.idleBeforeScaleDown().toSeconds();
    }

    /** {@code ClusterUpdateParameters}: only scale settings. */
    @Transactional
    ObjectNode scale(ArmResourceId id, JsonNode body) {
        ComputeTargetEntity entity =
                repository.lock(id.key()).orElseThrow(() -> ArmErrors.resourceNotFound(id));
        JsonNode given = body.path("properties");
        JsonNode scale =
                given.has("scaleSettings")
                        ? given.path("scaleSettings")
                        : given.path("properties").path("scaleSettings");
        if (!entity.computeType.equals(ComputeRules.AML_COMPUTE) || !scale.isObject()) {
            throw ArmErrors.invalidRequestContent(
                    "PATCH takes properties.scaleSettings of an AmlCompute cluster.");
        }
        apply(entity, ScaleSettings.read(scale, Duration.ofSeconds(entity.idleSeconds)));
        entity.modified = clock.instant();
        changed.fire(new ComputeChanged(entity.computeId));
        return arm(entity);
    }

    /** Deletes it with its nodes; the operation's id, or empty when there was none. */
    @Transactional
    Optional<String> delete(ArmResourceId id, String underlyingResourceAction) {
        boolean detach = AsciiCase.equal("Detach", underlyingResourceAction);
        if (!detach && !AsciiCase.equal("Delete", underlyingResourceAction)) {
            throw ArmErrors.invalidRequestContent(
                    "The query parameter underlyingResourceAction is required: Delete or Detach.");
        }
        Optional<ComputeTargetEntity> found = repository.lock(id.key());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (detach && ComputeRules.isMade(found.get().computeType)) {
            throw ArmErrors.invalidRequestContent(
                    "A compute of type "
                            + found.get().computeType
                            + " cannot be detached: use underlyingResourceAction=Delete.");
        }
        delete(found.get());
        return Optional.of(operations.done(id.toString()));
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

    /** Deletes the targets of a workspace that is no more. */
    @Transactional
    void deleteAllOf(String workspaceId) {
        for (ComputeTargetEntity entity : repository.ofWorkspace(workspaceId)) {
            delete(entity);
        }
    }

    /** Its nodes first, so that none of them is ever taken for one without an identity. */
    private void delete(ComputeTargetEntity entity) {
        deleted.fire(new ComputeDeleted(entity.computeId));
        identities.delete(ArmResourceId.parse(entity.armId));
        instances.delete(entity.computeId);
        repository.delete(entity);
    }

    @Transactional
    ObjectNode get(ArmResourceId id) {
        return arm(entity(id));
    }

    @Transactional
    ObjectNode list(Workspace workspace) {
        ObjectNode page = json.createObjectNode();
        repository
                .ofWorkspace(workspace.workspaceId())
                .forEach(entity -> page.withArray("value").add(arm(entity)));
        page.withArray("value");
        return page;
    }

    @Transactional
    ObjectNode listNodes(ArmResourceId id) {
        ComputeTargetEntity entity = entity(id);
        if (!entity.computeType.equals(ComputeRules.AML_COMPUTE)) {
            throw ArmErrors.invalidRequestContent(
                    "Only an AmlCompute cluster has nodes; '"
                            + entity.name
                            + "' is "
                            + entity.computeType
                            + ".");
        }
        return ComputeTargetMapper.nodes(nodes.of(entity.computeId), json);
    }

    /** The type of a target; 404 when there is none. */
    @Transactional
    String typeOf(ArmResourceId id) {
        return entity(id).computeType;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    @Transactional
    public boolean exists(ArmResourceId id) {
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

    /** All clusters of all workspaces. */
    @Transactional
    public List<ComputeTarget> clusters() {
        return repository.clusters().stream().map(this::target).toList();
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
        return ComputeTargetMapper.arm(
                entity,
                identities.of(entity.computeId),
                nodes.of(entity.computeId),
                instances.find(entity.computeId),
                json);
    }
}
