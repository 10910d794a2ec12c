package io.mltwin.telemetry.components;

import static io.mltwin.armweb.ArmErrors.invalidResourceNameIf;
import static io.mltwin.armweb.ArmErrors.locationRequired;
import static io.mltwin.telemetry.components.ComponentErrors.badProperty;
import static io.mltwin.telemetry.components.ComponentErrors.notEnforced;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.telemetry.components.ComponentBody.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/** Validates requests for components. */
final class ComponentValidator {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.()-]{0,259}[A-Za-z0-9_()-]");
    private static final Set<Integer> RETENTIONS = Set.of(30, 60, 90, 120, 180, 270, 365, 550, 730);

    private ComponentValidator() {}

    /** Validates a PUT. */
    static void validate(ArmResourceId id, ComponentBody body) {
        invalidResourceNameIf(
                !NAME.matcher(id.name()).matches(),
                id.name(),
                "a component's name is up to 260 letters, digits, '_', '.', '-', '(' and ')', with no '.' at its end.");
        if (body.location() == null || body.location().isBlank()) {
            throw locationRequired();
        }
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
