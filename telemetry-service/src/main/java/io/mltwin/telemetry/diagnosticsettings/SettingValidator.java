package io.mltwin.telemetry.diagnosticsettings;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.telemetry.diagnosticsettings.SettingBody.Logs;
import io.mltwin.telemetry.diagnosticsettings.SettingBody.Metrics;
import io.mltwin.telemetry.diagnosticsettings.SettingBody.Properties;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Validates a diagnostic setting, before another service is asked about its destinations. */
final class SettingValidator {

    private static final Set<String> GROUPS = Set.of("allLogs", "audit");

    private static final String DAYS = "The days of a retention policy are 0 to 365.";

    private static final Rules<Logs> LOG = rules(Logs.class)
            .refuse(
                    log -> (log.category() == null) == (log.categoryGroup() == null),
                    "",
                    "Each of logs has a category or a categoryGroup.")
            .range(0, 365, DAYS, "retentionPolicy.days");

    private static final Rules<Metrics> METRIC = rules(Metrics.class).range(0, 365, DAYS, "retentionPolicy.days");

    private static final Rules<SettingBody> RULES = rules(SettingBody.class)
            .required("The properties of a diagnostic setting are missing.", "properties")
            .notBuilt(
                    "An event hub as the destination of diagnostic logs",
                    "properties.eventHubAuthorizationRuleId",
                    "properties.eventHubName",
                    "properties.serviceBusRuleId")
            .notBuilt("A partner as the destination of diagnostic logs", "properties.marketplacePartnerId")
            .refuse(
                    body -> body.properties().storageAccountId() == null
                            && body.properties().workspaceId() == null,
                    "",
                    "At least one destination is needed: storageAccountId or workspaceId.")
            .each("properties.logs", LOG::check)
            .each("properties.metrics", METRIC::check);

    private SettingValidator() {}

    private static <T> Rules<T> rules(Class<T> type) {
        return Rules.of(type, "", (property, why) -> invalid(why));
    }

    /**
     * Passes for a resource that can have settings.
     *
     * @throws AzureException 400 {@code ResourceTypeNotSupported}
     */
    static void requireScope(ArmCall call) {
        String type = scope(call).type();
        if (LogCategories.of(type) == null) {
            throw badRequest(
                    "ResourceTypeNotSupported",
                    "The resource type '%s' does not support diagnostic settings.",
                    AsciiCase.lower(type));
        }
    }

    /** Returns the resource whose settings or categories a call is about. */
    static ArmResourceId scope(ArmCall call) {
        return call.target().collection() == null ? call.id().providerScope() : call.id();
    }

    /** Validates a PUT. */
    static void validate(ArmResourceId scope, SettingBody body) {
        RULES.check(body);
        Set<String> seen = new HashSet<>();
        logs(body.properties()).forEach(log -> validateLog(scope, log, seen));
        metrics(body.properties()).forEach(metric -> validateMetric(scope, metric, seen));
        if (seen.isEmpty()) {
            throw invalid("At least one category of logs or metrics is needed.");
        }
    }

    static List<Logs> logs(Properties given) {
        return orEmpty(given.logs());
    }

    static List<Metrics> metrics(Properties given) {
        return orEmpty(given.metrics());
    }

    private static void validateLog(ArmResourceId scope, Logs log, Set<String> seen) {
        String name = log.category() == null ? log.categoryGroup() : log.category();
        boolean known = log.category() == null
                ? GROUPS.contains(name)
                : LogCategories.of(scope.type()).contains(name);
        if (!known) {
            throw invalid("Category '" + name + "' is not supported.");
        }
        requireOnce(name, seen);
    }

    private static void validateMetric(ArmResourceId scope, Metrics metric, Set<String> seen) {
        boolean known = LogCategories.ALL_METRICS.equals(metric.category()) && LogCategories.hasMetrics(scope.type());
        if (!known) {
            throw invalid("Metric category '" + metric.category() + "' is not supported.");
        }
        requireOnce(metric.category(), seen);
    }

    private static void requireOnce(String category, Set<String> seen) {
        if (!seen.add(category)) {
            throw invalid("Category '" + category + "' is given twice.");
        }
    }

    static AzureException invalid(String why) {
        return badRequest("BadRequest", why);
    }
}
