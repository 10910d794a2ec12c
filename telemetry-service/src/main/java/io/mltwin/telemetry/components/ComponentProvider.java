package io.mltwin.telemetry.components;

import static java.util.Objects.requireNonNullElse;

import io.mltwin.armweb.ArmCall;
import io.mltwin.platform.Addresses;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.TrackedRows;
import io.mltwin.resourceprovider.TrackedTypes;
import io.mltwin.telemetry.components.ComponentBody.Properties;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/**
 * {@code Microsoft.Insights/components} behind Azure Resource Manager, which has asked for permission already. Azure
 * answers a PUT of a new component and of one that exists alike. A component goes with all its telemetry.
 */
@Singleton
record ComponentProvider(TrackedTypes kit, TrackedRows<ComponentEntity> rows, ComponentKeys keys, Addresses addresses)
        implements ResourceProvider {

    private static final int DEFAULT_RETENTION = 90;

    @Override
    public List<ResourceType> types() {
        return List.of(kit.of(ComponentMapper.TYPE, rows, ComponentEntity::new, ComponentBody.class, "component")
                .named(ComponentValidator.NAME)
                .validate((call, body) -> ComponentValidator.validate(body))
                .apply((call, row, body, none) -> change(call, row, body))
                .show(row -> ComponentMapper.body(row, addresses))
                .answering(200, 200)
                .type()
                .build());
    }

    /** The caller's tenant is the one of the subscription, as Azure Resource Manager has made sure. */
    private void change(ArmCall call, ComponentEntity row, ComponentBody body) {
        if (row.isNew()) {
            ComponentKeys.NewKey key = keys.generate();
            row.componentId = key.componentId();
            row.wrappedDataKey = key.wrapped();
            row.appId = UUID.randomUUID();
            row.instrumentationKey = UUID.randomUUID();
        }
        Properties given = requireNonNullElse(body.properties(), ComponentBody.NO_PROPERTIES);
        row.kind = requireNonNullElse(body.kind(), "web");
        row.applicationType = requireNonNullElse(given.applicationType(), "web");
        row.retentionDays = requireNonNullElse(given.retentionInDays(), DEFAULT_RETENTION);
        row.properties = ComponentMapper.stored(call.caller().tenantId(), given);
    }
}
