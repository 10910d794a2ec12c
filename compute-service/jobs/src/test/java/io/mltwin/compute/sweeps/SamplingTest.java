package io.mltwin.compute.sweeps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.compute.sweeps.Sampling.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Sampling sampling(String space, boolean isGrid, long seed) {
        return sampling(space, isGrid ? Rule.GRID : Rule.RANDOM, seed);
    }

    private static Sampling sampling(String space, Rule rule, long seed) {
        try {
            JsonNode given = JSON.readTree(space.replace('\'', '"'));
            return new Sampling(SearchSpace.read(given), rule, seed, Math.E);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<Map<String, JsonNode>> trials(Sampling sampling, int count) {
        return IntStream.range(0, count).mapToObj(sampling::trial).toList();
    }

    @Test
    void aGridHasEachCombinationOnce() {
        Sampling grid = sampling("{'a':['choice',[[1,2,3]]],'b':['choice',[['x',true]]]}", true, 0);

        assertThat(grid.most(1000)).isEqualTo(6);
        assertThat(grid.most(4)).isEqualTo(4);
        assertThat(trials(grid, 6).stream().map(Object::toString))
                .containsExactly(
                        "{a=1, b=\"x\"}",
                        "{a=1, b=true}",
                        "{a=2, b=\"x\"}",
                        "{a=2, b=true}",
                        "{a=3, b=\"x\"}",
                        "{a=3, b=true}");
    }

    @Test
    void aSpaceThatEndsIsDrawnWithoutRepetition() {
        Sampling random = sampling("{'a':['choice',[[1,2,3]]],'b':['randint',[5]]}", false, 42);

        assertThat(random.most(1000)).isEqualTo(15);
        assertThat(new HashSet<>(trials(random, 15))).hasSize(15);
    }

    @Test
    void theSeedDecidesTheValues() {
        String space = "{'a':['uniform',[0,1]],'b':['normal',[0,1]]}";

        assertThat(trials(sampling(space, false, 7), 5))
                .isEqualTo(trials(sampling(space, false, 7), 5))
                .isNotEqualTo(trials(sampling(space, false, 8), 5));
        assertThat(new HashSet<>(trials(sampling(space, false, 7), 50))).hasSize(50);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "['uniform',[2,3]]|2|3|2.5|0",
                "['quniform',[1,9,2]]|0|10|5|2",
                "['quniform',[0,1,0.25]]|0|1|0.5|0.25",
                "['loguniform',[0,2]]|1|7.4|3.2|0",
                "['qloguniform',[0,2,1]]|1|7|3.2|1",
                "['normal',[10,1]]|4|16|10|0",
                "['qnormal',[10,1,1]]|4|16|10|1",
                "['lognormal',[0,0.5]]|0.05|15|1.13|0",
                "['qlognormal',[0,0.5,1]]|0|15|1.15|1",
                "['randint',[10]]|0|9|4.5|1"
            })
    void valuesFollowTheirDistribution(String distribution, double low, double high, double mean, double step) {
        Sampling sampling = sampling("{'p':" + distribution + ",'free':['uniform',[0,1]]}", false, 3);
        List<Double> values = new ArrayList<>();

        trials(sampling, 400).forEach(trial -> values.add(trial.get("p").asDouble()));

        requireDistribution(values, low, high, mean, step);
    }

    private static void requireDistribution(List<Double> values, double low, double high, double mean, double step) {
        assertThat(values).allMatch(value -> value >= low && value <= high);
        assertThat(values.stream().mapToDouble(v -> v).average().orElseThrow())
                .isCloseTo(mean, org.assertj.core.data.Percentage.withPercentage(12));
        if (step > 0) {
            assertThat(values).allMatch(value -> value / step == Math.rint(value / step));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "['uniform',[2,3]]|2|3|2.5|0",
                "['quniform',[1,9,2]]|0|10|5|2",
                "['loguniform',[0,2]]|1|7.4|3.2|0",
                "['qloguniform',[0,2,1]]|1|7|3.2|1",
                "['normal',[10,1]]|4|16|10|0",
                "['qnormal',[10,1,1]]|4|16|10|1",
                "['lognormal',[0,0.5]]|0.05|15|1.13|0",
                "['qlognormal',[0,0.5,1]]|0|15|1.15|1",
                "['randint',[10]]|0|9|4.5|1",
                "['choice',[[1,2,4]]]|1|4|2.33|1"
            })
    void soDoValuesOfTheRuleSobol(String distribution, double low, double high, double mean, double step) {
        Sampling sampling = sampling("{'p':" + distribution + ",'free':['uniform',[0,1]]}", Rule.SOBOL, 3);
        List<Double> values = new ArrayList<>();

        trials(sampling, 256).forEach(trial -> values.add(trial.get("p").asDouble()));

        requireDistribution(values, low, high, mean, step);
    }

    @Test
    void theRuleSobolFillsTheSpaceEvenly() {
        Sampling sobol = sampling("{'a':['uniform',[0,8]],'b':['randint',[8]]}", Rule.SOBOL, 11);

        Set<String> cells = new HashSet<>();
        trials(sobol, 64)
                .forEach(trial -> cells.add(
                        (int) trial.get("a").asDouble() + " " + trial.get("b").asInt()));

        assertThat(cells).hasSize(64);
    }

    @Test
    void theSeedDecidesTheValuesOfTheRuleSobol() {
        String space = "{'a':['choice',[[1,2,3]]],'b':['randint',[5]]}";

        assertThat(trials(sampling(space, Rule.SOBOL, 7), 15))
                .isEqualTo(trials(sampling(space, Rule.SOBOL, 7), 15))
                .isNotEqualTo(trials(sampling(space, Rule.SOBOL, 8), 15))
                .doesNotHaveDuplicates();
    }

    @Test
    void aWholeStepGivesWholeNumbers() {
        Sampling sampling = sampling("{'p':['quniform',[1,9,2]]}", false, 3);

        assertThat(sampling.trial(0).get("p").asText()).matches("[0-9]+");
    }

    @Test
    void theLogarithmsBaseCanBeGiven() throws JsonProcessingException {
        SearchSpace space = SearchSpace.read(JSON.readTree("{\"p\":[\"loguniform\",[-2,0]]}"));
        Sampling sampling = new Sampling(space, Rule.RANDOM, 1, 10);

        assertThat(trials(sampling, 100))
                .allMatch(trial ->
                        trial.get("p").asDouble() >= 0.01 && trial.get("p").asDouble() <= 1);
    }
}
