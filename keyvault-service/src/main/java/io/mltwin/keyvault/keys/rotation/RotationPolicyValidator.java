package io.mltwin.keyvault.keys.rotation;

import static io.mltwin.encoding.Absence.orEmpty;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameter;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.keyvault.keys.rotation.RotationPolicyBody.Action;
import io.mltwin.keyvault.keys.rotation.RotationPolicyBody.LifetimeAction;
import io.mltwin.keyvault.keys.rotation.RotationPolicyBody.PolicyAttributes;
import io.mltwin.keyvault.keys.rotation.RotationPolicyBody.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks rotation policies as Azure does. */
public final class RotationPolicyValidator {

    private static final int SHORTEST_LIFE_DAYS = 28;
    private static final int SHORTEST_TRIGGER_DAYS = 7;
    public static final String ROTATE = "Rotate";
    private static final String NOTIFY = "Notify";

    private RotationPolicyValidator() {}

    /** Returns the policy of a key that was given none: a notice thirty days before it expires. */
    public static RotationPolicyBody byDefault(String id) {
        return new RotationPolicyBody(
                id,
                List.of(new LifetimeAction(new Trigger(null, "P30D"), new Action(NOTIFY))),
                new PolicyAttributes(null, null, null));
    }

    /**
     * Checks a policy and writes it as Azure shows it.
     *
     * @throws io.mltwin.armweb.AzureException 400 {@code BadParameter}, inner {@code
     *     InvalidRotationPolicy}
     */
    public static RotationPolicyBody validate(RotationPolicyBody given, String id, Instant created, Instant now) {
        invalidIf(given == null, "it is missing.");
        String life = given.attributes() == null ? null : given.attributes().expiryTime();
        invalidIf(life != null && days(life, now) < SHORTEST_LIFE_DAYS, "expiryTime must be 28 days or more.");
        Set<String> seen = new HashSet<>();
        List<LifetimeAction> actions = new ArrayList<>();
        for (LifetimeAction action : orEmpty(given.lifetimeActions())) {
            LifetimeAction checked = action(action, life, now);
            invalidIf(!seen.add(checked.action().type()), "an action may be named once.");
            actions.add(checked);
        }
        return new RotationPolicyBody(
                id, List.copyOf(actions), new PolicyAttributes(life, created.getEpochSecond(), now.getEpochSecond()));
    }

    private static LifetimeAction action(LifetimeAction given, String life, Instant now) {
        invalidIf(
                given == null || given.action() == null || given.trigger() == null,
                "a lifetime action needs action and trigger.");
        String type = type(given.action().type());
        Trigger trigger = given.trigger();
        invalidIf(
                (trigger.timeAfterCreate() == null) == (trigger.timeBeforeExpiry() == null),
                "a trigger has either timeAfterCreate or timeBeforeExpiry.");
        invalidIf(type.equals(NOTIFY) && trigger.timeAfterCreate() != null, "Notify takes timeBeforeExpiry only.");
        invalidIf(
                type.equals(ROTATE) && trigger.timeBeforeExpiry() != null && life == null,
                "timeBeforeExpiry needs an expiryTime.");
        String time = trigger.timeAfterCreate() == null ? trigger.timeBeforeExpiry() : trigger.timeAfterCreate();
        invalidIf(days(time, now) < SHORTEST_TRIGGER_DAYS, "a trigger's time must be 7 days or more.");
        invalidIf(
                life != null && days(time, now) + SHORTEST_TRIGGER_DAYS > days(life, now),
                "a trigger's time must be 7 days shorter than expiryTime.");
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
        throw invalid("an action's type is Rotate or Notify.");
    }

    private static long days(String duration, Instant now) {
        return java.time.Duration.between(now, RotationSchedule.plus(now, duration))
                .toDays();
    }

    public static AzureException invalid(String why, Object... arguments) {
        return badParameter("The rotation policy is not valid: " + AzureException.text(why, arguments))
                .withInnerCode("InvalidRotationPolicy");
    }

    public static void invalidIf(boolean wrong, String why, Object... arguments) {
        if (wrong) {
            throw invalid(why, arguments);
        }
    }
}
