package io.mltwin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Turns of this JVM and of another one. */
class TurnTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration NONE = Duration.ofMillis(300);

    @TempDir
    private Path data;

    private final AtomicInteger restored = new AtomicInteger();

    @BeforeEach
    void dataFolder() throws IOException {
        Files.createDirectory(data.resolve("run"));
    }

    private Turn take(boolean alone, Duration patience) {
        return Turn.take(data, alone, restored::incrementAndGet, patience);
    }

    private CompletableFuture<Turn> later(boolean alone) {
        return CompletableFuture.supplyAsync(() -> take(alone, PATIENCE));
    }

    @Test
    void manyUseThePlatformAtOnce() {
        try (Turn one = take(false, NONE);
                Turn other = take(false, NONE)) {
            assertThat(one).isNotSameAs(other);
        }
        assertThat(restored).hasValue(0);
    }

    @Test
    void aTurnAloneWaitsForUsersOfThePlatform() throws Exception {
        Turn user = take(false, NONE);

        assertThatThrownBy(() -> take(true, NONE))
                .isInstanceOf(MltwinException.class)
                .hasMessageStartingWith("Others use the platform");

        CompletableFuture<Turn> alone = later(true);
        user.close();
        alone.get(1, TimeUnit.MINUTES).close();
        assertThat(restored).hasValue(1);
    }

    @Test
    void aLaterUserWaitsBehindATurnAlone() throws Exception {
        Turn user = take(false, NONE);
        CompletableFuture<Turn> alone = later(true);
        assertClosesGate();

        user.close();
        Turn first = alone.get(1, TimeUnit.MINUTES);
        assertThatThrownBy(() -> take(false, NONE)).isInstanceOf(MltwinException.class);
        first.close();
        take(false, PATIENCE).close();
    }

    /** Users are let in until the one that wants to be alone has come. */
    private void assertClosesGate() {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            try {
                take(false, NONE).close();
            } catch (MltwinException e) {
                return;
            }
        }
        throw new AssertionError("Users are let in for ever.");
    }

    @Test
    void aTurnAloneEndsWithAPlatformAsOthersExpectIt() {
        Turn alone = take(true, NONE);
        assertThat(data.resolve("run/alone")).exists();
        assertThat(restored).hasValue(0);

        alone.close();

        assertThat(restored).hasValue(1);
        assertThat(data.resolve("run/alone")).doesNotExist();
    }

    @Test
    void theNextOneRestoresWhatAKilledJvmLeft() throws Exception {
        Process jvm = new ProcessBuilder(
                        Program.ofJdk("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Alone.class.getName(),
                        data.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(jvm.inputReader().readLine()).isEqualTo("alone");
        assertThatThrownBy(() -> take(false, NONE)).isInstanceOf(MltwinException.class);
        assertThat(restored).hasValue(0);

        jvm.destroyForcibly();

        take(false, PATIENCE).close();
        assertThat(restored).hasValue(1);
        take(false, NONE).close();
        assertThat(restored).hasValue(1);
    }

    @Test
    void aPlatformThatCannotBeRestoredIsRestoredByTheNextOne() {
        Turn alone = Turn.take(
                data,
                true,
                () -> {
                    throw new MltwinException("identity does not answer");
                },
                NONE);
        assertThatThrownBy(alone::close).hasMessage("identity does not answer");

        take(false, NONE).close();

        assertThat(restored).hasValue(1);
    }

    @Test
    void withoutADataFolderThereIsNoTurn() {
        assertThatThrownBy(() -> Turn.take(data.resolve("none"), false, () -> {}, NONE))
                .isInstanceOf(MltwinException.class)
                .hasMessageContaining(data.resolve("none/run/turns").toString());
    }

    /** A JVM that is alone on a platform and does not end by itself. */
    static final class Alone {
        public static void main(String[] arguments) throws Exception {
            Turn.take(Path.of(arguments[0]), true, () -> {}, PATIENCE);
            System.out.println("alone");
            Thread.sleep(Duration.ofHours(1).toMillis());
        }
    }
}
