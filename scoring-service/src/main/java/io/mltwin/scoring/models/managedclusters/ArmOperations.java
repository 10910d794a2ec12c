package io.mltwin.scoring.models.managedclusters;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.resourceprovider.ProviderOperations;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Long-running operations on managed clusters that Azure Resource Manager polls. What is asked of
 * one is done in the transaction of the call, so an operation that is known has succeeded.
 */
@Singleton
class ArmOperations implements ProviderOperations {

    private final EntityManager database;
    private final Clock clock;

    ArmOperations(EntityManager database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Notes an operation that this transaction completes; its id. */
    @Transactional
    String done(ArmResourceId resource) {
        ArmOperationEntity operation = new ArmOperationEntity();
        operation.id = UUID.randomUUID();
        operation.resourceId = resource.toString();
        operation.createdAt = clock.instant();
        database.persist(operation);
        return operation.id.toString();
    }

    @Override
    @Transactional
    public Optional<String> status(String id) {
        boolean isDone =
                id.matches("[0-9a-f-]{36}")
                        && database.find(ArmOperationEntity.class, UUID.fromString(id)) != null;
        return isDone ? Optional.of("Succeeded") : Optional.empty();
    }
}
