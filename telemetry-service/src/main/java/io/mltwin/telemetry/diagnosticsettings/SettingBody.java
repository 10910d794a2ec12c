package io.mltwin.telemetry.diagnosticsettings;

import java.util.List;

/** Microsoft.Insights/diagnosticSettings on the wire. */
record SettingBody(String id, String name, String type, Properties properties) {

    static final String TYPE = "Microsoft.Insights/diagnosticSettings";
    static final String CATEGORY_TYPE = "Microsoft.Insights/diagnosticSettingsCategories";

    record Properties(
            String storageAccountId,
            String serviceBusRuleId,
            String workspaceId,
            String eventHubAuthorizationRuleId,
            String eventHubName,
            String marketplacePartnerId,
            List<Logs> logs,
            List<Metrics> metrics,
            String logAnalyticsDestinationType) {}

    record Logs(String category, String categoryGroup, Boolean enabled, Retention retentionPolicy) {}

    record Metrics(String category, String timeGrain, Boolean enabled, Retention retentionPolicy) {}

    record Retention(boolean enabled, int days) {}

    /** A category that a resource has. */
    record Category(String id, String name, String type, CategoryProperties properties) {}

    record CategoryProperties(String categoryType, List<String> categoryGroups) {}
}
