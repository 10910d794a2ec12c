package io.mltwin.telemetry.query.kql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.EvaluationBudget;
import io.mltwin.telemetry.query.kql.Rows.Row;
import io.mltwin.telemetry.query.kql.Schema.Column;
import io.mltwin.testkit.SmallStack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The built part of Kusto's language: each row of the tables is a query and what it gives. */
class QueryTest {

    private static final Instant NOW = Instant.parse("2020-11-07T12:30:00Z");
    private static final Schema SCHEMA = new Schema(List.of(
            new Column("timestamp", KqlType.DATETIME),
            new Column("id", KqlType.STRING),
            new Column("success", KqlType.STRING),
            new Column("resultCode", KqlType.STRING),
            new Column("duration", KqlType.REAL),
            new Column("customDimensions", KqlType.DYNAMIC)));

    private static final List<Row> ROWS = List.of(
            row("a", 10, "200", 5.0, Map.of("Service Name", "svc", "ComputeType", "ACI", "StatusCode", "200")),
            row("b", 50, "500", 250.0, Map.of("Service Name", "svc", "ComputeType", "AKS", "StatusCode", "500")),
            row("c", 90, "200", 45.0, Map.of("Service Name", "Other", "ComputeType", "ACI", "StatusCode", "200")),
            row("d", 3000, "401", null, Map.of("UserAgent", "curl/8.0")));

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "true ; a b c d",
                "resultCode == '200' ; a c",
                "resultCode != '200' ; b d",
                "resultCode == 200 ; a c",
                "resultCode in ('401', '500') ; b d",
                "resultCode !in ('401', '500') ; a c",
                "success == true ; a c",
                "success == 'True' ; a c",
                "duration > 45 ; b",
                "duration >= 45 ; b c",
                "duration < 45 ; a",
                "duration <= 45.0 ; a c",
                "duration between (5 .. 45) ; a c",
                "duration * 2 > 80 and duration - 5 < 100 ; c",
                "isnull(duration) ; d",
                "isnotnull(duration) ; a b c",
                "timestamp > ago(1h) ; a b",
                "timestamp > ago(1h) or resultCode == '401' ; a b d",
                "timestamp > now() - 20m ; a",
                "timestamp < datetime(2020-11-07 12:00) ; b c d",
                "timestamp >= datetime(2020-11-07T12:20:00Z) ; a",
                "not(resultCode == '200') ; b d",
                "(resultCode == '200' or resultCode == '500') and duration > 40 ; b c",
                "resultCode == '200' or resultCode == '500' and duration > 400 ; a c",
                "customDimensions.ComputeType == 'ACI' ; a c",
                "customDimensions['Service Name'] == 'svc' ; a b",
                "customDimensions.['Service Name'] == \"svc\" ; a b",
                "customDimensions['Service Name'] =~ 'OTHER' ; c",
                "customDimensions.StatusCode == 200 ; a c",
                "toint(customDimensions.StatusCode) >= 400 ; b",
                "customDimensions contains 'CURL' ; d",
                "customDimensions !contains 'curl' ; a b c",
                "customDimensions.UserAgent startswith 'CURL' ; d",
                "customDimensions.UserAgent has 'curl' ; d",
                "customDimensions.UserAgent has 'cur' ; ",
                "customDimensions.UserAgent endswith '8.0' ; d",
                "isempty(customDimensions.UserAgent) ; a b c",
                "false and false or resultCode == '500' ; b",
                "duration - 5 - 40 >= 0 ; b c",
                "duration + 5 * 2 == 15 ; a",
                "duration / 5 * 9 == 81 and -duration < -40 + -4 ; c",
                "resultCode == '200' and duration between (1 + 3 .. 10 * 2) or id == 'd' ; a d",
                "duration in (2 + 3, 50 - 5) and not(id in ('a')) or id !in ('a', 'b', 'c') ; c d",
                "tostring(customDimensions.ComputeType) == 'AKS' // the rest is a comment ; b",
                "tolower(id) == 'b' ; b",
            })
    void whereSelectsRows(String condition, String ids) {
        assertThat(ids("requests | where " + condition)).isEqualTo(ids == null ? "" : ids);
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "requests | take 2 ; a b",
                "requests | limit 1 ; a",
                "requests | top 2 by duration ; b c",
                "requests | top 1 by duration asc ; d",
                "requests | order by duration desc ; b c a d",
                "requests | sort by resultCode asc, duration desc ; c a d b",
                "requests | where resultCode == '200' | sort by id ; c a",
                "requests | extend twice = duration * 2 | where twice > 80 ; b c",
                "requests | project id, code = resultCode | where code == '500' ; b",
                "requests | filter id == 'a' ; a",
            })
    void stepsFollowEachOther(String query, String ids) {
        assertThat(ids(query)).isEqualTo(ids);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "requests | count ; Count ; 4",
                "requests | where id == 'x' | count ; Count ; 0",
                "requests | summarize count() ; count_ ; 4",
                "requests | where id == 'x' | summarize count() ; count_ ; 0",
                "requests | summarize n = count() by resultCode ; resultCode,n ; 200,2/500,1/401,1",
                "requests | summarize avg(duration), max(duration), min(duration) ; avg_duration,max_duration,min_duration ; 100.0,250.0,5.0",
                "requests | summarize sum(duration) by success ; success,sum_duration ; True,50.0/False,250.0",
                "requests | summarize countif(duration > 40) ; countif_ ; 2",
                "requests | summarize dcount(resultCode) ; dcount_resultCode ; 3",
                "requests | where id != 'd' | summarize count() by bin(timestamp, 1h) ; timestamp,count_ ; 2020-11-07T12:00:00Z,1/2020-11-07T11:00:00Z,2",
                "requests | summarize count() by tostring(customDimensions.ComputeType) ; Column1,count_ ; ACI,2/AKS,1/,1",
                "requests | distinct success ; success ; True/False",
                "requests | where id == 'a' | project customDimensions.ComputeType, customDimensions['Service Name'] ; customDimensions_ComputeType,customDimensions_Service Name ; ACI,svc",
                "requests | where id == 'a' | project bin(duration, 10), 7 / 2, 7 / 2.0, -1 ; duration,Column1,Column2,Column3 ; 0.0,3,3.5,-1",
                "requests | where id == 'a' | extend id = 'z', more = strlen(id) | project id, more ; id,more ; z,1",
                "requests | where id == 'a' | extend d = parse_json('{\"x\": {\"y\": 3}}') | project d.x.y ; d_x_y ; 3",
            })
    void resultsHaveKustosColumnNames(String query, String columns, String rows) {
        // When
        Rows result = run(query);

        // Then
        assertThat(result.schema().columns().stream().map(Column::name).collect(Collectors.joining(",")))
                .isEqualTo(columns);
        assertThat(result.rows()
                        .map(row -> row.values().stream().map(Values::text).collect(Collectors.joining(",")))
                        .collect(Collectors.joining("/")))
                .isEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "| where true",
                "requests | join traces",
                "requests | where",
                "requests | where id ==",
                "requests | where id = 'a'",
                "requests | where (id == 'a'",
                "requests | where id == 'a",
                "requests | where nosuch(id)",
                "requests | take",
                "requests | take 1.5",
                "requests | take many",
                "requests | order id",
                "requests | summarize percentile(duration, 95)",
                "requests | where timestamp > datetime(yesterday)",
                "requests where true",
                "requests; traces",
                "requests | where id == 'a' ! 'b'",
                "requests | where id == 'a' == true",
                "requests | where duration + 1 > 2 < 3",
                "requests | where id in ('a') == true",
                "requests | where duration in (1) + 2",
                "requests | where duration between (1 .. 2) * 3",
                "requests | where duration between (1 > 2 .. 3)",
                "requests | where id 'or' true",
                "requests | where - - duration > 1",
                "requests | where true(1)",
            })
    void whatIsNotUnderstoodIsASyntaxError(String query) {
        assertThatThrownBy(() -> run(query)).isInstanceOfSatisfying(KqlException.class, error -> {
            assertThat(error.code()).isEqualTo("SyntaxError");
            assertThat(error).hasMessageContaining("Supported here");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "requests | where nope == 1",
                "requests | project id | where duration > 1",
                "requests | where id.x == 1",
                "requests | where timestamp > ago(5)",
                "requests | where tolower(id, id) == 'a'",
                "requests | where duration",
                "requests | extend x = id + 1",
                "requests | summarize avg(id)",
                "requests | summarize count() by bin(id, 1h)",
                "requests | where id == 'a' | project bin(duration, 0)",
                "requests | where id == 'a' | project bin(timestamp, 0s)",
            })
    void whatMeansNothingIsASemanticError(String query) {
        assertThatThrownBy(() -> run(query).rows().toList())
                .isInstanceOfSatisfying(
                        KqlException.class, error -> assertThat(error.code()).isEqualTo("SemanticError"));
    }

    @Test
    void deepNestingIsRefused() {
        assertThatThrownBy(() -> run("requests | where " + "(".repeat(5000) + "true" + ")".repeat(5000)))
                .isInstanceOf(KqlException.class);
    }

    @Test
    void takeReadsNoMoreThanItNeeds() {
        // Given
        List<Row> read = new ArrayList<>();
        Rows input = new Rows(SCHEMA, ROWS.stream().peek(read::add), budget(10));

        // When
        List<Row> rows = Query.parse("requests | where true | take 1")
                .run(input, NOW)
                .rows()
                .toList();

        // Then
        assertThat(rows).hasSize(1);
        assertThat(read).hasSize(1);
    }

    private static String ids(String query) {
        Rows result = run(query);
        int id = result.schema().require("id");
        return result.rows().map(row -> (String) row.get(id)).collect(Collectors.joining(" "));
    }

    private static Rows run(String query) {
        return Query.parse(query).run(new Rows(SCHEMA, ROWS.stream(), budget(10)), NOW);
    }

    private static Row row(String id, long minutesAgo, String code, Double duration, Map<String, String> dimensions) {
        List<Object> values = new ArrayList<>();
        values.add(NOW.minus(Duration.ofMinutes(minutesAgo)));
        values.add(id);
        values.add(code.equals("200") ? "True" : "False");
        values.add(code);
        values.add(duration);
        values.add(new ObjectMapper().valueToTree(dimensions));
        return new Row(values);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true or ", "true and ", "1 + ", "1 * ", "(", "not(", "1 in (", "//\n", "true | where "})
    void aQueryIsOnlySoLongAndSoDeep(String part) {
        String text = "requests | where " + part.repeat(1_000_000 / part.length()) + "true";
        String shorter = "requests | where " + part.repeat(60_000 / part.length()) + "true";

        assertThatThrownBy(() -> SmallStack.call(() -> run(text))).isInstanceOf(KqlException.class);
        if (!part.startsWith("//")) {
            assertThatThrownBy(() -> SmallStack.call(() -> run(shorter))).isInstanceOf(KqlException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "not(",
                "1 in (",
                "1 !in (1, ",
                "true or true and true == (",
                "true or true and true == not(",
                "1 + 1 * (",
                "1 + 1 * -toint(",
                "true or not(1 in (",
                "1 == 1 and true == (",
            })
    void theDeepestQueryThatIsTakenIsAnswered(String part) {
        long levels = part.chars().filter(character -> character == '(').count();
        int times = (int) (99 / levels);
        String end = part.startsWith("1 +") ? "1" : "true";
        String query = "requests | extend x = " + part.repeat(times) + end + ")".repeat((int) (times * levels));

        assertThat(SmallStack.call(() -> run(query).rows().toList())).hasSameSizeAs(ROWS);
    }

    @Test
    void theLongestQueryThatIsTakenIsAnswered() {
        String query = "requests | where " + "true and ".repeat(499) + "true | where (((true)))";

        assertThat(SmallStack.call(() -> run(query).rows().toList())).hasSameSizeAs(ROWS);
        assertThat(SmallStack.call(
                        () -> run("requests" + "//\n".repeat(20_000)).rows().toList()))
                .hasSameSizeAs(ROWS);
    }

    @ParameterizedTest(name = "{0} names {1}")
    @CsvSource(
            delimiter = ';',
            nullValues = "none",
            value = {
                "T | render timechart; timechart",
                "T | summarize count() by success | render columnchart; columnchart",
                "T | take 1; none"
            })
    void renderNamesAChart(String query, String visualization) {
        assertThat(Query.parse(query).visualization()).isEqualTo(visualization);
    }

    @ParameterizedTest
    @ValueSource(strings = {"T | render", "T | render cake", "T | render table | take 1"})
    void renderIsTheLastStepAndNamesAKnownChart(String query) {
        assertThatThrownBy(() -> Query.parse(query)).isInstanceOf(KqlException.class);
    }

    private static EvaluationBudget budget(int seconds) {
        return new EvaluationBudget(16 << 20, Duration.ofSeconds(seconds), IllegalStateException::new);
    }

    /** As large as an item may be, and as many as are asked for. */
    private static List<Row> runOnLargeRows(String query, int seconds) {
        String large = "x".repeat(32_000);
        try (EvaluationBudget budget = budget(seconds)) {
            return Query.parse(query)
                    .run(
                            new Rows(
                                    SCHEMA,
                                    IntStream.range(0, 5_000)
                                            .mapToObj(i -> row("r" + i, i, "200", 1.0 * i, Map.of("a", large + i)))
                                            .peek(row -> budget.charge(0)),
                                    budget),
                            NOW)
                    .rows()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0} {1} times")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "T | sort by id ; 1 ; more than 16 MB of memory",
                "T | top 4000 by id ; 1 ; more than 16 MB of memory",
                "T | sort by tostring(customDimensions) ; 1 ; more than 16 MB of memory",
                "T | distinct tostring(customDimensions) ; 1 ; more than 16 MB of memory",
                "T | summarize count() by toupper(tostring(customDimensions)) ; 1 ; more than 16 MB of memory",
                "T | summarize max(tostring(customDimensions)) ; 1 ; more than 16 MB of memory",
                "T | summarize COLUMNS dcount(id) ; 199 ; more than 16 MB of memory",
                "T | project COLUMNS parse_json(toupper(tostring(customDimensions))) ; 199 ; too much time",
                "T | extend COLUMNS parse_json(toupper(tostring(customDimensions))) ; 199 ; too much time",
                "T | where id in ('b' COLUMNS tostring(customDimensions)) ; 1000 ; too much time",
                "T | top 9 by resultCode COLUMNS tostring(customDimensions) contains 'y' ; 400 ; too much time"
            })
    void bombEndsByItsBudget(String query, int times, String why) {
        String[] parts = query.split(" COLUMNS ");
        String whole = query;
        if (parts.length == 2) {
            String end = parts[1].endsWith("))") && parts[0].endsWith("('b'") ? ")" : "";
            String part = parts[1].substring(0, parts[1].length() - end.length());
            boolean first = parts[0].matches(".*(project|extend|summarize)");
            whole = parts[0] + (first ? " " : ", ") + String.join(", ", Collections.nCopies(times, part)) + end;
        }
        String bomb = whole;
        // what its memory ends may take longer on a busy machine
        int seconds = why.equals("too much time") ? 1 : 30;

        assertThatThrownBy(() -> SmallStack.call(() -> runOnLargeRows(bomb, seconds)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "T | count; 1",
                "T | summarize avg(duration) by bin(timestamp, 1h), resultCode; 84",
                "T | top 5 by duration; 5",
                "T | where customDimensions contains 'x' | project id | sort by id; 5000",
                "T | extend size = strlen(tostring(customDimensions)) | project size | take 4000; 4000"
            })
    void whatKeepsLittleReadsAsManyRowsAsThereAre(String query, int rows) {
        assertThat(runOnLargeRows(query, 60)).hasSize(rows);
    }

    @Test
    void aQueryMakesSoManyColumns() {
        for (String operator : List.of("extend", "project", "distinct")) {
            String columns = String.join(",", Collections.nCopies(200, "a=1"));
            assertThat(SmallStack.call(
                            () -> run("T | " + operator + " " + columns).rows().toList()))
                    .isNotEmpty();
            assertThatThrownBy(() -> run("T | " + operator + " " + columns + ",a=1"))
                    .hasMessageStartingWith("The query makes more than 200 columns.");
        }
    }
}
