package io.mltwin.compute.sweeps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SobolSequenceTest {

    private static final Offset<Double> NEAR = Offset.offset(1e-9);

    @ParameterizedTest(name = "point {0}")
    @CsvSource({
        "0, 0, 0, 0",
        "1, 0.5, 0.5, 0.5",
        "2, 0.75, 0.25, 0.25",
        "3, 0.25, 0.75, 0.75",
        "4, 0.375, 0.375, 0.625",
        "5, 0.875, 0.875, 0.125",
        "6, 0.625, 0.125, 0.875",
        "7, 0.125, 0.625, 0.375"
    })
    void withoutShiftsItsPointsAreThoseOfJoeAndKuo(int number, double first, double second, double third) {
        double[] point = new SobolSequence(new long[3]).point(number);

        assertThat(point[0]).isCloseTo(first, NEAR);
        assertThat(point[1]).isCloseTo(second, NEAR);
        assertThat(point[2]).isCloseTo(third, NEAR);
    }

    @Test
    void aSeedHasTheSamePointsWheneverItIsAsked() {
        assertThat(new SobolSequence(3, 7).point(5))
                .containsExactly(0.3556990382494405, 0.3741696091601625, 0.4733096979325637);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 5, Long.MIN_VALUE})
    void eachDimensionHasOnePointInEachPart(long seed) {
        SobolSequence sequence = new SobolSequence(SobolSequence.MOST_DIMENSIONS, seed);
        for (int dimension = 0; dimension < SobolSequence.MOST_DIMENSIONS; dimension++) {
            Set<Integer> parts = new HashSet<>();
            for (int number = 0; number < 256; number++) {
                double value = sequence.point(number)[dimension];
                assertThat(value).isStrictlyBetween(0.0, 1.0);
                parts.add((int) (value * 256));
            }
            assertThat(parts).as("dimension " + dimension).hasSize(256);
        }
    }

    @Test
    void noTwoDimensionsAreTheSame() {
        SobolSequence sequence = new SobolSequence(new long[SobolSequence.MOST_DIMENSIONS]);
        Set<String> seen = new HashSet<>();
        for (int dimension = 0; dimension < SobolSequence.MOST_DIMENSIONS; dimension++) {
            double[] values = new double[256];
            for (int number = 0; number < values.length; number++) {
                values[number] = sequence.point(number)[dimension];
            }
            seen.add(Arrays.toString(values));
        }
        assertThat(seen).hasSize(SobolSequence.MOST_DIMENSIONS);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0", "0.975, 1.959963985", "0.001, -3.090232306", "0.84134474606854, 1"})
    void partsOfTheNormalDistributionHaveTheirValues(double part, double value) {
        assertThat(Distribution.normal(part)).isCloseTo(value, Offset.offset(1e-7));
        assertThat(Distribution.normal(1 - part)).isCloseTo(-value, Offset.offset(1e-7));
    }
}
