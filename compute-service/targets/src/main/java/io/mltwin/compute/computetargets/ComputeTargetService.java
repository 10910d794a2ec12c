package io.mltwin.compute.computetargets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.aksclusters.SslConfiguration;
import io.mltwin.compute.attachedmachines.MachineAttachment;
import io.mltwin.compute.computeinstances.ComputeInstanceService;
import io.mltwin.compute.computeinstances.InstanceValidator;
import io.mltwin.compute.computetargets.ComputeIdentity.RegisteredIdentity;
import io.mltwin.compute.computetargets.ComputeTarget.ComputeChanged;
import io.mltwin.compute.computetargets.ComputeTarget.ComputeDeleted;
import io.mltwin.compute.encryption.ScratchDisks;
import io.mltwin.compute.encryption.ScratchDisks.ScratchDisk;
import io.mltwin.compute.operations.ArmOperations;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.resourceprovider.JsonColumn;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.Sealed;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Creates, scales and deletes compute targets of workspaces. Azure Resource Manager has authorized
 * every call that ends here.
 */
@Singleton
class ComputeTargetService {

    static final String TYPE = "Microsoft.MachineLearningServices/workspaces/computes";

    private final ComputeTargetRepository repository;
    private final ComputeChangeValidator validator;
    private final ComputeTargetReader reader;
    private final ArmOperations operations;
    private final ComputeIdentities identities;
    private final ComputeInstanceService instances;
    private final MachineAttachment attachment;
    private final ScratchDisks scratchDisks;
    private final Event<ComputeChanged> changed;
    private final Event<ComputeDeleted> deleted;
    private final Clock clock;

    ComputeTargetService(
            ComputeTargetRepository repository,
            ComputeChangeValidator validator,
            ComputeTargetReader reader,
            ArmOperations operations,
            ComputeIdentities identities,
            ComputeInstanceService instances,
            MachineAttachment attachment,
            ScratchDisks scratchDisks,
            Event<ComputeChanged> changed,
            Event<ComputeDeleted> deleted,
            Clock clock) {
        this.repository = repository;
        this.validator = validator;
        this.reader = reader;
        this.operations = operations;
        this.identities = identities;
        this.instances = instances;
        this.attachment = attachment;
        this.scratchDisks = scratchDisks;
        this.changed = changed;
        this.deleted = deleted;
        this.clock = clock;
    }

    /** Creates or changes a target; repeated, it changes nothing. */
    @Transactional
    Outcome put(ArmCall call, ComputeBody body, PreparedTarget prepared) {
        ArmResourceId id = call.id();
        Workspace workspace = prepared.workspace();
        String type = ComputeValidator.readType(body);
        repository.lockName(id.key());
        Optional<ComputeTargetEntity> existing = repository.lock(id.key());
        validator.requireAllowed(id, existing, body);
        ComputeTargetEntity entity = existing.orElseGet(() -> created(id, workspace, type));
        fill(entity, prepared, body);
        entity.networkError = prepared.networkError();
        // what is not said stays as it is
        List<ComputeIdentity> own = IdentityRequest.read(body)
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
                existing.isEmpty() ? 201 : 200, reader.body(entity, own), operations.done(id.toString()));
    }

    private List<ComputeIdentity> give(
            ComputeTargetEntity entity, IdentityRequest wanted, List<RegisteredIdentity> registered) {
        entity.identityType = wanted.type();
        return identities.apply(ArmResourceId.parse(entity.armId), wanted, registered);
    }

    private ComputeTargetEntity created(ArmResourceId id, Workspace workspace, String type) {
        ComputeTargetEntity entity = new ComputeTargetEntity();
        entity.computeId = id.key();
        entity.armId = ComputeTargets.newId(id, workspace).toString();
        entity.workspaceId = workspace.workspaceId();
        entity.workspaceArmId = workspace.id();
        entity.name = id.name();
        entity.computeType = type;
        entity.identityType = IdentityRequest.NONE;
        entity.scratchDisk = type.equals(ComputeValidator.AML_COMPUTE)
                ? scratchDisks.addCluster(id.subscriptionId(), workspace.hbiWorkspace())
                : ScratchDisk.PLAIN;
        entity.created = clock.instant();
        return entity;
    }

    private void fill(ComputeTargetEntity entity, PreparedTarget prepared, ComputeBody body) {
        if (entity.computeType.equals(ComputeValidator.AML_COMPUTE)) {
            scale(entity, validator.scaleSettings(body));
        }
        entity.location = body.location() == null ? prepared.workspace().location() : body.location();
        entity.tags = body.tags() == null ? null : Sealed.of(JsonColumn.write(body.tags()));
        entity.description = Sealed.of(body.properties().description());
        entity.resourceId = body.properties().resourceId();
        entity.disableLocalAuth = body.properties().disableLocalAuth();
        ObjectNode kept = ComputeTargetMapper.kept(entity, body);
        if (prepared.clusterName() != null) {
            SslConfiguration.addName(kept, prepared.clusterName());
        }
        ComputeTargetMapper.store(entity, kept);
        entity.provisioningState = "Succeeded";
        entity.modified = clock.instant();
    }

    private static void scale(ComputeTargetEntity entity, ScaleSettings scale) {
        entity.minNodes = scale.min();
        entity.maxNodes = scale.max();
        entity.idleSeconds = scale.idleBeforeScaleDown().toSeconds();
    }

    /** Applies {@code ClusterUpdateParameters}, which change scale settings alone. */
    @Transactional
    Outcome scale(ArmResourceId id, JsonNode body) {
        ComputeTargetEntity entity = repository.lock(id.key()).orElseThrow(() -> ArmErrors.resourceNotFound(id));
        JsonNode given = body.path("properties");
        JsonNode scale = given.has("scaleSettings")
                ? given.path("scaleSettings")
                : given.path("properties").path("scaleSettings");
        if (!entity.computeType.equals(ComputeValidator.AML_COMPUTE) || !scale.isObject()) {
            throw ArmErrors.invalidRequestContent("PATCH takes properties.scaleSettings of an AmlCompute cluster.");
        }
        ScaleSettings settings = ScaleSettings.read(scale, Duration.ofSeconds(entity.idleSeconds));
        validator.requireRoom(entity.computeId, settings.min());
        scale(entity, settings);
        entity.modified = clock.instant();
        changed.fire(new ComputeChanged(entity.computeId));
        return Outcome.ok(reader.body(entity));
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
}
