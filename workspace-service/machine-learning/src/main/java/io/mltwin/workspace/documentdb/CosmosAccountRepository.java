package io.mltwin.workspace.documentdb;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Cosmos DB accounts. */
@Singleton
class CosmosAccountRepository implements PanacheRepositoryBase<CosmosAccountEntity, String> {

    List<CosmosAccountEntity> in(ArmResourceId scope) {
        String subscription = AsciiCase.lower(scope.subscriptionId());
        return scope.resourceGroup() == null
                ? list("subscriptionId = ?1 order by key", subscription)
                : list(
                        "subscriptionId = ?1 and resourceGroup = ?2 order by key",
                        subscription,
                        AsciiCase.lower(scope.resourceGroup()));
    }

    /** Accounts of the subscription are made one after the other, so that their sum is right. */
    void lockSubscription(String subscriptionId) {
        getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(?1, 81))")
                .setParameter(1, AsciiCase.lower(subscriptionId))
                .getSingleResult();
    }

    boolean isTaken(String name, String byOtherThan) {
        return count("name = ?1 and key <> ?2", name, byOtherThan) > 0;
    }
}
