package io.mltwin.identity.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeKeyTest {

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/Subscriptions/S/, /subscriptions/s",
        "/a//b, /a/b",
        "subscriptions/s, ",
        "/a/../b, ",
        "/a/./b, ",
        "'', ",
    })
    void isNormalized(String scope, String key) {
        assertThat(ScopeKey.of(scope)).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "/, /subscriptions/s, true",
        "/subscriptions/s, /subscriptions/s, true",
        "/subscriptions/s, /subscriptions/s/resourcegroups/r, true",
        "/subscriptions/s, /subscriptions/s2, false",
        "/subscriptions/s/resourcegroups/r, /subscriptions/s, false",
    })
    void coversItselfAndBelow(String scope, String target, boolean expected) {
        assertThat(ScopeKey.covers(scope, target)).isEqualTo(expected);
    }
}
