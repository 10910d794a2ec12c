package io.mltwin.telemetry.loganalytics;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.resourceprovider.NameRule;
import java.util.Set;

/** Validates requests for Log Analytics workspaces. */
final class LogWorkspaceValidator {

    static final NameRule NAME = NameRule.of(
            "[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]",
            "a workspace of logs has 4 to 63 letters, digits and '-', with no '-' at its ends.");
    private static final Rules<LogWorkspaceBody.Properties> PROPERTIES = Rules.of(
                    LogWorkspaceBody.Properties.class, "", LogWorkspaceValidator::invalid)
            .oneOf(
                    Set.of("PerGB2018", "Free", "PerNode", "Standard", "Premium", "Standalone"),
                    "it is one of Azure's, such as PerGB2018.",
                    "sku.name")
            .range(1, 730, "it is a number from 1 to 730.", "retentionInDays")
            .notBuiltBut(
                    "properties.publicNetworkAccessForIngestion '%s'", "publicNetworkAccessForIngestion", "Enabled")
            .notBuiltBut("properties.publicNetworkAccessForQuery '%s'", "publicNetworkAccessForQuery", "Enabled");

    private LogWorkspaceValidator() {}

    /** Validates a PUT. */
    static void validate(LogWorkspaceBody body) {
        if (body.properties() != null) {
            PROPERTIES.check(body.properties());
        }
    }

    private static AzureException invalid(String property, String why) {
        return badRequest("InvalidParameter", "The property '%s' is not valid: %s", property, why)
                .withTarget("properties." + property);
    }
}
