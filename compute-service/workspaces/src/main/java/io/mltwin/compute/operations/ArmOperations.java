package io.mltwin.compute.operations;

import io.mltwin.resourceprovider.ProviderOperations;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Notes long-running operations that Azure Resource Manager polls. What is asked of a compute
 * target is done in the transaction of the call; its nodes come and go by themselves.
 */
@Singleton
public class ArmOperations implements ProviderOperations {

    private final EntityManager database;
    private final Clock clock;

    ArmOperations(EntityManager database, Clock clock) {
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

    @Override
    @Transactional
    public Optional<String> status(String id) {
        return id.matches("[0-9a-f-]{36}")
                ? Optional.ofNullable(database.find(OperationEntity.class, UUID.fromString(id)))
                        .map(found -> found.status)
                : Optional.empty();
    }
}
