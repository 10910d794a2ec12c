package io.mltwin.scoring.operations;

import static io.mltwin.scoring.ModelManagementErrors.notFound;

import io.mltwin.access.Correlation;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.scoring.operations.OperationHandler.Operation;
import io.mltwin.scoring.operations.OperationService.OperationBody.ErrorBody;
import io.mltwin.scoring.operations.OperationService.OperationBody.OperationDetails;
import io.mltwin.scoring.workspaces.WorkspaceAuthorizer;
import io.mltwin.scoring.workspaces.WorkspaceDeleted;
import io.mltwin.scoring.workspaces.WorkspacePath;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Asynchronous operations of model management: their states, kept so that they survive a restart.
 */
@ApplicationScoped
public class OperationService {

    private final OperationRepository repository;
    private final WorkspaceAuthorizer access;
    private final Clock clock;
    private final Event<Started> started;

    public OperationService(
            OperationRepository repository, WorkspaceAuthorizer access, Clock clock, Event<Started> started) {
        this.repository = repository;
        this.access = access;
        this.clock = clock;
        this.started = started;
    }

    /** Fired inside the transaction that makes an operation; the work begins after its commit. */
    public record Started(String id, String workspaceKey) {}

    /** Makes an operation, within the transaction that makes its target. Returns its id. */
    @Transactional(Transactional.TxType.MANDATORY)
    public String start(WorkspacePath path, String type, String target, String correlationId) {
        OperationEntity operation = new OperationEntity();
        operation.id = UUID.randomUUID().toString();
        operation.workspaceKey = path.key();
        operation.workspaceId = path.id().toString();
        operation.type = type;
        operation.target = target;
        operation.state = "NotStarted";
        operation.correlationId = correlationId;
        operation.traceParent = Correlation.traceParent();
        operation.createdAt = clock.instant();
        repository.persist(operation);
        started.fire(new Started(operation.id, operation.workspaceKey));
        return operation.id;
    }

    OperationBody get(Caller caller, WorkspacePath path, String id) {
        OperationEntity operation = RowTransactions.inOne(() -> repository.findById(id));
        boolean here = operation != null && operation.workspaceKey.equals(path.key());
        String action = here && operation.type.equals("Service") ? "services/read" : "models/read";
        access.requireAll(caller, path, action);
        if (!here) {
            throw notFound("OperationNotFound", "There is no operation '" + id + "' in this workspace.");
        }
        return body(operation);
    }

    private static OperationBody body(OperationEntity operation) {
        ErrorBody error = operation.errorCode == null
                ? null
                : new ErrorBody(
                        operation.errorCode,
                        400,
                        operation.errorMessage,
                        List.of(new AzureException.Detail(operation.errorCode, operation.errorMessage, null)));
        return new OperationBody(
                operation.id,
                operation.type,
                operation.state,
                operation.createdAt,
                operation.endedAt,
                error,
                operation.state.equals("Succeeded")
                        ? "/api"
                                + operation.workspaceId
                                + "/"
                                + AsciiCase.lower(operation.type)
                                + "s/"
                                + operation.target
                        : null,
                operation.step == null ? null : new OperationDetails(operation.step, operation.state));
    }

    @Transactional
    List<Started> unfinished() {
        return repository.unfinished().stream()
                .map(operation -> new Started(operation.id, operation.workspaceKey))
                .toList();
    }

    /** Marks an operation as running; null when it has ended before. */
    @Transactional
    Operation begin(String id) {
        OperationEntity operation = repository.findById(id);
        if (operation == null || operation.endedAt != null) {
            return null;
        }
        operation.state = "Running";
        return new Operation(
                operation.id,
                ArmResourceId.parse(operation.workspaceId),
                operation.type,
                operation.target,
                operation.correlationId,
                operation.traceParent);
    }

    /** Notes what an operation is doing, for clients that poll it. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void step(String id, String step) {
        repository.findByIdOptional(id).ifPresent(operation -> operation.step = step);
    }

    void deleteAll(@Observes WorkspaceDeleted workspace) {
        repository.delete("workspaceKey", workspace.workspaceKey());
    }

    /** Notes how an operation has ended, unless its workspace was deleted meanwhile. */
    @Transactional
    void end(String id, AzureException fault) {
        OperationEntity operation = repository.findById(id);
        if (operation == null) {
            return;
        }
        operation.state = fault == null ? "Succeeded" : "Failed";
        operation.endedAt = clock.instant();
        if (fault != null) {
            operation.errorCode = fault.code();
            operation.errorMessage = fault.getMessage();
        }
    }

    /** {@code AsyncOperationStatus} of model management. */
    public record OperationBody(
            String id,
            String operationType,
            String state,
            Instant createdTime,
            Instant endTime,
            ErrorBody error,
            String resourceLocation,
            OperationDetails operationDetails) {

        /** Why it failed. */
        public record ErrorBody(String code, int statusCode, String message, List<AzureException.Detail> details) {}

        /** The step that it is at. */
        public record OperationDetails(String subOperationType, String subOperationState) {}
    }
}
