package io.mltwin.telemetry.components;

import io.mltwin.resourceprovider.TrackedRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Components in the database. */
@ApplicationScoped
class ComponentRepository implements TrackedRows<ComponentEntity> {

    ComponentEntity byAppId(UUID appId) {
        return find("appId", appId).firstResult();
    }

    ComponentEntity byInstrumentationKey(UUID key) {
        return find("instrumentationKey", key).firstResult();
    }
}
