package io.mltwin.identity.directory.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.DirectoryUnderTest;
import io.mltwin.identity.DirectoryUnderTest.User;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Smart lockout when many passwords of one user come at once. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class PasswordLockoutResourceTest {

    private static final int AT_ONCE = 60;
    private static final int LIMIT = 10;
    private static final int WRONG = 50126;
    private static final int LOCKED = 50053;

    @FromPlatform
    TestPlatform platform;

    private DirectoryUnderTest directory;
    private User user;

    @BeforeEach
    void aUser() {
        directory = new DirectoryUnderTest(platform);
        user = directory.user(directory.tenant(false), false);
    }

    @Test
    void guessesAtOnceAreJudgedUpToTheLockAlone() throws Exception {
        List<Integer> answers = atOnce(IntStream.range(0, AT_ONCE)
                .<Callable<Integer>>mapToObj(i ->
                        () -> DirectoryUnderTest.code(directory.password(user.tenantId(), user.name(), "guess-" + i)))
                .toList());

        assertThat(answers).containsOnly(WRONG, LOCKED);
        assertThat(answers).filteredOn(code -> code == WRONG).hasSize(LIMIT);
        // and the right one tells nothing
        assertThat(DirectoryUnderTest.code(directory.password(user.tenantId(), user.name(), user.password())))
                .isEqualTo(LOCKED);
    }

    @Test
    void whoeverKnowsThePasswordIsLetInHoweverOftenAtOnce() throws Exception {
        List<Integer> answers = atOnce(IntStream.range(0, AT_ONCE)
                .<Callable<Integer>>mapToObj(i -> () -> directory
                        .password(user.tenantId(), user.name(), user.password())
                        .statusCode())
                .toList());

        assertThat(answers).containsOnly(200);
        // nothing was counted: nine wrong ones do not lock yet
        for (int i = 1; i < LIMIT; i++) {
            assertThat(DirectoryUnderTest.code(directory.password(user.tenantId(), user.name(), "guess-" + i)))
                    .isEqualTo(WRONG);
        }
        directory.password(user.tenantId(), user.name(), user.password()).then().statusCode(200);
    }

    private static List<Integer> atOnce(List<Callable<Integer>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Integer>> running = new ArrayList<>();
            for (Callable<Integer> call : calls) {
                running.add(threads.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            start.countDown();
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> answer : running) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
