package io.mltwin.compute.sweeps;

import java.util.Random;

/**
 * Sobol's sequence with the direction numbers of Joe and Kuo (2008): points that fill the unit cube
 * evenly. A seed shifts all points by the same bits, which keeps them even.
 */
final class SobolSequence {

    private static final int BITS = 32;
    private static final double SCALE = 1.0 / (1L << BITS);

    /** Degree and inner coefficients of a primitive polynomial, then the first odd numbers. */
    private static final int[][] DIRECTIONS = {
        {1, 0, 1},
        {2, 1, 1, 3},
        {3, 1, 1, 3, 1},
        {3, 2, 1, 1, 1},
        {4, 1, 1, 1, 3, 3},
        {4, 4, 1, 3, 5, 13},
        {5, 2, 1, 1, 5, 5, 17},
        {5, 4, 1, 1, 5, 5, 5},
        {5, 7, 1, 1, 7, 11, 19},
        {5, 11, 1, 1, 5, 1, 1},
        {5, 13, 1, 1, 1, 3, 11},
        {5, 14, 1, 3, 5, 5, 31},
        {6, 1, 1, 3, 3, 9, 7, 49},
        {6, 13, 1, 1, 1, 15, 21, 21},
        {6, 16, 1, 3, 1, 13, 27, 49},
        {6, 19, 1, 1, 1, 15, 7, 5},
        {6, 22, 1, 3, 1, 15, 13, 25},
        {6, 25, 1, 1, 5, 5, 19, 61},
        {7, 1, 1, 3, 7, 11, 23, 15, 103},
        {7, 4, 1, 3, 7, 13, 13, 15, 69}
    };

    /** The first dimension needs no polynomial. */
    static final int MOST_DIMENSIONS = DIRECTIONS.length + 1;

    private final long[][] directions;
    private final long[] shifts;

    /** Makes the points of a seed. */
    SobolSequence(int dimensions, long seed) {
        this(new long[dimensions]);
        Random random = new Random(seed);
        for (int i = 0; i < dimensions; i++) {
            shifts[i] = random.nextLong() >>> BITS;
        }
    }

    /**
     * Makes the points with these shifts.
     *
     * @param shifts 32 bits a dimension
     */
    SobolSequence(long[] shifts) {
        this.shifts = shifts;
        this.directions = new long[shifts.length][];
        for (int i = 0; i < shifts.length; i++) {
            directions[i] = i == 0 ? ofFirst() : of(DIRECTIONS[i - 1]);
        }
    }

    /** Returns the point of this number, from 0; each coordinate lies between 0 and 1. */
    double[] point(int number) {
        int gray = number ^ number >>> 1;
        double[] point = new double[shifts.length];
        for (int i = 0; i < point.length; i++) {
            long bits = shifts[i];
            for (int j = 0; gray >>> j != 0; j++) {
                if ((gray >>> j & 1) == 1) {
                    bits ^= directions[i][j];
                }
            }
            point[i] = (bits + 0.5) * SCALE;
        }
        return point;
    }

    private static long[] ofFirst() {
        long[] numbers = new long[BITS];
        for (int j = 0; j < BITS; j++) {
            numbers[j] = 1L << BITS - 1 - j;
        }
        return numbers;
    }

    private static long[] of(int[] polynomial) {
        int degree = polynomial[0];
        int coefficients = polynomial[1];
        long[] numbers = new long[BITS];
        for (int j = 0; j < BITS; j++) {
            if (j < degree) {
                numbers[j] = (long) polynomial[j + 2] << BITS - 1 - j;
                continue;
            }
            numbers[j] = numbers[j - degree] ^ numbers[j - degree] >>> degree;
            for (int k = 1; k < degree; k++) {
                if ((coefficients >>> degree - 1 - k & 1) == 1) {
                    numbers[j] ^= numbers[j - k];
                }
            }
        }
        return numbers;
    }
}
