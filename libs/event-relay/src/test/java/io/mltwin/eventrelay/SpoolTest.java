package io.mltwin.eventrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.testkit.FullDisk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {

    /** Bytes of the shortest record of {@link FullDiskSpool}. */
    private static final int FRAME = 116;

    @TempDir Path folder;

    @Test
    void whatWasAppendedIsShippedOnceAndInOrder() throws IOException {
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

    @ParameterizedTest
    @EnumSource(Durability.class)
    void whatWasNotShippedIsThereAfterARestart(Durability durability) throws IOException {
        // Given
        Spool killed = new Spool(folder, durability);
        append(killed, "one", "two");
        killed.published(killed.next(1));
        // When: no close, as after SIGKILL
        try (Spool restarted = new Spool(folder, Durability.DISK)) {
            append(restarted, "three");
            // Then
            assertThat(shipAll(restarted)).containsExactly("two", "three");
        }
        killed.close();
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void whatAProcessLeftBehindIsNotAppendedTo(Durability durability) throws IOException {
        // Given: never closed, as after a kill
        Spool killed = new Spool(folder, durability);
        append(killed, "one", "two");
        byte[] left = Files.readAllBytes(segments().get(0));
        // When
        try (Spool next = new Spool(folder, durability)) {
            append(next, "three", "four");
            // Then
            assertThat(segments()).hasSize(2);
            assertThat(segments().get(0)).hasBinaryContent(left);
            assertThat(texts(next.next(9))).containsExactly("one", "two");
            assertThat(shipAll(next)).containsExactly("one", "two", "three", "four");
            assertThat(next.next(9)).isEmpty();
        }
        killed.close();
    }

    @Test
    void aRecordIsWholeOrLeftOut() throws IOException {
        // Given
        try (Spool spool = new Spool(folder, Durability.OPERATING_SYSTEM)) {
            append(spool, "one", "", "three and\nmore");
        }
        Files.write(segments().get(0), new byte[] {0, 0, 0, 9, 1, 2}, StandardOpenOption.APPEND);
        // When, Then
        try (Spool restarted = new Spool(folder, Durability.OPERATING_SYSTEM)) {
            assertThat(shipAll(restarted)).containsExactly("one", "", "three and\nmore");
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
    void whatWasAppendedForLaterIsOnTheDiskOnceItIsSaidToBe() throws IOException {
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
    void whatTheDiskDoesNotTakeIsToldToAllThatWait() throws IOException {
        // Given
        Path gone = Files.createDirectory(folder.resolve("gone"));
        Spool spool = new Spool(gone, Durability.DISK);
        Files.delete(gone);
        // When
        List<CompletableFuture<Void>> refused =
                Stream.of("one", "two")
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

    @Test
    void aRestartAfterAllWasShippedAndDeletedLosesNothingThatComesLater() throws IOException {
        // Given
        try (Spool first = new Spool(folder, Durability.DISK)) {
            append(first, "one", "two");
            shipAll(first);
        }
        try (Spool second = new Spool(folder, Durability.DISK)) {
            assertThat(shipAll(second)).isEmpty();
        }
        assertThat(segments()).isEmpty();
        // When
        try (Spool third = new Spool(folder, Durability.DISK)) {
            append(third, "three");
            // Then
            assertThat(shipAll(third)).containsExactly("three");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8, 9, 12})
    void aTornTailIsLeftOut(int missing) throws IOException {
        // Given: the last frame (8 bytes of head, 5 of content) was not written to its end
        try (Spool spool = new Spool(folder, Durability.DISK)) {
            append(spool, "whole", "torn!");
        }
        try (RandomAccessFile file = new RandomAccessFile(segments().get(0).toFile(), "rw")) {
            file.setLength(file.length() - missing);
        }
        // When, Then
        try (Spool restarted = new Spool(folder, Durability.DISK)) {
            append(restarted, "later");
            assertThat(shipAll(restarted)).containsExactly("whole", "later");
        }
    }

    @ParameterizedTest
    @CsvSource({"DISK,0", "OPERATING_SYSTEM,0", "DISK,6144", "DISK,16384"})
    void noRecordThatWasKeptIsLostWhenTheDiskIsFullForAWhile(Durability durability, int reserve)
            throws IOException, InterruptedException {
        // Given
        List<String> kept = new ArrayList<>();
        try (FullDisk program =
                new FullDisk(
                        8,
                        FullDiskSpool.class,
                        folder.toString(),
                        durability.name(),
                        Integer.toString(reserve))) {
            kept.addAll(program.linesUntil("full"));
            int before = kept.size();
            // a reserve that the disk has no room for is none
            assertThat(before * FRAME).isBetween(7_000, reserve == 6144 ? 14_336 : 8_192);
            assertThat(before * FRAME > 8_192).isEqualTo(reserve == 6144);
            // When
            program.free();
            kept.addAll(program.linesUntil("killed"));
            assertThat(kept).hasSize(before + 50);
        }
        // Then
        try (Spool restarted = new Spool(folder, Durability.DISK)) {
            assertThat(shipAll(restarted))
                    .extracting(record -> record.split(" ")[1])
                    .containsExactlyElementsOf(kept);
        }
        assertThat(names()).noneMatch(name -> name.endsWith(".unreadable"));
    }

    @Test
    void whatACrashLeavesOfAReserveIsNoRecord() throws IOException {
        // Given
        SpoolReserve reserve = new SpoolReserve(folder, 1 << 16);
        assertThat(reserve.make()).isTrue();
        Path segment = folder.resolve("000000000001.spool");
        assertThat(reserve.moveTo(segment)).isTrue();
        ActiveSegment.overwriting(segment, Durability.DISK)
                .write(SpoolSegment.frames(List.of("while".getBytes(), "full".getBytes())));
        // When: no close, as after SIGKILL
        try (Spool restarted = new Spool(folder, Durability.DISK)) {
            append(restarted, "later");
            assertThat(shipAll(restarted)).containsExactly("while", "full", "later");
        }
        assertThat(names()).noneMatch(name -> name.endsWith(".unreadable"));
    }

    @Test
    void aReserveIsLeftWhenTheDiskHasRoomAgain() throws IOException {
        // Given
        SpoolReserve reserve = new SpoolReserve(folder, 100_000);
        // When, Then
        assertThat(reserve.isReady()).isFalse();
        assertThat(reserve.make()).isTrue();
        assertThat(reserve.isReady()).isTrue();
        Path segment = folder.resolve("000000000007.spool");
        assertThat(reserve.moveTo(segment)).isTrue();
        assertThat(reserve.moveTo(segment)).isFalse();
        assertThat(SpoolReserve.isUnused(segment, 0)).isTrue();
        try (ActiveSegment active = ActiveSegment.overwriting(segment, Durability.DISK)) {
            active.write(SpoolSegment.frames(List.of(new byte[5])));
            assertThat(SpoolReserve.isUnused(segment, 0)).isFalse();
            assertThat(SpoolReserve.isUnused(segment, 8 + 5)).isTrue();
        }
        assertThat(segment).hasSize(8 + 5);
    }

    @Test
    void aFileThatCannotBeReadToItsEndIsKeptAside() throws IOException {
        // Given
        try (Spool spool = new Spool(folder, Durability.DISK)) {
            append(spool, "first", "second", "third");
        }
        Path segment = segments().get(0);
        byte[] bytes = Files.readAllBytes(segment);
        bytes[8 + 5 + 8] = 'X';
        Files.write(segment, bytes);
        // When
        try (Spool restarted = new Spool(folder, Durability.DISK)) {
            append(restarted, "later");
            assertThat(shipAll(restarted)).containsExactly("first", "later");
        }
        // Then
        Path aside = folder.resolve(segment.getFileName() + ".unreadable");
        assertThat(aside).hasBinaryContent(bytes);
        try (Spool reset = new Spool(folder, Durability.DISK)) {
            reset.clear();
        }
        assertThat(aside).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "x y", "99999999999999999999 0"})
    void aTornCursorShipsAgainWhatIsThere(String cursor) throws IOException {
        // Given
        try (Spool spool = new Spool(folder, Durability.DISK)) {
            append(spool, "one");
        }
        Files.writeString(folder.resolve("cursor"), cursor);
        // When, Then
        try (Spool restarted = new Spool(folder, Durability.DISK)) {
            assertThat(shipAll(restarted)).containsExactly("one");
        }
    }

    @Test
    void alteredContentIsNoRecord() throws IOException {
        // Given
        try (Spool spool = new Spool(folder, Durability.DISK)) {
            append(spool, "whole", "altered");
        }
        try (RandomAccessFile file = new RandomAccessFile(segments().get(0).toFile(), "rw")) {
            file.seek(file.length() - 1);
            file.write('X');
        }
        // When, Then
        try (Spool restarted = new Spool(folder, Durability.DISK)) {
            assertThat(shipAll(restarted)).containsExactly("whole");
        }
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
            assertThat(segments()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void manyThreadsLoseNothing(Durability durability)
            throws IOException, InterruptedException, ExecutionException {
        // Given
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Spool spool = new Spool(folder, durability)) {
            // When
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String text = "record " + i;
                all.add(
                        threads.submit(
                                () -> {
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

    private static void append(Spool spool, String... texts) throws IOException {
        for (String text : texts) {
            spool.append(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static List<String> shipAll(Spool spool) throws IOException {
        List<String> all = new ArrayList<>();
        for (List<SpoolRecord> batch = spool.next(7); !batch.isEmpty(); batch = spool.next(7)) {
            all.addAll(texts(batch));
            spool.published(batch);
        }
        return all;
    }

    private static List<String> texts(List<SpoolRecord> batch) {
        return batch.stream()
                .map(record -> new String(record.content(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".spool")).sorted().toList();
        }
    }
}
