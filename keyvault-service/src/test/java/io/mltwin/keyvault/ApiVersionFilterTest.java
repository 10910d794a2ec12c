package io.mltwin.keyvault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiVersionFilterTest {

    @ParameterizedTest
    @CsvSource({
        "7.0, true",
        "7.4, true",
        "7.6-preview.2, true",
        "2025-07-01, true",
        "2016-10-01, true",
        "2014-10-01, false",
        "2025-13-01, false",
        "2025-01-32, false",
        "6.9, false",
        "latest, false",
        ", false"
    })
    void whatClientsOfAllAgesSendIsAccepted(String version, boolean accepted) {
        assertThat(ApiVersionFilter.isAccepted(version)).isEqualTo(accepted);
    }
}
