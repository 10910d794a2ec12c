package io.mltwin.workspace.arm;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which api-versions pass. */
class ApiVersionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2015-01-01",
                "2015-11-01",
                "2016-09-01",
                "2022-10-01",
                "2024-10-01-preview",
                "2025-04-01",
                "2018-05-01-alpha.1",
                "2030-12-31",
                "2020-02-29"
            })
    void datesSince2015Pass(String version) {
        assertThatCode(() -> ApiVersions.check(version)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2014-12-31",
                "1999-01-01",
                "v1",
                "latest",
                "2022-13-01",
                "2021-02-29",
                "20221001",
                "2022-10-01-",
                "2022-10-01preview",
                " 2022-10-01",
                "2022-10-01 "
            })
    void anythingElseIsInvalid(String version) {
        assertThatThrownBy(() -> ApiVersions.check(version))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> org.assertj.core.api.Assertions.assertThat(fault.code())
                                .isEqualTo("InvalidApiVersionParameter"));
    }

    @Test
    void noneIsMissing() {
        assertThatThrownBy(() -> ApiVersions.check(null))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> org.assertj.core.api.Assertions.assertThat(fault.code())
                                .isEqualTo("MissingApiVersionParameter"));
    }
}
