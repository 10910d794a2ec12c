package io.mltwin.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TraceBudgetTest {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong nanos = new AtomicLong(-5 * SECOND);
    private final TraceBudget budget = new TraceBudget(nanos::get);

    @Test
    void aPageIsGivenAsManyAsItHoldsAndThenSoManyASecond() {
        assertThat(budget.take(10)).isEqualTo(10);
        assertThat(budget.take(1000)).isEqualTo(TraceBudget.MOST - 10);
        assertThat(budget.take(1)).isZero();

        nanos.addAndGet(SECOND / 5);
        assertThat(budget.take(1000)).isEqualTo(TraceBudget.A_SECOND / 5);
        nanos.addAndGet(SECOND / 50);
        assertThat(budget.take(1)).isZero();
        nanos.addAndGet(SECOND / 50);
        assertThat(budget.take(1)).isEqualTo(1);

        nanos.addAndGet(100 * SECOND);
        assertThat(budget.take(1000)).isEqualTo(TraceBudget.MOST);
    }
}
