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
import io.mltwin.compute.computetargets.ComputeTargetEntity.ComputeTargetRepository;
import io.mltwin.compute.computetargets.ComputeTargetPreparation.PreparedTarget;
import io.mltwin.compute.encryption.ScratchDisks;
import io.mltwin.compute.encryption.ScratchDisks.ScratchDisk;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.resourceprovider.Sealed;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Creates, scales and deletes compute targets of workspaces. Azure Resource Manager has authorized
 * every call that ends here.
 */
@Singleton
record ComputeTargetService(
        ComputeTargetRepository repository,
        ComputeChangeValidator validator,
        ComputeIdentities identities,
        ComputeInstanceService instances,
        MachineAttachment attachment,
        ScratchDisks scratchDisks,
        Event<ComputeChanged> changed,
        Event<ComputeDeleted> deleted,
        Clock clock) {

    static final String TYPE = "Microsoft.MachineLearningServices/workspaces/computes";

    /** Makes or changes a target as a PUT asks for; repeated, it changes nothing. */
    void put(ArmCall call, ComputeTargetEntity entity, ComputeBody body, PreparedTarget prepared) {
        Workspace workspace = prepared.workspace();
        validator.requireAllowed(entity, body);
        if (entity.isNew()) {
            entity.scratchDisk = entity.computeType.equals(ComputeValidator.AML_COMPUTE)
                    ? scratchDisks.addCluster(call.id().subscriptionId(), workspace.hbiWorkspace())
                    : ScratchDisk.PLAIN;
        }
        fill(entity, prepared, body);
        entity.networkError = prepared.networkError();
        // what is not said stays as it is
        entity.given = IdentityRequest.read(body)
                .map(wanted -> give(entity, wanted, prepared.identities()))
                .orElseGet(() -> identities.of(entity.key));
        if (entity.isNew()) {
            repository.persistAndFlush(entity);
        }
        if (entity.computeType.equals(ComputeValidator.COMPUTE_INSTANCE)) {
            Optional<Duration> idle = InstanceValidator.idle(ComputeValidator.inner(body));
            if (entity.isNew()) {
                instances.create(call.id(), workspace, idle, call.caller(), prepared.mount());
            } else {
                instances.change(entity.key, idle);
            }
        }
        if (prepared.machine() != null) {
            attachment.save(prepared.machine());
        }
        changed.fire(new ComputeChanged(entity.key));
    }

    private List<ComputeIdentity> give(
            ComputeTargetEntity entity, IdentityRequest wanted, List<RegisteredIdentity> registered) {
        entity.identityType = wanted.type();
        return identities.apply(entity.armId(), wanted, registered);
    }

    private void fill(ComputeTargetEntity entity, PreparedTarget prepared, ComputeBody body) {
        if (entity.computeType.equals(ComputeValidator.AML_COMPUTE)) {
            scale(entity, validator.scaleSettings(body));
        }
        entity.location = body.location() == null ? prepared.workspace().location() : body.location();
        entity.tags = Sealed.json(body.tags());
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
    void scale(ComputeTargetEntity entity, JsonNode body) {
        JsonNode given = body.path("properties");
        JsonNode scale = given.has("scaleSettings")
                ? given.path("scaleSettings")
                : given.path("properties").path("scaleSettings");
        if (!entity.computeType.equals(ComputeValidator.AML_COMPUTE) || !scale.isObject()) {
            throw ArmErrors.invalidRequestContent("PATCH takes properties.scaleSettings of an AmlCompute cluster.");
        }
        ScaleSettings settings = ScaleSettings.read(scale, Duration.ofSeconds(entity.idleSeconds));
        validator.requireRoom(entity.key, settings.min());
        scale(entity, settings);
        entity.modified = clock.instant();
        changed.fire(new ComputeChanged(entity.key));
    }

    /**
     * Ends what hangs on a target that is deleted. Its nodes go first, so that none of them is ever taken for one without an
     * identity. Its identities have ended before.
     */
    void end(ComputeTargetEntity entity) {
        deleted.fire(new ComputeDeleted(entity.key));
        identities.delete(entity.armId());
        instances.delete(entity.key);
        attachment.delete(entity.key);
    }

    /** Deletes a target of a workspace that is gone, in the caller's transaction. */
    void delete(ArmResourceId id) {
        ComputeTargetEntity entity = repository.lockedById(id.key());
        if (entity != null) {
            end(entity);
            repository.delete(entity);
        }
    }
}
