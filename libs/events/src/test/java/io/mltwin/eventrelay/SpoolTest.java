package io.mltwin.eventrelay;

import static io.mltwin.eventrelay.SpoolFolder.append;
import static io.mltwin.eventrelay.SpoolFolder.segments;
import static io.mltwin.eventrelay.SpoolFolder.shipAll;
import static io.mltwin.eventrelay.SpoolFolder.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is appended to a spool and read from it. */
class SpoolTest {

    @TempDir
    Path folder;

    @Test
    void appendedRecordsAreShippedOnceAndInOrder() throws IOException {
        try (Spool spool = new Spool(folder, Durability.DISK)) {
            // Given
            append(spool, "one", "two", "three");
            // When
            List<SpoolRecord> first = spool.next(2);
            spool.published(first);
            List<SpoolRecord> second = spool.next(2);
            spool.published(second);
            // Then
            assertThat(texts(first)).containsExactly("one", "two");
            assertThat(texts(second)).containsExactly("three");
            assertThat(spool.next(2)).isEmpty();
        }
    }

    @Test
    void tellsOfEachAppendThatWasKept() throws IOException {
        // Given
        List<String> told = new ArrayList<>();
        try (Spool spool = new Spool(folder, Durability.DISK)) {
            spool.onAppend(() -> told.add("kept"));
            // When
            append(spool, "one", "two");
            // Then
            assertThat(told).hasSize(2);
        }
    }

    @Test
    void recordAppendedForLaterIsOnTheDiskOnceItIsSaidToBe() throws IOException {
        // Given
        Spool killed = new Spool(folder, Durability.DISK);
        List<CompletableFuture<Void>> kept = new ArrayList<>();
        // When
        for (int i = 0; i < 500; i++) {
            kept.add(killed.appendLater(Integer.toString(i).getBytes(StandardCharsets.UTF_8)));
        }
        kept.forEach(CompletableFuture::join);
        // Then: no close, as after SIGKILL
        try (Spool restarted = new Spool(folder, Durability.DISK)) {
            assertThat(shipAll(restarted))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 500).mapToObj(Integer::toString).toList());
        }
        killed.close();
    }

    @Test
    void failureOfTheDiskIsToldToAllThatWait() throws IOException {
        // Given
        Path gone = Files.createDirectory(folder.resolve("gone"));
        Spool spool = new Spool(gone, Durability.DISK);
        Files.delete(gone);
        // When
        List<CompletableFuture<Void>> refused = Stream.of("one", "two")
                .map(text -> spool.appendLater(text.getBytes(StandardCharsets.UTF_8)))
                .toList();
        // Then
        for (CompletableFuture<Void> one : refused) {
            assertThatThrownBy(one::join).hasCauseInstanceOf(IOException.class);
        }
        Files.createDirectory(gone);
        assertThat(spool.appendLater(new byte[] {1})).succeedsWithin(Duration.ofSeconds(60));
        spool.close();
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void isEmptyAfterItWasClearedAndGoesOn(Durability durability) throws IOException {
        try (Spool spool = new Spool(folder, durability)) {
            // Given
            append(spool, "before", "the reset");
            // When
            spool.clear();
            append(spool, "after");
            // Then
            assertThat(shipAll(spool)).containsExactly("after");
        }
        try (Spool restarted = new Spool(folder, Durability.DISK)) {
            assertThat(shipAll(restarted)).isEmpty();
        }
    }

    @Test
    void shippedFilesAreDeleted() throws IOException {
        // Given
        String large = "x".repeat(1 << 19);
        try (Spool spool = new Spool(folder, Durability.DISK)) {
            for (int i = 0; i < 20; i++) {
                append(spool, i + large);
            }
            // When
            List<String> shipped = shipAll(spool);
            append(spool, "after");
            List<String> after = shipAll(spool);
            // Then
            assertThat(shipped).hasSize(20);
            assertThat(after).containsExactly("after");
            assertThat(segments(folder)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void manyThreadsLoseNothing(Durability durability) throws IOException, InterruptedException, ExecutionException {
        // Given
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Spool spool = new Spool(folder, durability)) {
            // When
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String text = "record " + i;
                all.add(threads.submit(() -> {
                    append(spool, text);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            // Then
            assertThat(shipAll(spool)).hasSize(400).doesNotHaveDuplicates();
        } finally {
            threads.shutdownNow();
        }
    }
}
