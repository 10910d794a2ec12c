package io.mltwin.telemetry.security;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/**
 * Keeps which kinds of resources of a subscription Azure Defender looks at: Free (the default) or
 * Standard, by Azure's names of 2020.
 */
@ApplicationScoped
class PricingService {

    private final PricingRepository rows;
    private final Clock clock;

    PricingService(PricingRepository rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Transactional
    List<PricingBody> list(ArmResourceId subscription) {
        return PricingValidator.NAMES.stream()
                .map(name -> body(subscription.provider("Microsoft.Security", "pricings", name)))
                .toList();
    }

    @Transactional
    PricingBody get(ArmResourceId id) {
        return body(PricingValidator.requireKnown(id));
    }

    @Transactional
    Outcome put(ArmCall call, PricingBody body) {
        ArmResourceId id = PricingValidator.requireKnown(call.id());
        String wanted = PricingValidator.tier(body);
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
        return Outcome.ok(body(id));
    }

    private PricingBody body(ArmResourceId id) {
        PricingEntity row = rows.findById(id.key());
        boolean standard = row != null && row.tier.equals("Standard");
        return new PricingBody(
                id.toString(),
                id.name(),
                PricingBody.TYPE,
                new PricingBody.Properties(
                        standard ? "Standard" : "Free", null, "PT0S", standard ? row.changedAt : null));
    }
}
