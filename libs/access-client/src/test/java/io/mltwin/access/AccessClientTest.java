package io.mltwin.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.access.AccessClient.Check;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.TestPlatform;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Permission checks over HTTPS: what is kept and for how long, and that no answer is a no. */
class AccessClientTest {

    private static final String CHECK = "/_mltwin/access/check";
    private static final String READ = "Microsoft.KeyVault/vaults/read";
    private static final String SCOPE = "/subscriptions/s/resourceGroups/rg";

    private static TestPlatform platform;
    private AccessClient access;
    private Caller caller;

    @BeforeAll
    static void start() {
        platform = TestPlatform.around("keyvault");
    }

    @AfterAll
    static void stop() throws IOException {
        platform.close();
    }

    @BeforeEach
    void newClient() {
        platform.calls().reset();
        platform.decisions().reset();
        access = AskingService.in(platform).access();
        caller = caller(List.of());
    }

    private static Caller caller(List<String> groups) {
        return new Caller("tenant", UUID.randomUUID().toString(), "app", null, groups);
    }

    private static int questions() {
        return platform.calls().received("identity", "POST", CHECK).size();
    }

    private static AzureException fault(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        return catchThrowableOfType(AzureException.class, work);
    }

    @Test
    void actionThatNothingAllowsIsDenied() {
        AzureException denied = fault(() -> access.require(caller, READ, SCOPE));
        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.code()).isEqualTo("AuthorizationFailed");
        assertThat(denied.getMessage()).contains(caller.objectId(), READ, SCOPE);
    }

    @Test
    void theEventLoopIsAnsweredFromMemoryAndNeverAsks() throws Exception {
        // Given
        platform.decisions().allow(caller.objectId(), READ, SCOPE);
        Check check = new Check(READ, SCOPE, false);
        Vertx vertx = Vertx.vertx();
        try {
            assertThat(onEventLoop(vertx, () -> access.isAllowed(caller, check)))
                    .isEqualTo("WorkerNeededException");
            int before = questions();
            access.isAllowed(caller, check);
            // When
            String kept = onEventLoop(vertx, () -> access.isAllowed(caller, check));
            // Then
            assertThat(before).isZero();
            assertThat(kept).isEqualTo("true");
        } finally {
            vertx.close();
        }
    }

    /** The answer, or the name of the exception. */
    private static String onEventLoop(Vertx vertx, Supplier<Boolean> question) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        vertx.runOnContext(none -> {
            try {
                answer.complete(question.get().toString());
            } catch (RuntimeException thrown) {
                answer.complete(thrown.getClass().getSimpleName());
            }
        });
        return answer.get(10, TimeUnit.SECONDS);
    }

    @Test
    void allowedIsKeptForASecondAtMost() {
        // Given
        platform.decisions().allow(caller.objectId(), READ, SCOPE);
        access.require(caller, READ, SCOPE);
        // When
        access.require(caller, READ, SCOPE);
        access.require(caller, READ.toUpperCase(java.util.Locale.ROOT), SCOPE + "");
        int asked = questions();
        platform.decisions().revoke(caller.objectId());
        // Then
        assertThat(asked).isEqualTo(1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(4))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !access.isAllowed(caller, new Check(READ, SCOPE, false)));
    }

    /** What identity said long ago and what arrives late must not be kept a second from then. */
    @Test
    void allowedIsKeptFromWhenItWasAskedForNotFromItsAnswer() {
        // Given
        AtomicLong millis = new AtomicLong();
        AskingService service = AskingService.in(platform);
        AccessClient late = new AccessClient(
                service.http(),
                service.tokens(),
                // each answer takes half a second to come
                () -> (millis.get() + 500L * questions()) * 1_000_000L);
        platform.decisions().allow(caller.objectId(), READ, SCOPE);
        late.require(caller, READ, SCOPE);
        // When
        millis.set(399);
        late.require(caller, READ, SCOPE);
        int inTime = questions();
        millis.set(400);
        late.require(caller, READ, SCOPE);
        // Then
        assertThat(inTime).isEqualTo(1);
        assertThat(questions()).isEqualTo(2);
    }

    @Test
    void deniedIsNeverKept() {
        // Given
        boolean before = access.isAllowed(caller, new Check(READ, SCOPE, false));
        // When
        platform.decisions().allow(caller.objectId(), READ, SCOPE);
        // Then
        assertThat(before).isFalse();
        assertThat(access.isAllowed(caller, new Check(READ, SCOPE, false))).isTrue();
        assertThat(questions()).isEqualTo(2);
    }

    @Test
    void actionsAndDataActionsAreDifferentQuestions() {
        // Given
        platform.decisions().allow(caller.objectId(), READ, SCOPE);
        // When
        access.require(caller, READ, SCOPE);
        access.isAllowed(caller, new Check(READ, SCOPE, true));
        // Then
        assertThat(platform.decisions().asked()).extracting("data").containsExactly(false, true);
    }

    @Test
    void groupsAreAskedForAndKeptApart() {
        // Given
        Caller member = caller(List.of("g1"));
        Caller left = new Caller("tenant", member.objectId(), "app", null, List.of());
        platform.decisions().allow("g1", READ, SCOPE);
        // When, Then
        access.require(member, READ, SCOPE);
        assertThat(access.isAllowed(left, new Check(READ, SCOPE, false))).isFalse();
    }

    @Test
    void manyQuestionsGoInCallsOfFiveHundred() {
        // Given
        List<Check> checks = new ArrayList<>();
        for (int i = 0; i < 1001; i++) {
            checks.add(new Check(READ, SCOPE + "/" + i, false));
        }
        platform.decisions().allow(caller.objectId(), READ, SCOPE + "/1000");
        // When
        List<Boolean> answers = access.decide(caller, checks);
        // Then
        assertThat(answers).hasSize(1001);
        assertThat(answers.indexOf(true)).isEqualTo(1000);
        assertThat(questions()).isEqualTo(3);
    }

    @Test
    void aRefusalNamesItsDecisionAndWhatBlockedIt() {
        // Given
        platform.calls()
                .answer(
                        "identity",
                        "POST",
                        CHECK,
                        PeerAnswer.json(
                                200,
                                "{\"decisions\":[false],\"denial\":{\"id\":\"d1\",\"denyAssignment\":"
                                        + "{\"name\":\"managed\",\"id\":\"abc\",\"scope\":\"/subscriptions/s\"}}}"));
        // When
        AzureException denied = fault(() -> access.require(caller, READ, SCOPE));
        // Then
        assertThat(denied.code()).isEqualTo("DenyAssignmentAuthorizationFailed");
        assertThat(denied.getMessage()).contains("'managed'", "'abc'", READ, SCOPE);
        assertThat(denied.content().headers()).containsEntry("x-ms-mltwin-decision", "d1");
        // and what was told is not told again about something else
        assertThat(access.refusal(caller, READ, SCOPE).content().headers()).isEmpty();
    }

    /** At most one more where the answer grew old meanwhile. */
    @Test
    void keptDecisionCostsNoCall() {
        // Given
        platform.decisions().allow(caller.objectId(), READ, SCOPE);
        access.require(caller, READ, SCOPE);
        int asked = questions();
        // When
        for (int check = 0; check < 1000; check++) {
            access.require(caller, READ, SCOPE);
        }
        // Then
        assertThat(questions() - asked).isLessThanOrEqualTo(1);
    }

    static List<PeerAnswer> noAnswers() {
        return List.of(
                PeerAnswer.error(500, "InternalServerError", "no"),
                PeerAnswer.error(401, "InvalidAuthenticationToken", "no"),
                PeerAnswer.json(200, "{}"),
                PeerAnswer.json(200, "{\"decisions\":[]}"),
                PeerAnswer.json(200, "{\"decisions\":[true,true]}"),
                PeerAnswer.json(200, "{\"decisions\":[null]}"),
                PeerAnswer.json(200, "true"),
                PeerAnswer.json(200, "<html/>"),
                PeerAnswer.status(204));
    }

    @ParameterizedTest
    @MethodSource("noAnswers")
    void noProperAnswerIsARefusal(PeerAnswer answer) {
        // Given
        platform.calls().answer("identity", "POST", CHECK, answer);
        // When
        AzureException refused = fault(() -> access.require(caller, READ, SCOPE));
        // Then
        assertThat(refused).isNotNull();
        assertThat(refused.status()).isIn(502, 503);
    }

    @Test
    void identityAwayIsARefusal() {
        // Given
        platform.decisions().allowAll(caller.objectId());
        access.require(caller, READ, SCOPE);
        platform.stopPeer("identity");
        // When, Then
        try {
            assertThat(fault(() -> access.require(caller, "Microsoft.KeyVault/vaults/write", SCOPE))
                            .status())
                    .isEqualTo(503);
        } finally {
            platform.startPeer("identity");
        }
    }
}
