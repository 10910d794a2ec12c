package io.mltwin.telemetry.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.EvaluationBudget;
import io.mltwin.telemetry.query.kql.KqlType;
import io.mltwin.telemetry.query.kql.Rows;
import io.mltwin.telemetry.query.kql.Rows.Row;
import io.mltwin.telemetry.query.kql.Schema;
import io.mltwin.telemetry.query.kql.Schema.Column;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryMapperTest {

    private static final Schema SCHEMA = new Schema(List.of(new Column("message", KqlType.STRING)));

    @ParameterizedTest(name = "{0} rows of {1} characters: {2}")
    @CsvSource({"0, 1, 0", "1000, 10, 1000", "100, 32000, 100", "200, 32000, 125"})
    void aResultHasSoManyBytesAndSaysWhetherItIsWhole(int rows, int characters, int answered) throws Exception {
        // Given
        String message = "x".repeat(characters);
        try (EvaluationBudget budget =
                new EvaluationBudget(16 << 20, Duration.ofMinutes(1), IllegalStateException::new)) {
            Rows result = new Rows(SCHEMA, IntStream.range(0, rows).mapToObj(i -> new Row(List.of(message))), budget);
            // When
            var json =
                    new ObjectMapper().readTree(new ObjectMapper().writeValueAsBytes(QueryMapper.answer(result, null)));
            // Then
            assertThat(json.at("/tables/0/rows")).hasSize(answered);
            assertThat(json.at("/error/code").asText()).isEqualTo(answered < rows ? "PartialError" : "");
            assertThat(json.at("/error/details/0/innererror/message").asText())
                    .contains(answered < rows ? "E_QUERY_RESULT_SET_TOO_LARGE" : "");
        }
    }
}
