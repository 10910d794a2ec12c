package io.mltwin.workspace.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.access.Correlation;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.Json;
import io.mltwin.workspace.activity.ActivityLog;
import io.mltwin.workspace.index.ResourceIndex;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Long-running operations of every provider: kept, ended with the activity log's end event and the
 * index.
 */
@ApplicationScoped
public class Operations {

    private final OperationRepository rows;
    private final ActivityLog activityLog;
    private final ResourceIndex index;
    private final Clock clock;

    public Operations(OperationRepository rows, ActivityLog activityLog, ResourceIndex index, Clock clock) {
        this.rows = rows;
        this.activityLog = activityLog;
        this.index = index;
        this.clock = clock;
    }

    /**
     * Opens an operation, in the caller's transaction if there is one; it runs once the pipeline
     * has answered, or at the next start.
     *
     * @return its id
     */
    @Transactional
    public String open(ArmCall call, String worker, String subject, String location) {
        OperationEntity row = new OperationEntity();
        row.id = UUID.randomUUID().toString();
        row.worker = worker;
        row.subject = subject;
        row.targetId = call.id().toString();
        row.method = call.method();
        row.action = call.action();
        row.location = location;
        row.caller = Json.write(call.caller());
        row.correlationId = call.correlationId();
        row.traceParent = Correlation.traceParent();
        row.activityId = row.id;
        row.status = OperationStatus.IN_PROGRESS.text();
        row.startedAt = clock.instant();
        rows.persist(row);
        return row.id;
    }

    /** Joins the operation to the begin event that the pipeline wrote for its request. */
    @Transactional
    public void joinActivity(String id, String activityId) {
        rows.locked(id).activityId = activityId;
    }

    @Transactional
    public Optional<Operation> find(String id) {
        return rows.findByIdOptional(id).map(this::read);
    }

    /** Returns the result of an ended operation. */
    @Transactional
    public Optional<JsonNode> result(String id) {
        return rows.findByIdOptional(id).map(row -> row.result).map(this::tree);
    }

    /** Returns the details of a failed operation's error, if they are known. */
    @Transactional
    public Optional<JsonNode> errorDetails(String id) {
        return rows.findByIdOptional(id).map(row -> row.errorDetails).map(this::tree);
    }

    private JsonNode tree(String text) {
        return Json.read(text, JsonNode.class);
    }

    @Transactional
    public List<Operation> running() {
        return rows.running().stream().map(this::read).toList();
    }

    /** Returns the operation that is under way on a resource, if any. */
    @Transactional
    public Optional<Operation> runningOn(ArmResourceId target) {
        return rows.firstRunningOn(target.toString()).map(this::read);
    }

    @Transactional
    public boolean isRunningOn(ArmResourceId target) {
        return rows.runningOn(target.toString()) > 0;
    }

    /** Ends it: status, end event and index in one transaction; a second end changes nothing. */
    @Transactional
    public void end(String id, OperationStatus status, AzureException fault, JsonNode result) {
        OperationEntity row = rows.locked(id);
        if (row == null || OperationStatus.of(row.status) != OperationStatus.IN_PROGRESS) {
            return;
        }
        row.status = status.text();
        row.endedAt = clock.instant();
        row.result = result == null ? null : result.toString();
        if (fault != null) {
            row.errorCode = fault.code();
            row.errorMessage = fault.getMessage();
            List<AzureException.Detail> details = fault.content().details();
            row.errorDetails = details.isEmpty() ? null : Json.tree(details).toString();
        }
        Operation ended = read(row);
        settleIndex(ended);
        if (fault == null) {
            activityLog.succeeded(ended.activity(), 200);
        } else {
            activityLog.failed(ended.activity(), fault);
        }
    }

    private void settleIndex(Operation ended) {
        if (ended.method().equals("DELETE")) {
            if (ended.status() == OperationStatus.SUCCEEDED) {
                index.remove(ended.target());
            } else {
                index.keep(ended.target());
            }
        } else if (!ended.method().equals("POST")) {
            index.setProvisioningState(ended.target(), ended.status().text());
        }
    }

    private Operation read(OperationEntity row) {
        return new Operation(
                row.id,
                row.worker,
                row.subject,
                ArmResourceId.parse(row.targetId),
                row.method,
                row.action,
                row.location,
                Json.read(row.caller, Caller.class),
                row.correlationId,
                row.traceParent,
                row.activityId,
                OperationStatus.of(row.status),
                row.errorCode,
                row.errorMessage,
                row.startedAt,
                row.endedAt);
    }

    /** Long-running operations. */
    @Singleton
    static class OperationRepository implements PanacheRepositoryBase<OperationEntity, String> {

        List<OperationEntity> running() {
            return list("status = ?1 order by startedAt", OperationStatus.IN_PROGRESS.text());
        }

        long runningOn(String targetId) {
            return count("status = ?1 and lower(targetId) = lower(?2)", OperationStatus.IN_PROGRESS.text(), targetId);
        }

        Optional<OperationEntity> firstRunningOn(String targetId) {
            return find("status = ?1 and lower(targetId) = lower(?2)", OperationStatus.IN_PROGRESS.text(), targetId)
                    .firstResultOptional();
        }

        OperationEntity locked(String id) {
            return findById(id, LockModeType.PESSIMISTIC_WRITE);
        }
    }
}
