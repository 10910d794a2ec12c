package io.mltwin.compute.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.compute.pipelines.PipelineGraph.State;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineGraphTest {

    /** {@code a;b<a;c<a,b}: steps with those that they need. */
    private static PipelineGraph graph(String text) {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        for (String step : text.split(";")) {
            String[] parts = step.split("<");
            needs.put(parts[0], parts.length == 1 ? Set.of() : new TreeSet<>(Arrays.asList(parts[1].split(","))));
        }
        return new PipelineGraph(needs);
    }

    private static List<String> names(String text) {
        return text == null ? List.of() : List.of(text.split(" "));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a|",
                "a;b<a;c<a,b|",
                "a<a|a",
                "a<b;b<a|a b",
                "a;b<c;c<d;d<b|b c d",
                "a<b;b;c<d;d<c|c d",
                "a<b;b<c;c<b|a b c"
            })
    void cyclesAreFound(String steps, String cycle) {
        assertThat(graph(steps).cycle()).isEqualTo(names(cycle));
    }

    @ParameterizedTest(name = "{0}, completed {1}, active {2}, failed {3}, continues {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a;b<a;c<a,b;d||||false|a d",
                "a;b<a;c<a,b;d|a|||false|b d",
                "a;b<a;c<a,b;d|a|b,d||false|",
                "a;b<a;c<a,b;d|a,b|d||false|c",
                "a;b<a;d|||a|false|",
                "a;b<a;d|||a|true|d",
                "a;b<a;c<b;d|d||a|true|",
                "a;b<a|a,b|||false|"
            })
    void stepsBeginWhenWhatTheyNeedHasCompleted(
            String steps, String completed, String active, String failed, boolean continues, String ready) {
        PipelineGraph graph = graph(steps);
        Map<String, State> states = new HashMap<>();
        graph.needs().keySet().forEach(step -> states.put(step, State.WAITING));
        set(states, completed, State.COMPLETED);
        set(states, active, State.ACTIVE);
        set(states, failed, State.FAILED);

        assertThat(graph.ready(states, continues)).isEqualTo(names(ready));
    }

    private static void set(Map<String, State> states, String steps, State state) {
        if (steps != null) {
            Arrays.asList(steps.split(",")).forEach(step -> states.put(step, state));
        }
    }
}
