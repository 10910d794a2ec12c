package io.mltwin.armweb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryStringTest {

    @ParameterizedTest
    @CsvSource({
        "SKOID=1, skoid, 1",
        "skoid=1&SKOID=2, skoid, 1",
        "s%6Boid=1, skoid, 1",
        "s%E2%84%AAoid=1, skoid,",
        "%C5%BFkoid=1, skoid,",
        "%C5%BFkoid=1&skoid=2, skoid, 2",
        "s%E2%84%AAoid=1&skoid=2, skoid, 2",
        "%EF%BD%93koid=1&skoid=2, skoid, 2",
        "api%C2%ADversion=1, api-version,"
    })
    void onlyLettersOfAsciiHaveNoCaseInNames(String query, String name, String value) {
        assertThat(QueryString.parse(query).get(name)).isEqualTo(value);
    }
}
