package io.mltwin.compute.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mltwin.armweb.AzureException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTest {

    private static final Map<String, Comparator<String>> FIELDS =
            Map.of("Name", Comparator.naturalOrder(), "Length", Comparator.comparing(String::length));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none | c bb aaa",
                "' ' | c bb aaa",
                "Name | aaa bb c",
                "name ASC | aaa bb c",
                "Name desc | c bb aaa",
                "Length  desc | aaa bb c"
            })
    void sorts(String text, String expected) {
        Comparator<String> order = Order.parse(text, FIELDS, Comparator.reverseOrder(), Comparator::reversed);

        assertThat(List.of("bb", "aaa", "c").stream().sorted(order)).containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Colour", "Name up", "Name desc Length", "Name, Length"})
    void refusesTheRest(String text) {
        assertThatThrownBy(() -> Order.parse(text, FIELDS, Comparator.reverseOrder(), Comparator::reversed))
                .isInstanceOfSatisfying(
                        AzureException.class, fault -> assertThat(fault.code()).isEqualTo("InvalidOrderBy"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
                    null | none
                    "Name" | Name
                    [] | none
                    ["Name","Length"] | Name
                    """)
    void aQueryGivesItAsTextOrList(String json, String expected) throws Exception {
        QueryBody query = new QueryBody(null, null, JsonMapper.builder().build().readTree(json), null);

        assertThat(query.order()).isEqualTo(expected);
    }
}
