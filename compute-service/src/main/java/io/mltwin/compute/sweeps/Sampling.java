package io.mltwin.compute.sweeps;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The values of each trial of a sweep. They follow from the search space, the algorithm and the
 * seed, so that the same trial has the same values after every restart.
 *
 * @param isGrid true where all combinations are tried in their order
 * @param base of logarithmic distributions
 */
record Sampling(SearchSpace space, boolean isGrid, long seed, double base) {

    /** How many trials there can be at most. */
    int most(int wanted) {
        return (int) Math.min(wanted, space.size().orElse(Long.MAX_VALUE));
    }

    /** Returns the values of a trial; the first is number 0. */
    Map<String, JsonNode> trial(int number) {
        return isGrid ? combination(number) : drawn(number);
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
        Random random = new Random(seed);
        boolean ends = space.size().isPresent();
        Set<Map<String, JsonNode>> earlier = new HashSet<>();
        Map<String, JsonNode> values = draw(random);
        for (int i = 0; i < number; ) {
            earlier.add(values);
            values = draw(random);
            if (!ends || !earlier.contains(values)) {
                i++;
            }
        }
        return values;
    }

    private Map<String, JsonNode> draw(Random random) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        space.parameters()
                .forEach(
                        (name, distribution) ->
                                values.put(name, distribution.sample(random, base)));
        return values;
    }
}
