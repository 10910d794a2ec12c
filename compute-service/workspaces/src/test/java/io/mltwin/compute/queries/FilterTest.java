package io.mltwin.compute.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import io.mltwin.testkit.SmallStack;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

    private static final Set<String> FIELDS = Set.of("RunId", "Status", "ExperimentName");
    private static final Map<String, String> RUN =
            Map.of("RunId", "it's-1", "Status", "Running", "ExperimentName", "bc");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "RunId eq 'it''s-1', true",
                "runid EQ 'it''s-1', true",
                "RunId eq 'other', false",
                "Status ne 'Failed', true",
                "Status ne 'Running', false",
                "Status eq 'Running' and ExperimentName eq 'bc', true",
                "Status eq 'Running' and ExperimentName eq 'x', false",
                "Status eq 'Running'  AND  RunId ne 'x' , true"
            })
    void matches(String text, boolean expected) {
        assertThat(Filter.parse(text, FIELDS).matches(RUN::get)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contains(RunId, 'a')",
                "RunId gt 'a'",
                "Foo eq 'a'",
                "RunId eq a",
                "RunId eq 'a' or RunId eq 'b'",
                "RunId eq 'a' and",
                "(RunId eq 'a')",
                "not RunId eq 'a'",
                "RunId eq 'a' RunId eq 'b'",
                "RunId eq 'a",
                "RunId eq 'a'andStatus eq 'b'"
            })
    void refusesTheRest(String text) {
        AzureException fault = catchThrowableOfType(AzureException.class, () -> Filter.parse(text, FIELDS));
        assertThat(fault).as(text).isNotNull();
        assertThat(fault.status()).isEqualTo(400);
    }

    @Test
    void nothingMatchesEverything() {
        assertThat(Filter.parse(null, FIELDS).matches(RUN::get)).isTrue();
        assertThat(Filter.parse("  ", FIELDS).matches(RUN::get)).isTrue();
        assertThat(Filter.parse("RunId eq 'a'", FIELDS).required("RunId")).isEqualTo("a");
        assertThat(Filter.parse("RunId ne 'a'", FIELDS).required("RunId")).isNull();
    }

    @Test
    void aLongTextNeedsNoStack() {
        String text = "RunId eq '" + "x''".repeat(200_000) + "'";

        assertThat(SmallStack.call(() -> Filter.parse(text, FIELDS).matches(RUN::get)))
                .isFalse();
    }
}
