package io.mltwin.scoring.operations;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.resourceprovider.ProviderOperations;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Long-running operations that Azure Resource Manager polls: those that the transaction of the call
 * completes, and those that a worker goes on with.
 */
@Singleton
public class ArmOperations implements ProviderOperations {

    private final EntityManager database;
    private final OperationRepository worked;
    private final Clock clock;

    ArmOperations(EntityManager database, OperationRepository worked, Clock clock) {
        this.database = database;
        this.worked = worked;
        this.clock = clock;
    }

    /** Notes an operation that this transaction completes; its id. */
    @Transactional
    public String done(ArmResourceId resource) {
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
        if (!id.matches("[0-9a-f-]{36}")) {
            return Optional.empty();
        }
        if (database.find(ArmOperationEntity.class, UUID.fromString(id)) != null) {
            return Optional.of("Succeeded");
        }
        return worked.findByIdOptional(id).map(found -> found.endedAt == null ? "InProgress" : found.state);
    }

    @Override
    @Transactional
    public Optional<Failure> failure(String id) {
        return worked.findByIdOptional(id)
                .filter(found -> found.errorCode != null)
                .map(found -> new Failure(found.errorCode, found.errorMessage));
    }
}
