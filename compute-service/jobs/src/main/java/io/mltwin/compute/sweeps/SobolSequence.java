package io.mltwin.compute.sweeps;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/**
 * Sobol's sequence with the direction numbers of Joe and Kuo (2008): points that fill the unit cube
 * evenly. A seed shifts all points by the same bits, which keeps them even.
 */
final class SobolSequence {

    static final int MOST_DIMENSIONS = 21;

    private static final int BITS = 32;
    private static final double SCALE = 1.0 / (1L << BITS);

    private final SobolSequenceGenerator points;
    private final long[] shifts;

    /** Makes the points of a seed. */
    SobolSequence(int dimensions, long seed) {
        this(new long[dimensions]);
        Random random = new Random(seed);
        Arrays.setAll(shifts, dimension -> random.nextLong() >>> BITS);
    }

    /**
     * Makes the points with these shifts.
     *
     * @param shifts 32 bits a dimension
     */
    SobolSequence(long[] shifts) {
        this.shifts = shifts;
        this.points = new SobolSequenceGenerator(shifts.length);
    }

    /** Returns the point of this number, from 0; each coordinate lies between 0 and 1. */
    double[] point(int number) {
        double[] point = points.skipTo(number);
        Arrays.setAll(point, dimension -> (((long) (point[dimension] / SCALE) ^ shifts[dimension]) + 0.5) * SCALE);
        return point;
    }
}
