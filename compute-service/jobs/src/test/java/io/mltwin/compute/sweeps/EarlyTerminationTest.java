package io.mltwin.compute.sweeps;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.compute.sweeps.EarlyTermination.Type;
import io.mltwin.compute.sweeps.SweepPlan.Objective;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlyTerminationTest {

    /** {@code a=1 2;b=3}: values by trial; a trial in capitals has ended. */
    private static Map<String, List<Double>> logged(String text) {
        Map<String, List<Double>> all = new LinkedHashMap<>();
        for (String trial : text.split(";")) {
            String[] parts = trial.split("=");
            all.put(
                    parts[0],
                    Stream.of(parts[1].split(" ")).map(Double::parseDouble).toList());
        }
        return all;
    }

    private static Set<String> losers(EarlyTermination policy, String text, String goal) {
        Map<String, List<Double>> logged = logged(text);
        Set<String> active = new HashSet<>(logged.keySet());
        active.removeIf(trial -> Character.isUpperCase(trial.charAt(0)));
        return policy.losers(logged, active, new Objective("m", goal.equals("max")));
    }

    private static Set<String> names(String text) {
        return text == null ? Set.of() : new HashSet<>(Arrays.asList(text.split(" ")));
    }

    @ParameterizedTest(name = "{0} {1} {2} {3} {4} {5}")
    @CsvSource({
        "max, 0.2, , 1, 0, a=0.8;b=0.66;c=0.67, b",
        "max, 0.2, , 1, 0, A=0.8;b=0.6, b",
        "max, 0.2, , 1, 0, a=0.8;B=0.1, ",
        "max, , 0.2, 1, 0, a=0.8;b=0.59;c=0.61, b",
        "min, 0.2, , 1, 0, a=1.0;b=1.21;c=1.19, b",
        "min, , 0.5, 1, 0, a=1.0;b=1.51;c=1.49, b",
        "max, 0.2, , 1, 0, a=-1.0;b=-1.1;c=-1.3, c",
        "max, 0.2, , 2, 0, a=0.8;b=0.1, ",
        "max, 0.2, , 2, 0, a=0.8 0.8;b=0.1 0.1, b",
        "max, 0.2, , 2, 0, a=0.8 0.8;b=0.1 0.1 0.9, b",
        "max, 0.2, , 1, 3, a=0.8 0.8;b=0.1 0.1, ",
        "max, 0.2, , 1, 3, a=0.8 0.8 0.8;b=0.1 0.1 0.1, b",
        "max, 0.2, , 1, 0, a=0.1 0.9;b=0.1, ",
        "max, 0.2, , 1, 0, a=0.8;b=0.9 0.1, ",
    })
    void banditGivesUpWhatIsOutOfSlack(
            String goal, Double factor, Double amount, int interval, int delay, String logged, String expected) {
        EarlyTermination policy = new EarlyTermination(Type.Bandit, interval, delay, factor, amount, 0);

        assertThat(losers(policy, logged, goal)).isEqualTo(names(expected));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "max, a=0.9;b=0.5;c=0.1, c",
        "max, a=0.9 0.9;b=0.5 0.5;c=0.1 0.6, ",
        "max, a=0.9 0.9;b=0.5 0.5;c=0.1 0.4, c",
        "min, a=0.9;b=0.5;c=0.1, a",
        "max, A=0.9;B=0.8;c=0.1, c",
        "max, a=0.9;b=0.1, b",
        "max, a=0.9, ",
    })
    void medianStoppingGivesUpWhatIsWorseThanTheMedianOfAverages(String goal, String logged, String expected) {
        EarlyTermination policy = new EarlyTermination(Type.MedianStopping, 1, 0, null, null, 0);

        assertThat(losers(policy, logged, goal)).isEqualTo(names(expected));
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource({
        "max, 20, a=5;b=4;c=3;d=2;e=1, e",
        "max, 40, a=5;b=4;c=3;d=2;e=1, d e",
        "max, 39, a=5;b=4;c=3;d=2;e=1, e",
        "min, 20, a=5;b=4;c=3;d=2;e=1, a",
        "max, 20, a=5;b=4;c=3;d=2, ",
        "max, 20, a=5;b=4;c=3;d=2;E=1, ",
        "max, 50, a=1;b=1, b",
    })
    void truncationSelectionGivesUpTheLowestPart(String goal, int percentage, String logged, String expected) {
        EarlyTermination policy = new EarlyTermination(Type.TruncationSelection, 1, 0, null, null, percentage);

        assertThat(losers(policy, logged, goal)).isEqualTo(names(expected));
    }
}
