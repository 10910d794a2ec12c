package io.mltwin.telemetry.loganalytics;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.notBuiltIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.NameRule;
import java.util.Set;

/** Validates requests for Log Analytics workspaces. */
final class LogWorkspaceValidator {

    static final NameRule NAME = NameRule.of(
            "[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]",
            "a workspace of logs has 4 to 63 letters, digits and '-', with no '-' at its ends.");
    private static final Set<String> SKUS = Set.of("pergb2018", "free", "pernode", "standard", "premium", "standalone");
    private static final int LONGEST = 730;

    private LogWorkspaceValidator() {}

    /** Validates a PUT. */
    static void validate(LogWorkspaceBody body) {
        if (!SKUS.contains(AsciiCase.lower(body.skuOrDefault()))) {
            throw invalid("sku.name", "it is one of Azure's, such as PerGB2018.");
        }
        if (body.retentionOrDefault() < 1 || body.retentionOrDefault() > LONGEST) {
            throw invalid("retentionInDays", "it is a number from 1 to " + LONGEST + ".");
        }
        if (body.properties() != null) {
            requireEnabled("publicNetworkAccessForIngestion", body.properties().publicNetworkAccessForIngestion());
            requireEnabled("publicNetworkAccessForQuery", body.properties().publicNetworkAccessForQuery());
        }
    }

    private static void requireEnabled(String property, String given) {
        notBuiltIf(AsciiCase.isOther(given, "Enabled"), "properties.%s '%s'", property, given);
    }

    private static AzureException invalid(String property, String why) {
        return badRequest("InvalidParameter", "The property '%s' is not valid: %s", property, why)
                .withTarget("properties." + property);
    }
}
