package io.mltwin.workspace.deployments;

import static io.mltwin.workspace.deployments.DeploymentErrors.active;
import static io.mltwin.workspace.deployments.DeploymentErrors.notActive;
import static io.mltwin.workspace.deployments.DeploymentErrors.notFound;
import static io.mltwin.workspace.deployments.DeploymentErrors.quotaExceeded;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.ScopeChange;
import io.mltwin.resourceprovider.AdvisoryLock;
import io.mltwin.workspace.deployments.DeployedResourceEntity.DeployedResourceRepository;
import io.mltwin.workspace.deployments.DeploymentEntity.DeploymentRepository;
import io.mltwin.workspace.deployments.StepEntity.StepRepository;
import io.mltwin.workspace.locks.Locks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Keeps deployments and what they did; a group's go with the group. */
@ApplicationScoped
class DeploymentStore {

    /** Azure's quota of the deployments of a resource group or subscription. */
    private static final int QUOTA = 800;

    /** As many are kept; with one more, Azure deletes those that began first, until {@link #LEFT} are left. */
    private static final int KEPT = 700;

    private static final int LEFT = 600;

    private final DeploymentRepository rows;
    private final StepRepository steps;
    private final DeployedResourceRepository deployed;
    private final DeploymentSecrets secrets;
    private final Locks locks;
    private final Clock clock;

    DeploymentStore(
            DeploymentRepository rows,
            StepRepository steps,
            DeployedResourceRepository deployed,
            DeploymentSecrets secrets,
            Locks locks,
            Clock clock) {
        this.rows = rows;
        this.steps = steps;
        this.deployed = deployed;
        this.secrets = secrets;
        this.locks = locks;
        this.clock = clock;
    }

    /** A deployment of this name as it stands, locked until the transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Deployment> locked(ArmResourceId id) {
        return Optional.ofNullable(rows.locked(id.key())).map(row -> DeploymentMapper.deployment(row, secrets));
    }

    @Transactional
    Optional<Deployment> find(ArmResourceId id) {
        return rows.findByIdOptional(id.key()).map(row -> DeploymentMapper.deployment(row, secrets));
    }

    @Transactional
    List<Deployment> of(ArmResourceId scope) {
        return rows.ofScope(scope.key()).stream()
                .map(row -> DeploymentMapper.deployment(row, secrets))
                .toList();
    }

    /**
     * Keeps a new deployment in place of one of the same name.
     *
     * @throws AzureException 409 {@code DeploymentQuotaExceeded}
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void replace(Deployment deployment) {
        String key = deployment.id().key();
        steps.deleteOf(key);
        DeploymentEntity row = rows.findById(key);
        if (row == null) {
            makeRoom(deployment);
            row = new DeploymentEntity();
            row.key = key;
        }
        row.id = deployment.id().toString();
        row.scopeKey = deployment.scope().key();
        row.name = deployment.id().name();
        row.location = deployment.location();
        row.tags = deployment.tags().toString();
        row.mode = deployment.mode().name();
        row.state = deployment.state().text();
        row.correlationId = deployment.correlationId();
        row.operationId = deployment.operationId();
        row.content = secrets.seal(deployment.content(), DeploymentMapper.contentPlace(key));
        row.outputs = null;
        row.error = null;
        row.templateHash = deployment.templateHash();
        row.cancelRequested = false;
        row.startedAt = deployment.startedAt();
        row.changedAt = deployment.changedAt();
        rows.persist(row);
    }

    /** What is under way stays, so that deployments which deploy others end at the quota. */
    private void makeRoom(Deployment added) {
        ArmResourceId scope = added.scope();
        AdvisoryLock.hold(rows.getEntityManager(), "deployments|" + scope.key());
        long count = rows.count("scopeKey", scope.key());
        if (count >= KEPT && locks.holdingAt(scope).isEmpty()) {
            count -= rows.deleteOldest(scope.key(), count + 1 - LEFT);
        }
        if (count >= QUOTA) {
            throw quotaExceeded(added.id().name(), QUOTA, count);
        }
    }

