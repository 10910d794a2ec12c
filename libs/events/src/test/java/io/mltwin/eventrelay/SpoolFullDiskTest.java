package io.mltwin.eventrelay;

import static io.mltwin.eventrelay.SpoolFolder.append;
import static io.mltwin.eventrelay.SpoolFolder.names;
import static io.mltwin.eventrelay.SpoolFolder.shipAll;
import static io.mltwin.eventrelay.SpoolFolder.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mltwin.eventrelay.SpoolSegment.SpoolReserve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A spool whose disk is full, and its reserve. */
class SpoolFullDiskTest {

    /** Bytes of the shortest record of {@link FullDiskSpool}. */
    private static final int FRAME = 116;

    /** Bytes of a reserve of a test, and of the records that fill it. */
    private static final int RESERVE = 16 << 20;

    private static final int LARGE = 64 << 10;
    private static final int HEAD = 8;
    private static final List<String> REFUSED = List.of("000000000002.spool", "reserve.new");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"DISK,0", "OPERATING_SYSTEM,0", "DISK,6144", "DISK,16384"})
    void noRecordThatWasKeptIsLostWhenTheDiskIsFullForAWhile(Durability durability, int reserve)
            throws IOException, InterruptedException {
        // Given
        List<String> kept = new ArrayList<>();
        try (FullDisk program =
                new FullDisk(8, FullDiskSpool.class, folder.toString(), durability.name(), Integer.toString(reserve))) {
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
        assertThat(names(folder)).noneMatch(name -> name.endsWith(".unreadable"));
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void aReserveIsUsedToItsEndThoughItIsLargerThanAFile(Durability durability) throws IOException {
        try (Spool spool = new Spool(folder, durability, RESERVE)) {
            // Given: as the relay does, which makes the reserve
            spool.next(1);
            refuseNewFiles();
            List<String> kept = new ArrayList<>();
            List<String> shipped = new ArrayList<>();
            // When: published as they come, so that a file that is large enough is left
            while (kept.size() * LARGE < 6 << 20) {
                kept.add(appendLarge(spool, kept.size()));
                if (kept.size() % 9 == 0) {
                    List<SpoolRecord> batch = spool.next(7);
                    shipped.addAll(texts(batch));
                    spool.published(batch);
                }
            }
            while (HEAD + LARGE + kept.size() * (HEAD + LARGE) <= RESERVE) {
                kept.add(appendLarge(spool, kept.size()));
            }
            // Then
            assertThatThrownBy(() -> appendLarge(spool, kept.size()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the disk is full, and its reserve is used up");
            allowNewFiles();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                spool.next(1);
                return Files.exists(folder.resolve("reserve"));
            });
            assertThat(folder.resolve("reserve")).hasSize(RESERVE);
            kept.add(appendLarge(spool, kept.size()));
            shipped.addAll(shipAll(spool));
            assertThat(shipped).hasSize(kept.size()).isEqualTo(kept);
        }
    }

    /** Does what a full disk does: no file of events and no reserve can be made. */
    private void refuseNewFiles() throws IOException {
        // a link, which a reserve takes the place of
        Files.createSymbolicLink(
                folder.resolve("000000000001.spool"), folder.resolve("full").resolve("none"));
        for (String name : REFUSED) {
            Files.createDirectories(folder.resolve(name).resolve("full"));
        }
    }

    private void allowNewFiles() throws IOException {
        for (String name : REFUSED) {
            Files.delete(folder.resolve(name).resolve("full"));
            Files.delete(folder.resolve(name));
        }
    }

    private static String appendLarge(Spool spool, int number) throws IOException {
        String text = number + " " + "x".repeat(LARGE - (number + " ").length());
        append(spool, text);
        return text;
    }

    @Test
    void restOfAReserveAfterACrashIsNoRecord() throws IOException {
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
        assertThat(names(folder)).noneMatch(name -> name.endsWith(".unreadable"));
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
}
