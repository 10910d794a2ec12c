package io.mltwin.compute.mlflow.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.mlflow.search.SearchField.Kind;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchFilterTest {

    private static final SearchFields FIELDS =
            new SearchFields(Set.of(Kind.values()), Map.of("status", false, "run_id", false, "start_time", true));
    private static final Map<SearchField, Object> RUN = Map.of(
            new SearchField(Kind.METRIC, "acc"),
            0.9,
            new SearchField(Kind.METRIC, "val loss"),
            Double.NaN,
            new SearchField(Kind.METRIC, "a/b.c"),
            3.0,
            new SearchField(Kind.PARAM, "lr"),
            "0.1",
            new SearchField(Kind.TAG, "team"),
            "Blue_Team",
            new SearchField(Kind.ATTRIBUTE, "status"),
            "FINISHED",
            new SearchField(Kind.ATTRIBUTE, "run_id"),
            "r-1",
            new SearchField(Kind.ATTRIBUTE, "start_time"),
            1_600_000_000_000L);

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            value = {
                "metrics.acc = 0.9 | true",
                "metric.acc != 0.9 | false",
                "metrics.acc > .5 | true",
                "metrics.acc >= 9e-1 | true",
                "metrics.acc < -1 | false",
                "metrics.acc <= 0.9 | true",
                "metrics.`val loss` > 0 | false",
                "metrics.\"val loss\" != 0 | true",
                "metrics.a/b.c = 3 | true",
                "metrics.missing != 1 | false",
                "params.lr = '0.1' | true",
                "param.lr = \"0.1\" | true",
                "parameters.lr != '0.2' | true",
                "params.lr LIKE '0%' | true",
                "params.missing != 'x' | false",
                "tags.team = 'Blue_Team' | true",
                "tag.team = 'blue_team' | false",
                "tags.team like 'Blue%' | true",
                "tags.team LIKE 'blue%' | false",
                "tags.team ILIKE 'blue_t%' | true",
                "tags.team LIKE '_lue\\%' | false",
                "attributes.status = 'FINISHED' | true",
                "attr.status = 'FAILED' | false",
                "run.status != 'FAILED' | true",
                "status = 'FINISHED' | true",
                "attributes.start_time > 1599999999999 | true",
                "start_time <= 1599999999999 | false",
                "attributes.run_id IN ('r-0', 'r-1') | true",
                "run_id in ('r-0') | false",
                "metrics.acc > 0.5 and params.lr = '0.1' AND tags.team = 'Blue_Team' | true",
                "metrics.acc > 0.5 and params.lr = '0.2' | false"
            })
    void matches(String text, boolean expected) {
        assertThat(SearchFilter.parse(text, FIELDS).matches(RUN::get)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metrics.acc",
                "metrics.acc =",
                "metrics.acc = '0.9'",
                "metrics.acc LIKE '0.9'",
                "metrics. > 1",
                "params.lr = 0.1",
                "params.lr > '0.1'",
                "params.lr IN ('0.1')",
                "tags.team = Blue",
                "tags.team = 'Blue",
                "attributes.owner = 'x'",
                "owner = 'x'",
                "datasets.name = 'x'",
                "status = 'FINISHED' or status = 'FAILED'",
                "status = 'FINISHED' and",
                "(status = 'FINISHED')",
                "not status = 'FINISHED'",
                "status = 'FINISHED'; drop table run",
                "run_id IN 'r'",
                "run_id IN ('r'",
                "status == 'FINISHED'",
                "= 'x'",
                "metrics.acc > 1 metrics.acc > 2"
            })
    void refusesTheRest(String text) {
        AzureException fault = catchThrowableOfType(AzureException.class, () -> SearchFilter.parse(text, FIELDS));

        assertThat(fault).as(text).isNotNull();
        assertThat(fault.status()).isEqualTo(400);
        assertThat(fault.code()).isEqualTo("INVALID_PARAMETER_VALUE");
    }

    @Test
    void nothingMatchesEverything() {
        assertThat(SearchFilter.parse(null, FIELDS).matches(RUN::get)).isTrue();
        assertThat(SearchFilter.parse("  ", FIELDS).matches(RUN::get)).isTrue();
    }

    @Test
    void tellsWhetherMetricsAreNeeded() {
        assertThat(SearchFilter.parse("metrics.acc > 1", FIELDS).usesMetrics()).isTrue();
        assertThat(SearchFilter.parse("params.lr = '1'", FIELDS).usesMetrics()).isFalse();
    }

    @Test
    void longFiltersAreRefused() {
        // Given
        String many = "status = 'a'" + " and status = 'a'".repeat(100);

        // Then
        assertThat(catchThrowableOfType(AzureException.class, () -> SearchFilter.parse(many, FIELDS)))
                .isNotNull();
        assertThat(catchThrowableOfType(
                        AzureException.class, () -> SearchFilter.parse("tags.t = '" + "a".repeat(8_000) + "'", FIELDS)))
                .isNotNull();
    }
}