    @Transactional
    void delete(ArmResourceId id) {
        DeploymentEntity row = rows.locked(id.key());
        if (row == null) {
            return;
        }
        if (DeploymentState.of(row.state).isActive()) {
            throw active(id);
        }
        steps.deleteOf(row.key);
        rows.delete(row);
    }

    /** Notes that it shall end; the work that is under way sees it. */
    @Transactional
    void requestCancel(ArmResourceId id) {
        DeploymentEntity row = rows.locked(id.key());
        if (row == null) {
            throw notFound(id.name());
        }
        if (!DeploymentState.of(row.state).isActive()) {
            throw notActive(id, row.state);
        }
        row.cancelRequested = true;
    }

    @Transactional
    void running(ArmResourceId id) {
        DeploymentEntity row = rows.locked(id.key());
        if (row != null && row.state.equals(DeploymentState.ACCEPTED.text())) {
            row.state = DeploymentState.RUNNING.text();
            row.changedAt = clock.instant();
        }
    }

    @Transactional
    void succeeded(ArmResourceId id, JsonNode outputs) {
        DeploymentEntity row = rows.locked(id.key());
        if (row != null) {
            row.state = DeploymentState.SUCCEEDED.text();
            row.outputs = secrets.seal(outputs, DeploymentMapper.outputsPlace(row.key));
            row.changedAt = clock.instant();
        }
    }

    @Transactional
    void ended(ArmResourceId id, DeploymentState state, AzureException fault) {
        DeploymentEntity row = rows.locked(id.key());
        if (row != null && DeploymentState.of(row.state).isActive()) {
            row.state = state.text();
            row.error = DeploymentMapper.error(fault).toString();
            row.changedAt = clock.instant();
        }
    }

    @Transactional
    List<DeploymentStep> steps(ArmResourceId deployment) {
        return steps.of(deployment.key()).stream()
                .map(row -> DeploymentMapper.step(row, secrets))
                .toList();
    }

    @Transactional
    void save(ArmResourceId deployment, DeploymentStep step) {
        String resourceKey = step.resource() == null ? "" : step.resource().key();
        StepEntity row = steps.findById(new StepEntity.Key(deployment.key(), resourceKey));
        if (row == null) {
            row = new StepEntity();
            row.deploymentKey = deployment.key();
            row.resourceKey = resourceKey;
        }
        row.resourceId = step.resource() == null ? null : step.resource().toString();
        row.operationId = step.operationId();
        row.kind = step.kind().name();
        row.state = step.state().text();
        row.statusCode = step.statusCode();
        row.error = step.error() == null ? null : step.error().toString();
        row.armOperationId = step.armOperationId();
        row.startedAt = step.startedAt();
        row.changedAt = clock.instant();
        steps.persist(row);
    }

    /** Returns the fingerprint of the content last sent for a resource, and of its state right after. */
    @Transactional
    Optional<Fingerprint> fingerprint(ArmResourceId resource) {
        return deployed.findByIdOptional(resource.key())
                .map(row -> secrets.open(row.fingerprint, Fingerprint.class, place(row.key)));
    }

    @Transactional
    void keep(ArmResourceId resource, Fingerprint fingerprint) {
        String key = resource.key();
        deployed.keep(key, secrets.seal(fingerprint, place(key)));
    }

    private static String place(String key) {
        return "deployed-resource:" + key;
    }

    /** Takes part in the transaction in which the scope goes. */
    void forget(@Observes ScopeChange change) {
        if (!change.gone()) {
            return;
        }
        String key = change.id().key();
        if (change.id().isResourceGroup()) {
            rows.ofScope(key).forEach(row -> steps.deleteOf(row.key));
            rows.deleteOfScope(key);
        }
        deployed.deleteAtAndBelow(key);
    }
}
