package io.mltwin.eventrelay;

import static io.mltwin.eventrelay.SpoolFolder.append;
import static io.mltwin.eventrelay.SpoolFolder.segments;
import static io.mltwin.eventrelay.SpoolFolder.shipAll;
import static io.mltwin.eventrelay.SpoolFolder.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a restart finds of a spool, also after a crash or with damaged files. */
class SpoolRestartTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Durability.class)
    void unshippedRecordIsThereAfterARestart(Durability durability) throws IOException {
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
    void fileOfAnEarlierProcessIsNotAppendedTo(Durability durability) throws IOException {
        // Given: never closed, as after a kill
        Spool killed = new Spool(folder, durability);
        append(killed, "one", "two");
        byte[] left = Files.readAllBytes(segments(folder).get(0));
        // When
        try (Spool next = new Spool(folder, durability)) {
            append(next, "three", "four");
            // Then
            assertThat(segments(folder)).hasSize(2);
            assertThat(segments(folder).get(0)).hasBinaryContent(left);
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
        Files.write(segments(folder).get(0), new byte[] {0, 0, 0, 9, 1, 2}, StandardOpenOption.APPEND);
        // When, Then
        try (Spool restarted = new Spool(folder, Durability.OPERATING_SYSTEM)) {
            assertThat(shipAll(restarted)).containsExactly("one", "", "three and\nmore");
        }
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
        assertThat(segments(folder)).isEmpty();
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
        try (RandomAccessFile file =
                new RandomAccessFile(segments(folder).get(0).toFile(), "rw")) {
            file.setLength(file.length() - missing);
        }
        // When, Then
        try (Spool restarted = new Spool(folder, Durability.DISK)) {
            append(restarted, "later");
            assertThat(shipAll(restarted)).containsExactly("whole", "later");
        }
    }

    @Test
    void aFileThatCannotBeReadToItsEndIsKeptAside() throws IOException {
        // Given
        try (Spool spool = new Spool(folder, Durability.DISK)) {
            append(spool, "first", "second", "third");
        }
        Path segment = segments(folder).get(0);
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
        try (RandomAccessFile file =
                new RandomAccessFile(segments(folder).get(0).toFile(), "rw")) {
            file.seek(file.length() - 1);
            file.write('X');
        }
        // When, Then
        try (Spool restarted = new Spool(folder, Durability.DISK)) {
            assertThat(shipAll(restarted)).containsExactly("whole");
        }
    }
}
