package io.mltwin.telemetry.security;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.armweb.AzureException.notBuiltIf;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
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
        notBuiltIf(body.properties().subPlan() != null, "properties.subPlan of a pricing");
    }

    /** Returns the id with the name as Azure spells it. */
    static ArmResourceId requireKnown(ArmResourceId id) {
        return NAMES.stream()
                .filter(name -> AsciiCase.equal(name, id.name()))
                .findFirst()
                .map(name -> id.providerScope().provider("Microsoft.Security", "pricings", name))
                .orElseThrow(() -> resourceNotFound(id));
    }

    /** Returns the tier that a valid body asks for, as Azure spells it. */
    static String tier(PricingBody body) {
        String given = body.properties() == null ? null : body.properties().pricingTier();
        return TIERS.stream()
                .filter(known -> AsciiCase.equal(known, given))
                .findFirst()
                .orElseThrow(() -> invalidRequestContent("properties.pricingTier is Free or Standard."));
    }
}
