package io.mltwin.workspace.network.securitygroups;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Network security groups. */
@Singleton
class SecurityGroupRepository implements PanacheRepositoryBase<SecurityGroupEntity, String> {

    List<SecurityGroupEntity> in(ArmResourceId scope) {
        String subscription = AsciiCase.lower(scope.subscriptionId());
        return scope.resourceGroup() == null
                ? list("subscriptionId = ?1 order by key", subscription)
                : list(
                        "subscriptionId = ?1 and resourceGroup = ?2 order by key",
                        subscription,
                        AsciiCase.lower(scope.resourceGroup()));
    }

    /** Holds the id until the end of the transaction, whether there is a row of it or not. */
    SecurityGroupEntity lockedById(String key) {
        getEntityManager()
                .createNativeQuery(
                        "select cast(pg_advisory_xact_lock(hashtextextended(?1, 0)) as text)")
                .setParameter(1, key)
                .getSingleResult();
        return findById(key);
    }
}
