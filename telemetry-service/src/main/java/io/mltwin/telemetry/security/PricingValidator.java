package io.mltwin.telemetry.security;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import java.util.List;

/** Validates requests for pricings. */
final class PricingValidator {

    static final List<String> NAMES = List.of(
            "VirtualMachines",
            "SqlServers",
            "AppServices",
            "StorageAccounts",
            "SqlServerVirtualMachines",
            "KubernetesService",
            "ContainerRegistry",
            "KeyVaults",
            "Dns",
            "Arm");
    private static final List<String> TIERS = List.of("Free", "Standard");

    private PricingValidator() {}

    /** Validates a PUT. */
    static void validate(ArmCall call, PricingBody body) {
        requireKnown(call.id());
        tier(body);
        if (body.properties().subPlan() != null) {
            throw AzureException.notBuilt("properties.subPlan of a pricing");
        }
    }

    /** Returns the id with the name as Azure spells it. */
    static ArmResourceId requireKnown(ArmResourceId id) {
        return NAMES.stream()
                .filter(name -> AsciiCase.equal(name, id.name()))
                .findFirst()
                .map(name -> id.providerScope().provider("Microsoft.Security", "pricings", name))
                .orElseThrow(() -> ArmErrors.resourceNotFound(id));
    }

    /** Returns the tier that a valid body asks for, as Azure spells it. */
    static String tier(PricingBody body) {
        String given = body.properties() == null ? null : body.properties().pricingTier();
        return TIERS.stream()
                .filter(known -> AsciiCase.equal(known, given))
                .findFirst()
                .orElseThrow(() -> ArmErrors.invalidRequestContent("properties.pricingTier is Free or Standard."));
    }
}
