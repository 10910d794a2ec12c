package io.mltwin.scoring.registry.repositories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "repository:a/b:pull,push | repository:a/b:push | true",
                "repository:a/b:pull      | repository:a/b:push | false",
                "repository:a/b:*         | repository:a/b:delete | true",
                "repository:a/b:pull      | repository:a/c:pull | false",
                "repository:a:pull        | repository:a/b:pull | false",
                "registry:catalog:*       | registry:catalog:*  | true",
                "repository:catalog:*     | registry:catalog:*  | false"
            })
    void coversItsOwnNameAndActionsOnly(String granted, String wanted, boolean covers) {
        assertThat(one(granted).covers(one(wanted))).isEqualTo(covers);
    }

    @Test
    void severalComeInOneParameterOrInSeveral() {
        assertThat(Scope.parse(List.of("repository:a:pull repository:b:push", "registry:catalog:*")))
                .hasSize(3);
        assertThat(one("repository:host:5000/a:pull").name()).isEqualTo("host:5000/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"repository", "repository:a", "repository::pull", "repository:a:", "plugin:a:pull"})
    void malformedOnesAreRefused(String text) {
        assertThatThrownBy(() -> Scope.parse(List.of(text))).isInstanceOf(AzureException.class);
    }

    private static Scope one(String text) {
        return Scope.parse(List.of(text.trim())).get(0);
    }
}
