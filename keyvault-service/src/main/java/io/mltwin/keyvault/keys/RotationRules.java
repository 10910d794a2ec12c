package io.mltwin.keyvault.keys;

import io.mltwin.armweb.AsciiCase;
import io.mltwin.keyvault.keys.RotationPolicyBody.Action;
import io.mltwin.keyvault.keys.RotationPolicyBody.LifetimeAction;
import io.mltwin.keyvault.keys.RotationPolicyBody.PolicyAttributes;
import io.mltwin.keyvault.keys.RotationPolicyBody.Trigger;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What Azure demands of a rotation policy, and what a policy says about a version. */
final class RotationRules {

    private static final int SHORTEST_LIFE_DAYS = 28;
    private static final int SHORTEST_TRIGGER_DAYS = 7;
    private static final long LONGEST_YEARS = 1000;
    private static final String ROTATE = "Rotate";
    private static final String NOTIFY = "Notify";

    private RotationRules() {}

    /** A policy of a key that nobody gave one: a notice thirty days before the end. */
    static RotationPolicyBody byDefault(String id) {
        return new RotationPolicyBody(
                id,
                List.of(new LifetimeAction(new Trigger(null, "P30D"), new Action(NOTIFY))),
                new PolicyAttributes(null, null, null));
    }

    /**
     * Checks a policy and writes it as Azure shows it.
     *
     * @throws io.mltwin.armweb.AzureFault 400 {@code BadParameter}, inner {@code
     *     InvalidRotationPolicy}
     */
    static RotationPolicyBody checked(
            RotationPolicyBody given, String id, Instant created, Instant now) {
        if (given == null) {
            throw KeyErrors.badRotationPolicy("it is missing.");
        }
        String life = given.attributes() == null ? null : given.attributes().expiryTime();
        if (life != null && days(life, now) < SHORTEST_LIFE_DAYS) {
            throw KeyErrors.badRotationPolicy("expiryTime must be 28 days or more.");
        }
        Set<String> seen = new HashSet<>();
        List<LifetimeAction> actions = new ArrayList<>();
        for (LifetimeAction action :
                given.lifetimeActions() == null
                        ? List.<LifetimeAction>of()
                        : given.lifetimeActions()) {
            LifetimeAction checked = action(action, life, now);
            if (!seen.add(checked.action().type())) {
                throw KeyErrors.badRotationPolicy("an action may be named once.");
            }
            actions.add(checked);
        }
        return new RotationPolicyBody(
                id,
                List.copyOf(actions),
                new PolicyAttributes(life, created.getEpochSecond(), now.getEpochSecond()));
    }

    private static LifetimeAction action(LifetimeAction given, String life, Instant now) {
        if (given == null || given.action() == null || given.trigger() == null) {
            throw KeyErrors.badRotationPolicy("a lifetime action needs action and trigger.");
        }
        String type = type(given.action().type());
        Trigger trigger = given.trigger();
        if ((trigger.timeAfterCreate() == null) == (trigger.timeBeforeExpiry() == null)) {
            throw KeyErrors.badRotationPolicy(
                    "a trigger has either timeAfterCreate or timeBeforeExpiry.");
        }
        if (type.equals(NOTIFY) && trigger.timeAfterCreate() != null) {
            throw KeyErrors.badRotationPolicy("Notify takes timeBeforeExpiry only.");
        }
        if (type.equals(ROTATE) && trigger.timeBeforeExpiry() != null && life == null) {
            throw KeyErrors.badRotationPolicy("timeBeforeExpiry needs an expiryTime.");
        }
        String time =
                trigger.timeAfterCreate() == null
                        ? trigger.timeBeforeExpiry()
                        : trigger.timeAfterCreate();
        if (days(time, now) < SHORTEST_TRIGGER_DAYS) {
            throw KeyErrors.badRotationPolicy("a trigger's time must be 7 days or more.");
        }
        if (life != null && days(time, now) + SHORTEST_TRIGGER_DAYS > days(life, now)) {
            throw KeyErrors.badRotationPolicy(
                    "a trigger's time must be 7 days shorter than expiryTime.");
        }
        return new LifetimeAction(trigger, new Action(type));
    }

    private static String type(String given) {
        if (given != null) {
            switch (AsciiCase.lower(given)) {
                case "rotate":
                    return ROTATE;
                case "notify":
                    return NOTIFY;
                default:
                    break;
            }
        }
        throw KeyErrors.badRotationPolicy("an action's type is Rotate or Notify.");
    }

    private static long days(String duration, Instant now) {
        return java.time.Duration.between(now, plus(now, duration)).toDays();
    }

    private static Instant plus(Instant from, String duration) {
        return from.atOffset(ZoneOffset.UTC).plus(period(duration)).toInstant();
    }

    private static Period period(String duration) {
        try {
            Period period = Period.parse(duration);
            if (period.isNegative()
                    || period.toTotalMonths() > LONGEST_YEARS * 12
                    || period.getDays() > LONGEST_YEARS * 366) {
                throw KeyErrors.badRotationPolicy("'" + duration + "' is out of range.");
            }
            return period;
        } catch (DateTimeParseException malformed) {
            throw KeyErrors.badRotationPolicy(
                    "'" + duration + "' is no ISO 8601 duration of days.");
        }
    }

    /** When a version that is made now ends by this policy, or null. */
    static Instant end(RotationPolicyBody policy, Instant now) {
        String life = policy.attributes().expiryTime();
        return life == null ? null : plus(now, life);
    }

    /** True when the policy says that a newer version should be there by now. */
    static boolean isDue(RotationPolicyBody policy, Instant created, Instant expires, Instant now) {
        for (LifetimeAction action : policy.lifetimeActions()) {
            Trigger trigger = action.trigger();
            if (!action.action().type().equals(ROTATE)) {
                continue;
            }
            if (trigger.timeAfterCreate() != null
                    && !now.isBefore(plus(created, trigger.timeAfterCreate()))) {
                return true;
            }
            if (trigger.timeBeforeExpiry() != null
                    && expires != null
                    && !now.isBefore(
                            expires.atOffset(ZoneOffset.UTC)
                                    .minus(period(trigger.timeBeforeExpiry()))
                                    .toInstant())) {
                return true;
            }
        }
        return false;
    }
}
