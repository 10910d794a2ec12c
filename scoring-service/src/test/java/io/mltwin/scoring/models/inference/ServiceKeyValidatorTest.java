package io.mltwin.scoring.models.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.scoring.models.services.Authentication;
import io.mltwin.scoring.models.services.Deployment;
import io.mltwin.scoring.models.services.ReplicaRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceKeyValidatorTest {

    private static final String PRIMARY = "primarykeyprimarykeyprimarykey12";
    private static final String SECONDARY = "secondarykeysecondarykeysecond12";

    private static final Deployment DEPLOYMENT = new Deployment(
            "e",
            "/w",
            "s",
            "ACI",
            "Healthy",
            Authentication.KEY,
            PRIMARY,
            SECONDARY,
            null,
            false,
            false,
            null,
            null,
            null,
            null,
            null,
            ReplicaRule.ONE);

    @ParameterizedTest(name = "{0} passes: {1}")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Bearer " + PRIMARY + ",true",
                "Bearer " + SECONDARY + ",true",
                "bearer " + PRIMARY + ",true",
                "Bearer  " + PRIMARY + ",true",
                PRIMARY + ",false",
                "Bearer" + PRIMARY + ",false",
                "Bearer ,false",
                "Bearer " + PRIMARY + "x,false",
                "Bearer " + PRIMARY + " x,false",
                "Bearer PRIMARYKEYPRIMARYKEYPRIMARYKEY12,false",
                "Basic " + PRIMARY + ",false",
                "Bearer a.b.c,false"
            })
    void aKeyIsSentAsBearer(String header, boolean passes) {
        assertThat(ServiceKeyValidator.passes(Bearer.of(header), DEPLOYMENT)).isEqualTo(passes);
    }

    @Test
    void noHeaderIsNoKey() {
        assertThat(ServiceKeyValidator.passes(Bearer.of(null), DEPLOYMENT)).isFalse();
    }
}
