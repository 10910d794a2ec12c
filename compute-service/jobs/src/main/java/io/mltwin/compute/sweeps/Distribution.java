package io.mltwin.compute.sweeps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.mltwin.encoding.AsciiCase;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.math3.special.Erf;

/**
 * Where the values of one parameter come from.
 *
 * @param values of a choice, else empty
 * @param first lowest value, mean, or upper bound of a randint
 * @param second highest value or standard deviation
 * @param step to which values are rounded; zero for none
 */
record Distribution(Kind kind, List<JsonNode> values, double first, double second, double step) {

    /** Azure's distributions, with the number of their arguments. */
    enum Kind {
        CHOICE(1),
        RANDINT(1),
        UNIFORM(2),
        QUNIFORM(3),
        LOGUNIFORM(2),
        QLOGUNIFORM(3),
        NORMAL(2),
        QNORMAL(3),
        LOGNORMAL(2),
        QLOGNORMAL(3);

        private final int arguments;

        Kind(int arguments) {
            this.arguments = arguments;
        }

        int arguments() {
            return arguments;
        }

        boolean isNormal() {
            return this == NORMAL || this == QNORMAL || this == LOGNORMAL || this == QLOGNORMAL;
        }

        private boolean isLogarithmic() {
            return this == LOGUNIFORM || this == QLOGUNIFORM || this == LOGNORMAL || this == QLOGNORMAL;
        }

        static Optional<Kind> of(String name) {
            return Stream.of(values())
                    .filter(kind -> AsciiCase.equal(kind.name(), name))
                    .findFirst();
        }
    }

    /** Returns how many values there are; empty where they are not counted. */
    Optional<Long> size() {
        return switch (kind) {
            case CHOICE -> Optional.of((long) values.size());
            case RANDINT -> Optional.of((long) first);
            default -> Optional.empty();
        };
    }

    /**
     * Draws a value.
     *
     * @param base of the distributions that are even or normal in the logarithm
     */
    JsonNode sample(java.util.random.RandomGenerator random, double base) {
        if (kind == Kind.CHOICE) {
            return values.get(random.nextInt(values.size()));
        }
        if (kind == Kind.RANDINT) {
            return LongNode.valueOf(random.nextLong((long) first));
        }
        return number(
                kind.isNormal()
                        ? first + second * random.nextGaussian()
                        : first + (second - first) * random.nextDouble(),
                base);
    }

    /**
     * Returns the value below which a part of the distribution lies.
     *
     * @param part between 0 and 1, both excluded
     */
    JsonNode quantile(double part, double base) {
        if (kind == Kind.CHOICE) {
            return values.get((int) (part * values.size()));
        }
        if (kind == Kind.RANDINT) {
            return LongNode.valueOf((long) (part * first));
        }
        return number(kind.isNormal() ? first + second * normal(part) : first + (second - first) * part, base);
    }

    /** Returns the value below which a part of the standard normal distribution lies. */
    static double normal(double part) {
        return Math.sqrt(2) * Erf.erfInv(2 * part - 1);
    }

    private JsonNode number(double value, double base) {
        double drawn = kind.isLogarithmic() ? Math.pow(base, value) : value;
        return step == 0 ? DoubleNode.valueOf(drawn) : rounded(drawn);
    }

    private JsonNode rounded(double drawn) {
        double value = Math.rint(drawn / step) * step;
        return step == Math.rint(step) && Math.abs(value) < Long.MAX_VALUE
                ? LongNode.valueOf((long) value)
                : DoubleNode.valueOf(value);
    }
}
