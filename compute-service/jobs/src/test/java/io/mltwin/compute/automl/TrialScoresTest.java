package io.mltwin.compute.automl;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.compute.automl.TrialScores.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialScoresTest {

    private static TrialScores scores(PrimaryMetric metric, double... values) {
        List<Score> scores = new ArrayList<>();
        DoubleStream.of(values).forEach(value -> scores.add(new Score("r" + scores.size(), scores.size(), value)));
        return new TrialScores(metric, scores);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "AUC_WEIGHTED, r1",
        "ACCURACY, r1",
        "NORM_MACRO_RECALL, r1",
        "AVERAGE_PRECISION_SCORE_WEIGHTED, r1",
        "PRECISION_SCORE_WEIGHTED, r1",
        "SPEARMAN_CORRELATION, r1",
        "R2_SCORE, r1",
        "NORMALIZED_ROOT_MEAN_SQUARED_ERROR, r2",
        "NORMALIZED_MEAN_ABSOLUTE_ERROR, r2"
    })
    void theBestTrialIsTheEarliestWithTheBestScore(PrimaryMetric metric, String best) {
        TrialScores scores = scores(metric, 0.5, 0.9, 0.1, 0.9, 0.1);

        assertThat(scores.best().orElseThrow().runId()).isEqualTo(best);
    }

    @Test
    void withoutScoresThereIsNoBestTrial() {
        TrialScores scores = scores(PrimaryMetric.ACCURACY);

        assertThat(scores.best()).isEmpty();
        assertThat(scores.reaches(0.0)).isFalse();
        assertThat(scores.isStale()).isFalse();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "ACCURACY, 0.9, true",
        "ACCURACY, 0.91, false",
        "ACCURACY, , false",
        "NORMALIZED_ROOT_MEAN_SQUARED_ERROR, 0.1, true",
        "NORMALIZED_ROOT_MEAN_SQUARED_ERROR, 0.2, true",
        "NORMALIZED_ROOT_MEAN_SQUARED_ERROR, 0.05, false"
    })
    void aScoreReachesTheExitScore(PrimaryMetric metric, Double exitScore, boolean isReached) {
        assertThat(scores(metric, 0.5, 0.9, 0.1).reaches(exitScore)).isEqualTo(isReached);
    }

    @ParameterizedTest(name = "{0} trials, the best is number {1}")
    @CsvSource({"30, 0, false", "31, 0, true", "31, 20, true", "31, 21, false", "45, 34, true"})
    void scoresAreStaleWhenTheLastTenOfMoreThanThirtyAreNoBetter(int trials, int best, boolean isStale) {
        double[] values = new double[trials];
        values[best] = 1;

        assertThat(scores(PrimaryMetric.ACCURACY, values).isStale()).isEqualTo(isStale);
    }
}
