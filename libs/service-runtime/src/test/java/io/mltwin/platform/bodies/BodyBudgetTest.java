package io.mltwin.platform.bodies;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyBudgetTest {

    private static final int BLOCK = 1 << 20;

    @Test
    void largeBodiesNeverKeepSmallOnesOut() {
        // Given
        BodyBudget budget = new BodyBudget(4 * BLOCK);
        for (int i = 1; i <= 4; i++) {
            assertThat(budget.take(BLOCK, (long) i * BLOCK)).isTrue();
        }
        // When
        boolean large = budget.take(BLOCK, 5L * BLOCK);
        boolean small = budget.take(4096, 100);
        // Then
        assertThat(large).isFalse();
        assertThat(small).isTrue();
        assertThat(budget.taken()).isEqualTo(4L * BLOCK + 4096);
    }

    @Test
    void returnedBytesAreTakenAgain() {
        BodyBudget budget = new BodyBudget(BLOCK);
        assertThat(budget.take(BLOCK, BLOCK)).isTrue();
        assertThat(budget.take(BLOCK, BLOCK)).isFalse();

        budget.give(BLOCK);

        assertThat(budget.take(BLOCK, BLOCK)).isTrue();
    }

    @Test
    void smallBodiesHaveAnEndToo() {
        BodyBudget budget = new BodyBudget(BLOCK);
        int taken = 0;
        while (budget.take(BodyBudget.SMALL, BodyBudget.SMALL)) {
            taken++;
        }
        assertThat(taken).isEqualTo(24);
    }

    private record Arriving(double throughput, BodyBudget budget) implements BodyBudget.Arrival {

        @Override
        public void giveWay() {
            budget.give(BLOCK);
        }
    }

    @Test
    void theSlowestBodyGivesWay() {
        // Given
        BodyBudget budget = new BodyBudget(3 * BLOCK);
        double fast = 10 * BLOCK;
        for (double throughput : new double[] {fast, 100, 2}) {
            budget.arriving(new Arriving(throughput, budget));
            assertThat(budget.take(BLOCK, BLOCK)).isTrue();
        }
        Arriving newest = new Arriving(fast, budget);
        // When, Then: two of the three are slow
        assertThat(budget.take(BLOCK, BLOCK, newest)).isTrue();
        assertThat(budget.take(BLOCK, BLOCK, newest)).isTrue();
        assertThat(budget.take(BLOCK, BLOCK, newest)).isFalse();
        assertThat(budget.taken()).isEqualTo(3L * BLOCK);
    }
}
