package io.mltwin.compute.operations;

import io.mltwin.armweb.AzureFault;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;

/**
 * Long-running operations that Azure Resource Manager polls. What is asked of a compute target is
 * done in the transaction of the call; its nodes come and go by themselves.
 */
@Singleton
public class OperationService {

    private final EntityManager database;
    private final Clock clock;

    OperationService(EntityManager database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Notes an operation that this transaction completes; its id. */
    @Transactional
    public String done(String resourceId) {
        OperationEntity operation = new OperationEntity();
        operation.operationId = UUID.randomUUID();
        operation.resourceId = resourceId;
        operation.status = "Succeeded";
        operation.created = clock.instant();
        database.persist(operation);
        return operation.operationId.toString();
    }

    @Transactional
    String status(String id) {
        OperationEntity found =
                id.matches("[0-9a-f-]{36}")
                        ? database.find(OperationEntity.class, UUID.fromString(id))
                        : null;
        if (found == null) {
            throw new AzureFault(404, "OperationNotFound", "There is no operation '" + id + "'.");
        }
        return found.status;
    }
}
