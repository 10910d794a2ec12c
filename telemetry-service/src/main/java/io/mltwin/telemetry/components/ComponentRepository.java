package io.mltwin.telemetry.components;

import io.mltwin.encoding.AsciiCase;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Components in the database. */
@ApplicationScoped
class ComponentRepository implements PanacheRepositoryBase<ComponentEntity, UUID> {

    /**
     * Lets one change at a time work on an id, also on one that does not exist yet; held until the
     * transaction ends.
     */
    void lock(String armKey) {
        getEntityManager()
                .createNativeQuery(
                        "select pg_advisory_xact_lock(hashtextextended('component ' || ?1, 0))", Object.class)
                .setParameter(1, armKey)
                .getSingleResult();
    }

    ComponentEntity byArmKey(String armKey) {
        return find("armKey", armKey).firstResult();
    }

    ComponentEntity byAppId(UUID appId) {
        return find("appId", appId).firstResult();
    }

    ComponentEntity byInstrumentationKey(UUID key) {
        return find("instrumentationKey", key).firstResult();
    }

    List<ComponentEntity> in(String subscriptionId, String resourceGroup) {
        String subscription = AsciiCase.lower(subscriptionId);
        return resourceGroup == null
                ? list("subscriptionId = ?1 order by armKey", subscription)
                : list(
                        "subscriptionId = ?1 and resourceGroupKey = ?2 order by armKey",
                        subscription,
                        AsciiCase.lower(resourceGroup));
    }
}
