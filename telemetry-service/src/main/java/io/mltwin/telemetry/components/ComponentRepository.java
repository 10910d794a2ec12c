package io.mltwin.telemetry.components;

import io.mltwin.resourceprovider.Queries;
import io.mltwin.resourceprovider.TrackedRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Components in the database. */
@ApplicationScoped
class ComponentRepository implements TrackedRows<ComponentEntity> {

    ComponentEntity byAppId(UUID appId) {
        return find("appId", appId).firstResult();
    }

    /** Finds the components of all keys by one query, since a client that nobody knows may send many keys. */
    List<ComponentEntity> byInstrumentationKeys(Collection<UUID> keys) {
        return Queries.sql(
                        getEntityManager(),
                        ComponentEntity.class,
                        "select * from component where instrumentation_key = any(?1)",
                        (Object) keys.toArray(UUID[]::new))
                .getResultList();
    }
}
