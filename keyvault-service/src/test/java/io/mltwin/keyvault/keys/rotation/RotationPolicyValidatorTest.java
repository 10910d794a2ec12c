package io.mltwin.keyvault.keys.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.keyvault.keys.rotation.RotationPolicyBody.Action;
import io.mltwin.keyvault.keys.rotation.RotationPolicyBody.LifetimeAction;
import io.mltwin.keyvault.keys.rotation.RotationPolicyBody.PolicyAttributes;
import io.mltwin.keyvault.keys.rotation.RotationPolicyBody.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotationPolicyValidatorTest {

    private static final Instant NOW = Instant.parse("2020-11-24T12:00:00Z");

    private static RotationPolicyBody policy(String type, String afterCreate, String beforeExpiry, String life) {
        return new RotationPolicyBody(
                null,
                List.of(new LifetimeAction(new Trigger(afterCreate, beforeExpiry), new Action(type))),
                new PolicyAttributes(life, null, null));
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource({
        "Explode, P90D,, P1Y",
        ", P90D,, P1Y",
        "Rotate,,, P1Y",
        "Rotate, P90D, P30D, P1Y",
        "Rotate, P6D,, P1Y",
        "Rotate, P90D,, P27D",
        "Rotate, P360D,, P1Y",
        "Rotate,, P30D,",
        "Notify, P90D,, P1Y",
        "Rotate, 90 days,, P1Y",
        "Rotate, PT90H,, P1Y",
        "Rotate, P-90D,, P1Y",
        "Rotate, P90D,, P999999Y"
    })
    void aPolicyThatCannotBeKeptIsRefused(String type, String afterCreate, String beforeExpiry, String life) {
        RotationPolicyBody policy = policy(type, afterCreate, beforeExpiry, life);

        assertThatThrownBy(() -> RotationPolicyValidator.validate(policy, "id", NOW, NOW))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.content().innerCode()).isEqualTo("InvalidRotationPolicy"));
    }

    @ParameterizedTest(name = "{0} {1} {2} {3} after {4} days: {5}")
    @CsvSource({
        "Rotate, P90D,,, 89, false",
        "rotate, P90D,,, 90, true",
        "Rotate,, P30D, P1Y, 334, false",
        "Rotate,, P30D, P1Y, 335, true",
        "Notify,, P30D, P1Y, 364, false"
    })
    void aRotationIsDueWhenItsTriggerSays(
            String type, String afterCreate, String beforeExpiry, String life, int days, boolean due) {
        RotationPolicyBody policy =
                RotationPolicyValidator.validate(policy(type, afterCreate, beforeExpiry, life), "id", NOW, NOW);

        assertThat(RotationSchedule.isDue(
                        policy, NOW, RotationSchedule.end(policy, NOW), NOW.plus(Duration.ofDays(days))))
                .isEqualTo(due);
    }
}
