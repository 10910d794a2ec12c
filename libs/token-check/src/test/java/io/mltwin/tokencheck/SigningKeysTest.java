package io.mltwin.tokencheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.Envelope;
import io.mltwin.platform.ServiceName;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.TestIssuer.Family;
import io.mltwin.testkit.TestPlatform;
import io.mltwin.tokencheck.SigningKeys.OwnSigningKeys;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
        TokenRefusedException refused = catchThrowableOfType(
                TokenRefusedException.class, () -> receiver.check().check(token, plane));
        return refused == null ? null : refused.refusal();
    }

    @Test
    void areFetchedOnceAtFirstUse() throws TokenRefusedException {
        // Given
        String token = token();
        boolean before = receiver.check().fetchKeys(token) == null;
        // When
        receiver.check().check(token, plane);
        receiver.check().check(token(), plane);
        // Then
        assertThat(before).isFalse();
        assertThat(receiver.check().fetchKeys(token)).isNull();
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
            assertThat(refusal(platform.issuer()
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
            String invented = platform.issuer()
                    .aad("https://vault.azure.net", "object")
                    .keyId("other")
                    .sign();
            Awaitility.await()
                    .pollDelay(PAUSE)
                    .untilAsserted(() -> assertThat(refusal(invented)).isEqualTo(Refusal.KEYS_UNAVAILABLE));
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
        Awaitility.await().untilAsserted(() -> assertThat(refusal(token())).isNull());
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

    private static String invented(int number) {
        return platform.issuer()
                .aad("https://vault.azure.net", "object")
                .keyId("invented" + number)
                .sign();
    }

    @Test
    void aSilentIssuerIsAskedOnceForAllAndHoldsNoThread() throws Exception {
        // Given
        List<String> tokens =
                IntStream.range(0, 100).mapToObj(SigningKeysTest::invented).toList();
        platform.stopPeer("identity");
        try (ServerSocket silent = new ServerSocket()) {
            silent.setReuseAddress(true);
            silent.bind(new InetSocketAddress(
                    "localhost",
                    URI.create(receiver.addresses().address(ServiceName.IDENTITY))
                            .getPort()));
            // When
            long start = System.nanoTime();
            Set<CompletableFuture<?>> fetches = new HashSet<>();
            tokens.forEach(token -> fetches.add(receiver.check().fetchKeys(token)));
            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            assertThat(fetches).hasSize(1).doesNotContainNull();
            assertThat(fetches).noneMatch(CompletableFuture::isDone);
        } finally {
            platform.startPeer("identity");
        }
    }

    @Test
    void aFailureStandsForAMoment() throws Exception {
        // Given
        platform.stopPeer("identity");
        try {
            receiver.check().fetchKeys(token()).get(20, TimeUnit.SECONDS);
            // When
            CompletableFuture<?> again = receiver.check().fetchKeys(invented(1));
            // Then
            assertThat(again).isNull();
            assertThat(refusal(token())).isEqualTo(Refusal.KEYS_UNAVAILABLE);
        } finally {
            platform.startPeer("identity");
        }
    }

    @Test
    void aServiceThatIsTheIssuerUsesItsOwnKeys() throws Exception {
        // Given
        Map<String, Key> published = new ConcurrentHashMap<>();
        receiver = Receiver.of(platform, "keyvault", own(published));
        assertThat(refusal(token())).isEqualTo(Refusal.UNKNOWN_KEY);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        // When: a token of a new key comes at once
        published.put("new", pair.getPublic());
        String token = platform.issuer()
                .aad("https://vault.azure.net", "object")
                .keyId("new")
                .signedBy("RS256", pair.getPrivate())
                .sign();
        // Then
        assertThat(refusal(token)).isNull();
        assertThat(fetches()).isZero();
    }

    private static OwnSigningKeys own(Map<String, Key> published) {
        return new OwnSigningKeys() {
            @Override
            public boolean has(Issuers.Family issuer) {
                return issuer == Issuers.Family.AZURE_AD;
            }

            @Override
            public Map<String, Key> published(Issuers.Family issuer) {
                return published;
            }
        };
    }

    @Test
    void keysOfOneIssuerAreNotAskedOfAnother() throws TokenRefusedException {
        // When
        receiver.check().check(token(), plane);
        // Then
        assertThat(platform.calls().received("workspace")).isEmpty();
        assertThat(platform.calls().received("identity")).hasSize(1);
    }
}
