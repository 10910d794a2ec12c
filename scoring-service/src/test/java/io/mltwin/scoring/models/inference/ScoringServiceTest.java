package io.mltwin.scoring.models.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoringServiceTest {

    @ParameterizedTest
    @CsvSource({"0,0.000", "7,0.007", "1000,1.000", "1234,1.234", "60000050,60000.050"})
    void theModelsTimeHasThreeDecimals(long micros, String millis) {
        assertThat(ScoringService.millis(micros)).isEqualTo(millis);
    }
}
