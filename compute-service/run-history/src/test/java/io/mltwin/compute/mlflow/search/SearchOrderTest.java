package io.mltwin.compute.mlflow.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.mlflow.search.SearchField.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchOrderTest {

    private static final SearchFields FIELDS =
            new SearchFields(Set.of(Kind.values()), Map.of("start_time", true, "name", false));

    private record Thing(String id, Double accuracy, String rate) {

        Object value(SearchField field) {
            return switch (field.kind()) {
                case METRIC -> accuracy;
                case PARAM -> rate;
                default -> id;
            };
        }
    }

    private static final List<Thing> THINGS = List.of(
            new Thing("a", 0.5, "x"),
            new Thing("b", null, "y"),
            new Thing("c", Double.NaN, "y"),
            new Thing("d", 0.9, null));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metrics.accuracy | adcb",
                "metrics.accuracy ASC | adcb",
                "metrics.accuracy desc | dacb",
                "params.rate DESC, metrics.accuracy DESC | cbad",
                "params.`rate` | abcd",
                "attributes.name DESC | dcba",
                "name | abcd"
            })
    void orders(String orders, String expected) {
        Comparator<Thing> order = SearchOrder.parse(List.of(orders.split(", ")), FIELDS)
                .comparator(Thing::value, Comparator.comparing(Thing::id));

        assertThat(THINGS.stream().sorted(order).map(Thing::id).collect(Collectors.joining()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "metrics.accuracy up", "metrics.accuracy desc asc", "owner", "metrics.", "a.b", "name, id"})
    void refusesTheRest(String order) {
        assertThat(catchThrowableOfType(AzureException.class, () -> SearchOrder.parse(List.of(order), FIELDS))
                        .code())
                .isEqualTo("INVALID_PARAMETER_VALUE");
    }
}
