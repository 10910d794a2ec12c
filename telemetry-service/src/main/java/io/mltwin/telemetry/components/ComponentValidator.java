package io.mltwin.telemetry.components;

import static io.mltwin.telemetry.components.ComponentErrors.badProperty;
import static io.mltwin.telemetry.components.ComponentErrors.notEnforced;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.NameRule;
import io.mltwin.telemetry.components.ComponentBody.Properties;
import java.util.Set;

/** Validates requests for components. */
final class ComponentValidator {

    static final NameRule NAME = NameRule.of(
            "[A-Za-z0-9_.()-]{0,259}[A-Za-z0-9_()-]",
            "a component's name is up to 260 letters, digits, '_', '.', '-', '(' and ')', with no '.' at its end.");
    private static final Set<Integer> RETENTIONS = Set.of(30, 60, 90, 120, 180, 270, 365, 550, 730);

    private ComponentValidator() {}

    /** Validates a PUT. */
    static void validate(ComponentBody body) {
        Properties given = body.properties();
        if (given == null) {
            return;
        }
        if (given.retentionInDays() != null && !RETENTIONS.contains(given.retentionInDays())) {
            throw badProperty("RetentionInDays", "it must be 30, 60, 90, 120, 180, 270, 365, 550 or 730.");
        }
        requireDefault("Flow_Type", given.flowType(), ComponentMapper.FLOW_TYPE);
        requireDefault(
                "IngestionMode", given.ingestionMode(), ComponentMapper.ingestionMode(given.workspaceResourceId()));
        requireDefault("publicNetworkAccessForIngestion", given.publicNetworkAccessForIngestion(), "Enabled");
        requireDefault("publicNetworkAccessForQuery", given.publicNetworkAccessForQuery(), "Enabled");
        requireDefault("DisableIpMasking", given.disableIpMasking(), "false");
        requireDefault("DisableLocalAuth", given.disableLocalAuth(), "false");
        requireDefault("ForceCustomerStorageForProfiler", given.forceCustomerStorageForProfiler(), "false");
        requireDefault("ImmediatePurgeDataOn30Days", given.immediatePurgeDataOn30Days(), "false");
        requireDefault("SamplingPercentage", given.samplingPercentage(), "100.0");
    }

    private static void requireDefault(String property, Object given, String kept) {
        if (given != null && !AsciiCase.equal(given.toString(), kept)) {
            throw notEnforced(property);
        }
    }
}
