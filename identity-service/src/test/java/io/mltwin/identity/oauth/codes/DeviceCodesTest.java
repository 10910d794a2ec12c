package io.mltwin.identity.oauth.codes;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.AzureException;
import io.mltwin.identity.oauth.codes.DeviceCodeEntity.State;
import io.mltwin.identity.oauth.codes.DeviceCodes.Polled;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a device is told that asks whether its user has decided. */
class DeviceCodesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final DeviceCodes.Found FOUND = new DeviceCodes.Found("grant", null, null);

    @ParameterizedTest
    @CsvSource({
        "PENDING, 1, , authorization_pending, 70016",
        "PENDING, 1, -4, authorization_pending, 70016",
        "PENDING, 1, -3, slow_down, 70016",
        "PENDING, 1, 0, slow_down, 70016",
        "PENDING, 0, -4, expired_token, 70020",
        "APPROVED, 0, , expired_token, 70020",
        "DECLINED, 0, , expired_token, 70020",
        "DECLINED, 1, , authorization_declined, 70017",
        "REDEEMED, 1, , invalid_grant, 54005",
    })
    void aDeviceIsToldWhyItHasNoToken(State state, long expiresIn, Long polledIn, String error, String code) {
        // Given
        Polled polled = new Polled(
                state, NOW.plusSeconds(expiresIn), polledIn == null ? null : NOW.plusSeconds(polledIn), FOUND);

        // When
        AzureException refusal = refusal(polled);

        // Then
        assertThat(refusal.code()).isEqualTo(error);
        assertThat(refusal.content().innerCode()).isEqualTo(code);
    }

    @Test
    void approvalIsFoundHoweverOftenTheDeviceAsked() {
        // Given
        Polled polled = new Polled(State.APPROVED, NOW.plusSeconds(1), NOW, FOUND);

        // When
        DeviceCodes.Found found = polled.requireApproved(NOW);

        // Then
        assertThat(found).isSameAs(FOUND);
    }

    private static AzureException refusal(Polled polled) {
        try {
            polled.requireApproved(NOW);
            throw new AssertionError("accepted");
        } catch (AzureException refused) {
            return refused;
        }
    }
}
