package io.mltwin.telemetry.loganalytics;

import io.mltwin.datakeys.RootKeys;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.TrackedRows;
import io.mltwin.resourceprovider.TrackedTypes;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * {@code Microsoft.OperationalInsights/workspaces} behind Azure Resource Manager, which templates deploy together with
 * an Application Insights component.
 *
 * <p>Deviation: a Log Analytics workspace is a resource with keys and holds no logs; a component's telemetry is queried
 * through the component.
 */
@Singleton
record LogWorkspaceProvider(
        TrackedTypes kit, TrackedRows<LogWorkspaceEntity> rows, RootKeys rootKeys, SecureRandom random, Clock clock)
        implements ResourceProvider {

    private static final int LENGTH = 64;

    @Override
    public List<ResourceType> types() {
        return List.of(kit.of(
                        LogWorkspaceBody.TYPE,
                        rows,
                        LogWorkspaceEntity::new,
                        LogWorkspaceBody.class,
                        "workspace of logs")
                .named(LogWorkspaceValidator.NAME)
                .validate((call, body) -> LogWorkspaceValidator.validate(body))
                .apply(this::change)
                .show(LogWorkspaceProvider::body)
                .mergingPatch()
                .action("sharedKeys", this::keys)
                .type()
                .build());
    }

    private void change(LogWorkspaceEntity row, LogWorkspaceBody body) {
        if (row.isNew()) {
            row.customerId = UUID.randomUUID();
            row.primaryKey = key(row, "primary");
            row.secondaryKey = key(row, "secondary");
        }
        row.sku = body.skuOrDefault();
        row.retentionDays = body.retentionOrDefault();
        row.modifiedAt = clock.instant();
    }

    private static LogWorkspaceBody body(LogWorkspaceEntity row) {
        return new LogWorkspaceBody(new LogWorkspaceBody.Properties(
                "Succeeded",
                row.customerId,
                new LogWorkspaceBody.Sku(row.sku),
                row.retentionDays,
                "Enabled",
                "Enabled",
                row.createdAt,
                row.modifiedAt));
    }

    private LogWorkspaceBody.Keys keys(LogWorkspaceEntity row) {
        return new LogWorkspaceBody.Keys(
                base64(row.primaryKey, context(row, "primary")), base64(row.secondaryKey, context(row, "secondary")));
    }

    private byte[] key(LogWorkspaceEntity row, String which) {
        byte[] key = new byte[LENGTH];
        random.nextBytes(key);
        return rootKeys.wrap(key, context(row, which));
    }

    private static String context(LogWorkspaceEntity row, String which) {
        return "log-analytics:" + which + ":" + row.key;
    }

    private String base64(byte[] wrapped, String context) {
        return Base64.getEncoder().encodeToString(rootKeys.unwrap(wrapped, context));
    }
}
