package io.mltwin.tokencheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.Envelope;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.TestIssuer.Family;
import io.mltwin.testkit.TestPlatform;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * When keys are fetched: at first use, once, again for a new name, and what happens while they
 * cannot be.
 */
class SigningKeysTest {

    private static final String KEYS = "/common/discovery/v2.0/keys";
    private static final Duration PAUSE = Duration.ofMillis(600);

    private static TestPlatform platform;
    private Receiver receiver;
    private Plane plane;

    @BeforeAll
    static void start() {
        platform = TestPlatform.around("keyvault");
    }

    @AfterAll
    static void stop() throws IOException {
        platform.close();
    }

    @BeforeEach
    void newReceiver() {
        platform.calls().reset();
        receiver = Receiver.of(platform, "keyvault");
        plane = Plane.aad("/vault", Envelope.KEY_VAULT, Audiences.vault(receiver.addresses()));
    }

    private static String token() {
        return platform.issuer().aad("https://vault.azure.net", "object").sign();
    }

    private static int fetches() {
        return platform.calls().received("identity", "GET", KEYS).size();
    }

    private Refusal refusal(String token) {
        TokenRefusedException refused =
                catchThrowableOfType(
                        TokenRefusedException.class, () -> receiver.check().check(token, plane));
        return refused == null ? null : refused.refusal();
    }

    @Test
    void areFetchedOnceAtFirstUse() throws TokenRefusedException {
        // Given
        String token = token();
        boolean before = receiver.check().needsNoFetch(token);
        // When
        receiver.check().check(token, plane);
        receiver.check().check(token(), plane);
        // Then
        assertThat(before).isFalse();
        assertThat(receiver.check().needsNoFetch(token)).isTrue();
        assertThat(fetches()).isEqualTo(1);
    }

    @Test
    void areFetchedAgainAtOnceAfterARotation() throws TokenRefusedException {
        // Given
        String old = token();
        receiver.check().check(old, plane);
        Awaitility.await().pollDelay(PAUSE).until(() -> true);
        platform.issuer().rotate(Family.AZURE_AD);
        // When
        receiver.check().check(token(), plane);
        // Then
        assertThat(fetches()).isEqualTo(2);
        assertThat(refusal(old)).isEqualTo(Refusal.UNKNOWN_KEY);
    }

    @Test
    void areNotFetchedForEveryInventedName() {
        // When
        for (int i = 0; i < 50; i++) {
            assertThat(
                            refusal(
                                    platform.issuer()
                                            .aad("https://vault.azure.net", "object")
                                            .keyId("invented" + i)
                                            .sign()))
                    .isEqualTo(Refusal.UNKNOWN_KEY);
        }
        // Then
        assertThat(fetches()).isLessThan(10);
    }

    @Test
    void areKeptWhileTheIssuerIsAway() throws TokenRefusedException {
        // Given
        receiver.check().check(token(), plane);
        platform.stopPeer("identity");
        // When, Then
        try {
            assertThat(receiver.check().check(token(), plane).objectId()).isEqualTo("object");
            String invented =
                    platform.issuer()
                            .aad("https://vault.azure.net", "object")
                            .keyId("other")
                            .sign();
            Awaitility.await()
                    .pollDelay(PAUSE)
                    .untilAsserted(
                            () ->
                                    assertThat(refusal(invented))
                                            .isEqualTo(Refusal.KEYS_UNAVAILABLE));
        } finally {
            platform.startPeer("identity");
        }
    }

    @Test
    void areUnavailableWhileTheIssuerIsAwayAndFetchedOnceItIsBack() {
        // Given
        platform.stopPeer("identity");
        // When
        Refusal away = refusal(token());
        platform.startPeer("identity");
        // Then
        assertThat(away).isEqualTo(Refusal.KEYS_UNAVAILABLE);
        assertThat(refusal(token())).isNull();
    }

    static Stream<PeerAnswer> noKeySets() {
        return Stream.of(
                PeerAnswer.error(500, "InternalServerError", "no"),
                PeerAnswer.error(404, "NotFound", "no"),
                PeerAnswer.json(200, "<html/>"),
                PeerAnswer.json(200, "[]"),
                PeerAnswer.json(200, "{}"));
    }

    @ParameterizedTest
    @MethodSource("noKeySets")
    void areUnavailableWhenTheAnswerIsNoKeySet(PeerAnswer answer) {
        // Given
        platform.calls().answer("identity", "GET", KEYS, answer);
        // When, Then
        assertThat(refusal(token())).isEqualTo(Refusal.KEYS_UNAVAILABLE);
    }

    @Test
    void ofOneIssuerAreNotAskedOfAnother() throws TokenRefusedException {
        // When
        receiver.check().check(token(), plane);
        // Then
        assertThat(platform.calls().received("workspace")).isEmpty();
        assertThat(platform.calls().received("identity")).hasSize(1);
    }
}
