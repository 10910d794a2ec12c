package io.mltwin.telemetry.components;

import io.mltwin.armweb.Json;
import io.mltwin.datakeys.DataKey;
import io.mltwin.platform.Addresses;
import io.mltwin.telemetry.components.ComponentBody.Properties;
import io.mltwin.telemetry.components.ComponentBody.Stored;

/** Maps between a component's row and its wire form. */
final class ComponentMapper {

    static final String TYPE = "microsoft.insights/components";

    static final String FLOW_TYPE = "Bluefield";

    private ComponentMapper() {}

    static ComponentBody body(ComponentEntity entity, Addresses addresses) {
        Stored stored = Json.read(entity.properties, Stored.class);
        String key = entity.instrumentationKey.toString();
        Properties properties = new Properties(
                entity.name,
                entity.appId.toString(),
                entity.applicationType,
                FLOW_TYPE,
                stored.requestSource(),
                key,
                "InstrumentationKey="
                        + key
                        + ";IngestionEndpoint="
                        + addresses.ingestion()
                        + "/;ApplicationId="
                        + entity.appId,
                entity.name,
                entity.createdAt.toString(),
                entity.subscriptionId,
                "Succeeded",
                entity.retentionDays,
                stored.workspaceResourceId(),
                ingestionMode(stored.workspaceResourceId()),
                "Enabled",
                "Enabled",
                false,
                false,
                false,
                false,
                100.0,
                "v2");
        return new ComponentBody(entity.kind, properties);
    }

    static String ingestionMode(String workspaceResourceId) {
        return workspaceResourceId == null ? "ApplicationInsights" : "LogAnalytics";
    }

    static String stored(String directory, Properties given) {
        return Json.write(new Stored(
                directory,
                given.requestSource() == null ? "rest" : given.requestSource(),
                given.workspaceResourceId()));
    }

    static Component component(ComponentEntity entity, DataKey dataKey) {
        return new Component(
                entity.componentId,
                entity.name,
                entity.id,
                Json.read(entity.properties, Stored.class).directory(),
                entity.appId,
                entity.instrumentationKey,
                entity.retentionDays,
                dataKey);
    }
}
