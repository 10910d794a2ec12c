package io.mltwin.tokencheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.Envelope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanesTest {

    private final Planes planes = new Planes(List.of(
            Plane.aad("/arm", Envelope.ARM, List.of("https://management.azure.com")),
            Plane.anonymous("/arm/metadata", Envelope.ARM),
            Plane.of("/_mltwin/access", Envelope.ARM, TokenKind.SERVICE)));

    @ParameterizedTest(name = "{0} belongs to {1}")
    @CsvSource({
        "/arm, /arm",
        "/arm/, /arm",
        "/arm/subscriptions/s, /arm",
        "/arm/metadata, /arm/metadata",
        "/arm/metadata/endpoints, /arm/metadata",
        "/arm/metadatax, /arm",
        "/_mltwin/clock, /_mltwin",
        "/_mltwin/access/check, /_mltwin/access",
        "/_mltwin/accessx, /_mltwin",
        "/_mltwin/token/explain, /_mltwin/token",
        "/_mltwin/tokens, /_mltwin",
        "/_internal/resources, /_internal",
        "/provider/subscriptions/s, /provider",
        "/q/health/ready, /q/health",
        "/armx,",
        "/ARM/subscriptions/s,",
        "/_MLTWIN/clock,",
        "/q/dev,",
        "/q,",
        "/,",
        "'',"
    })
    void longestPrefixWins(String path, String prefix) {
        Plane plane = planes.find(path);
        assertThat(plane == null ? null : plane.prefix()).isEqualTo(prefix);
    }

    @Test
    void onlyTheNamedPathsAreAnonymous() {
        assertThat(planes.table().stream().filter(Plane::anonymous).map(Plane::prefix))
                .containsExactlyInAnyOrder("/arm/metadata", "/q/health");
    }

    @ParameterizedTest(name = "{1} at {0}: {2}")
    @CsvSource({
        "/blob/one/container/b, https://one.blob.core.test:8442, true",
        "/blob/one, https://ONE.blob.core.test:8442, true",
        "/blob/one/container/b, https://storage.azure.com, true",
        "/blob/two/container/b, https://one.blob.core.test:8442, false",
        "/blob/one/two/b, https://two.blob.core.test:8442, false",
        "/blob, https://one.blob.core.test:8442, false",
        "/blob/, https://.blob.core.test:8442, false",
        "/blob/*/b, https://one.blob.core.test:8442, false",
    })
    void anAccountAcceptsTokensForItsOwnAddressAlone(String path, String audience, boolean accepted) {
        Plane plane = Plane.aad(
                "/blob", Envelope.BLOB, List.of("https://storage.azure.com", "https://{name}.blob.core.test:8442"));

        assertThat(plane.at(path).acceptsAudience(audience)).isEqualTo(accepted);
    }

    @Test
    void acceptWhatTheyWereGiven() {
        // Given
        Plane plane = Plane.aad("/history", Envelope.RUN_HISTORY, List.of("https://ml.azure.com"));
        // When
        Plane more = plane.and(TokenKind.RUN).withOtherSchemes();
        // Then
        assertThat(plane.accepts()).containsExactly(TokenKind.AAD);
        assertThat(plane.otherSchemes()).isFalse();
        assertThat(more.accepts()).containsExactlyInAnyOrder(TokenKind.AAD, TokenKind.RUN);
        assertThat(more.otherSchemes()).isTrue();
        assertThat(more.acceptsAudience("https://ML.azure.com")).isTrue();
        assertThat(more.acceptsAudience("https://ml.azure.com.evil.example")).isFalse();
    }
}
