package io.mltwin.telemetry.loganalytics;

import io.mltwin.encoding.AsciiCase;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Log Analytics workspaces in the database. */
@ApplicationScoped
class LogWorkspaceRepository implements PanacheRepositoryBase<LogWorkspaceEntity, String> {

    /** Lets one change at a time work on an id, also on one that does not exist yet. */
    void lock(String armKey) {
        getEntityManager()
                .createNativeQuery(
                        "select pg_advisory_xact_lock(hashtextextended('log workspace ' || ?1, 0))", Object.class)
                .setParameter(1, armKey)
                .getSingleResult();
    }

    List<LogWorkspaceEntity> in(String subscriptionId, String resourceGroup) {
        String subscription = AsciiCase.lower(subscriptionId);
        return resourceGroup == null
                ? list("subscriptionId = ?1 order by armKey", subscription)
                : list(
                        "subscriptionId = ?1 and resourceGroupKey = ?2 order by armKey",
                        subscription,
                        AsciiCase.lower(resourceGroup));
    }
}
