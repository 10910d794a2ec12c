package io.mltwin.telemetry.security;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/**
 * Which kinds of resources of a subscription Azure Defender looks at: Free (the default) or
 * Standard, by Azure's names of 2020.
 */
@ApplicationScoped
class PricingService {

    private static final List<String> NAMES =
            List.of(
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

    private final PricingRepository rows;
    private final Clock clock;

    PricingService(PricingRepository rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Transactional
    List<PricingBody> list(ArmResourceId subscription) {
        return NAMES.stream()
                .map(name -> body(subscription.provider("Microsoft.Security", "pricings", name)))
                .toList();
    }

    @Transactional
    PricingBody get(ArmResourceId id) {
        return body(known(id));
    }

    @Transactional
    PricingBody put(ArmResourceId given, PricingBody body) {
        ArmResourceId id = known(given);
        String tier = body.properties() == null ? null : body.properties().pricingTier();
        String wanted =
                TIERS.stream()
                        .filter(known -> AsciiCase.equal(known, tier))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        ArmErrors.invalidRequestContent(
                                                "properties.pricingTier is Free or Standard."));
        if (body.properties().subPlan() != null) {
            throw AzureFault.notBuilt("properties.subPlan of a pricing");
        }
        PricingEntity row = rows.findById(id.key());
        if (row == null) {
            row = new PricingEntity();
            row.key = id.key();
            row.subscriptionId = AsciiCase.lower(id.subscriptionId());
            row.name = id.name();
        }
        if (!wanted.equals(row.tier)) {
            row.tier = wanted;
            row.changedAt = clock.instant();
        }
        rows.persist(row);
        return body(id);
    }

    /** The id with the name as Azure spells it. */
    private static ArmResourceId known(ArmResourceId id) {
        return NAMES.stream()
                .filter(name -> AsciiCase.equal(name, id.name()))
                .findFirst()
                .map(name -> id.providerScope().provider("Microsoft.Security", "pricings", name))
                .orElseThrow(() -> ArmErrors.resourceNotFound(id));
    }

    private PricingBody body(ArmResourceId id) {
        PricingEntity row = rows.findById(id.key());
        boolean standard = row != null && row.tier.equals("Standard");
        return new PricingBody(
                id.toString(),
                id.name(),
                PricingBody.TYPE,
                new PricingBody.Properties(
                        standard ? "Standard" : "Free",
                        null,
                        "PT0S",
                        standard ? row.changedAt : null));
    }
}
