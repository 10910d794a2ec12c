package io.mltwin.e2e.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A test that is about one target only, or that another target cannot make different, and why. With
 * {@code -Dmltwin.everywhere=true} the second kind is played on the other target too.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@ExtendWith(OnlyOn.Condition.class)
public @interface OnlyOn {
    /** The class's subject is what services decide; see CONTRIBUTING.md for which those are. */
    String SAME_CODE = "its subject is code of services, which a container runs as it is";

    io.mltwin.e2e.platform.Target value();

    String because();

    /** Leaves the test out on the other target and says so. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            // A class's condition is asked again for each of its methods, which carry none.
            return AnnotationSupport.findAnnotation(context.getElement(), OnlyOn.class)
                    .map(Condition::of)
                    .orElse(ConditionEvaluationResult.enabled("on both targets"));
        }

        private static ConditionEvaluationResult of(OnlyOn wanted) {
            boolean isPlayed = wanted.because().equals(SAME_CODE) && Boolean.getBoolean("mltwin.everywhere");
            return isPlayed || wanted.value() == io.mltwin.e2e.platform.Target.chosen()
                    ? ConditionEvaluationResult.enabled("on " + wanted.value())
                    : ConditionEvaluationResult.disabled("only on " + wanted.value() + ": " + wanted.because());
        }
    }
}
