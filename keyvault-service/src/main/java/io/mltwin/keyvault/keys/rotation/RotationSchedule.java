package io.mltwin.keyvault.keys.rotation;

import io.mltwin.keyvault.keys.rotation.RotationPolicyBody.LifetimeAction;
import io.mltwin.keyvault.keys.rotation.RotationPolicyBody.Trigger;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Computes from a rotation policy when a key's version expires and when it is rotated. */
public final class RotationSchedule {

    private static final long LONGEST_YEARS = 1000;

    private RotationSchedule() {}

    /** Returns when a version that is made now expires, or null for never. */
    public static Instant end(RotationPolicyBody policy, Instant now) {
        String life = policy.attributes().expiryTime();
        return life == null ? null : plus(now, life);
    }

    /** Returns whether a newer version should have been made by now. */
    public static boolean isDue(RotationPolicyBody policy, Instant created, Instant expires, Instant now) {
        for (LifetimeAction action : policy.lifetimeActions()) {
            Trigger trigger = action.trigger();
            if (!action.action().type().equals(RotationPolicyValidator.ROTATE)) {
                continue;
            }
            if (trigger.timeAfterCreate() != null && !now.isBefore(plus(created, trigger.timeAfterCreate()))) {
                return true;
            }
            if (trigger.timeBeforeExpiry() != null
                    && expires != null
                    && !now.isBefore(expires.atOffset(ZoneOffset.UTC)
                            .minus(period(trigger.timeBeforeExpiry()))
                            .toInstant())) {
                return true;
            }
        }
        return false;
    }

    public static Instant plus(Instant from, String duration) {
        return from.atOffset(ZoneOffset.UTC).plus(period(duration)).toInstant();
    }

    private static Period period(String duration) {
        try {
            Period period = Period.parse(duration);
            RotationPolicyValidator.invalidIf(
                    period.isNegative()
                            || period.toTotalMonths() > LONGEST_YEARS * 12
                            || period.getDays() > LONGEST_YEARS * 366,
                    "'%s' is out of range.",
                    duration);
            return period;
        } catch (DateTimeParseException malformed) {
            throw RotationPolicyValidator.invalid("'%s' is no ISO 8601 duration of days.", duration);
        }
    }
}
