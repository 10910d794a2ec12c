package io.mltwin.local.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.layout.DataFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Waiting for some parts while others still start, and how soon one is started again; the parts are
 * processes that only sleep.
 */
class SupervisorTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path root;

    private DataFolder folder;

    @BeforeEach
    void create() throws Exception {
        folder = new DataFolder(root);
        folder.create();
    }

    @Test
    void aPartIsAwaitedWhileAnotherStillStarts() throws Exception {
        Sleeper first = new Sleeper("first", "60", Set.of());
        Sleeper second = new Sleeper("second", "60", Set.of("first"));
        try (Supervisor supervisor = new Supervisor(folder, List.of(first, second), line -> {})) {
            BackgroundCall<Void> start = begin(supervisor);
            first.ready.set(true);

            Assertions.assertTimeoutPreemptively(SOON, () -> supervisor.awaitReady(List.of("first", "nobody")));
            BackgroundCall<Boolean> both = BackgroundCall.begin("both", () -> {
                supervisor.awaitReady(List.of("first", "second"));
                return second.ready.get();
            });
            assertFalse(second.ready.get());
            second.ready.set(true);

            assertTrue(Assertions.assertTimeoutPreemptively(SOON, both::join));
            Assertions.assertTimeoutPreemptively(SOON, start::join);
        }
    }

    @Test
    void aFailureOfAnyPartEndsTheWaiting() throws Exception {
        Sleeper never = new Sleeper("never", "60", Set.of());
        Sleeper ends = new Sleeper("ends", "0", Set.of());
        try (Supervisor supervisor = new Supervisor(folder, List.of(never, ends), line -> {})) {
            BackgroundCall<Void> start = begin(supervisor);

            PartException waiting = assertThrows(
                    PartException.class,
                    () -> Assertions.assertTimeoutPreemptively(SOON, () -> supervisor.awaitReady(List.of("never"))));
            assertTrue(waiting.getMessage().contains("ends"), waiting.getMessage());
            PartException starting =
                    assertThrows(PartException.class, () -> Assertions.assertTimeoutPreemptively(SOON, start::join));
            assertTrue(starting.getMessage().contains("ends"), starting.getMessage());
        }
    }

    @Test
    void partThatNeverAnswersIsGivenUpWithWhatToDo() throws Exception {
        // Given
        Sleeper never = new Sleeper("never", "60", Set.of());
        try (Supervisor supervisor = new Supervisor(folder, List.of(never), line -> {}, Duration.ofMillis(300))) {
            // When
            PartException given = assertThrows(
                    PartException.class, () -> Assertions.assertTimeoutPreemptively(SOON, begin(supervisor)::join));

            // Then
            assertTrue(given.getMessage().contains("never did not start"), given.getMessage());
            assertTrue(given.getMessage().contains("gave no answer within"), given.getMessage());
            assertTrue(given.getMessage().contains("start again"), given.getMessage());
            assertTrue(given.getMessage().contains("Its log: " + folder.log("never")), given.getMessage());
            String moved = given.withLogIn(Path.of("/kept")).getMessage();
            assertTrue(moved.contains("Its log: /kept/never.log"), moved);
        }
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT2S", "PT4.999S, PT2S", "PT5S, PT0.5S", "PT9H, PT0.5S"})
    void whatDiesIsStartedAgainSoonUnlessItHasOnlyJustBegun(Duration life, Duration delay) {
        assertEquals(delay, Supervisor.delayAfter(life));
    }

    private static BackgroundCall<Void> begin(Supervisor supervisor) {
        return BackgroundCall.begin("start", () -> {
            supervisor.start();
            return null;
        });
    }

    private record Sleeper(String name, String seconds, Set<String> startsAfter, AtomicBoolean ready) implements Part {
        Sleeper(String name, String seconds, Set<String> startsAfter) {
            this(name, seconds, startsAfter, new AtomicBoolean());
        }

        @Override
        public int port() {
            return 1;
        }

        @Override
        public void prepare() {}

        @Override
        public ProcessBuilder command() {
            return new ProcessBuilder("sleep", seconds);
        }

        @Override
        public String marker() {
            return seconds;
        }

        @Override
        public boolean answers() {
            return ready.get();
        }
    }
}
