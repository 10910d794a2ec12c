package io.mltwin.armweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EvaluationBudgetTest {

    private static final int MEGABYTE = 1 << 20;

    private final List<EvaluationBudget> open = new ArrayList<>();

    private EvaluationBudget budget(long most, Duration time) {
        EvaluationBudget budget = new EvaluationBudget(most, time, IllegalStateException::new);
        open.add(budget);
        return budget;
    }

    private EvaluationBudget budget(long most) {
        return budget(most, Duration.ofMinutes(1));
    }

    @AfterEach
    void close() {
        open.forEach(EvaluationBudget::close);
    }

    @Test
    void anEvaluationHoldsSoMuchAtATime() {
        EvaluationBudget budget = budget(2 * MEGABYTE);
        budget.charge(MEGABYTE);
        budget.charge(-MEGABYTE);
        budget.charge(2 * MEGABYTE);

        assertThatThrownBy(() -> budget.charge(1)).hasMessage("more than 2 MB of memory");
        assertThatThrownBy(() -> budget.charge(Long.MAX_VALUE)).hasMessage("more than 2 MB of memory");
    }

    @Test
    void anEvaluationEndsInTime() {
        EvaluationBudget budget = budget(MEGABYTE, Duration.ofSeconds(-1));

        assertThatThrownBy(() -> budget.charge(0)).hasMessage("too much time");
    }

    @Test
    void partsAreNestedSoDeep() {
        EvaluationBudget budget = budget(MEGABYTE);

        assertThatThrownBy(() -> endless(budget)).hasMessage("more than 150 levels");
        assertThat(budget.nested(() -> "again")).isEqualTo("again");
    }

    private static Object endless(EvaluationBudget budget) {
        return budget.nested(() -> endless(budget));
    }

    @Test
    void allTogetherHoldAnEighthOfTheHeapAndSmallOnesGoOn() {
        long eighth = Runtime.getRuntime().maxMemory() / 8;
        EvaluationBudget large = budget(eighth);
        large.charge(eighth);
        EvaluationBudget other = budget(MEGABYTE);

        assertThatCode(() -> other.charge(MEGABYTE / 4)).doesNotThrowAnyException();
        assertThatThrownBy(() -> other.charge(1))
                .isInstanceOf(AzureException.class)
                .hasMessageContaining("try again");
        large.close();
        assertThatCode(() -> other.charge(1)).doesNotThrowAnyException();
    }
}
