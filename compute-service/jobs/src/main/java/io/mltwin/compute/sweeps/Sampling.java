package io.mltwin.compute.sweeps;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The values of each trial of a sweep. They follow from the search space, the algorithm and the
 * seed, so that the same trial has the same values after every restart.
 *
 * @param base of logarithmic distributions
 */
record Sampling(SearchSpace space, Rule rule, long seed, double base) {

    /** How values are chosen. */
    enum Rule {
        /** All combinations, in their order. */
        GRID,
        RANDOM,
        SOBOL
    }

    /** Returns how many trials there can be at most. */
    int most(int wanted) {
        return (int) Math.min(wanted, space.size().orElse(Long.MAX_VALUE));
    }

    /** Returns the values of a trial; the first is number 0. */
    Map<String, JsonNode> trial(int number) {
        return rule == Rule.GRID ? combination(number) : drawn(number);
    }

    /** The last parameter changes fastest. */
    private Map<String, JsonNode> combination(int number) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        space.parameters().keySet().forEach(name -> values.put(name, null));
        List<String> names = new ArrayList<>(values.keySet());
        int rest = number;
        for (int i = names.size() - 1; i >= 0; i--) {
            List<JsonNode> choices = space.parameters().get(names.get(i)).values();
            values.put(names.get(i), choices.get(rest % choices.size()));
            rest /= choices.size();
        }
        return values;
    }

    /** Draws all trials up to this one; no combination of a space that ends is tried twice. */
    private Map<String, JsonNode> drawn(int number) {
        Iterator<Map<String, JsonNode>> draws = draws().iterator();
        boolean ends = space.size().isPresent();
        Set<Map<String, JsonNode>> earlier = new HashSet<>();
        Map<String, JsonNode> values = draws.next();
        for (int i = 0; i < number; ) {
            earlier.add(values);
            values = draws.next();
            if (!ends || !earlier.contains(values)) {
                i++;
            }
        }
        return values;
    }

    private Stream<Map<String, JsonNode>> draws() {
        if (rule == Rule.SOBOL) {
            SobolSequence sequence = new SobolSequence(space.parameters().size(), seed);
            return IntStream.iterate(0, number -> number + 1).mapToObj(number -> at(sequence.point(number)));
        }
        Random random = new Random(seed);
        return Stream.generate(() -> draw(random));
    }

    private Map<String, JsonNode> draw(Random random) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        space.parameters().forEach((name, distribution) -> values.put(name, distribution.sample(random, base)));
        return values;
    }

    private Map<String, JsonNode> at(double[] point) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        int dimension = 0;
        for (Map.Entry<String, Distribution> parameter : space.parameters().entrySet()) {
            values.put(parameter.getKey(), parameter.getValue().quantile(point[dimension], base));
            dimension++;
        }
        return values;
    }
}
