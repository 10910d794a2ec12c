package io.mltwin.workspace.storage.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {

    @Test
    void namesAreLowerCasedAndSortedValuesDecodedWithPlusKept() {
        QueryParameters query = QueryParameters.parse("Z=1&blockid=YWI%2BLz0%3D&b=x+y&empty&B=a%20b&=v");

        assertThat(query.all().keySet()).containsExactly("", "b", "blockid", "empty", "z");
        assertThat(query.get("blockid")).isEqualTo("YWI+Lz0=");
        assertThat(query.all().get("b")).isEqualTo(List.of("x+y", "a b"));
        assertThat(query.get("empty")).isEmpty();
        assertThat(query.get("none")).isNull();
        assertThat(query.orEmpty("none")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%FF%FE"})
    void whatIsNotEncodedCorrectlyIsRefused(String query) {
        assertThatThrownBy(() -> QueryParameters.parse(query))
                .isInstanceOfSatisfying(
                        AzureException.class, fault -> assertThat(fault.code()).isEqualTo("InvalidUri"));
    }
}
