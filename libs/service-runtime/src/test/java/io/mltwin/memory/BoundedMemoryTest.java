package io.mltwin.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundedMemoryTest {

    private static final long MOST_BYTES = 1 << 20;

    private final BoundedMemory<String, String> memory =
            new BoundedMemory<>(MOST_BYTES, Duration.ofHours(1), BoundedMemory::bytes);

    @ParameterizedTest(name = "{0} owners, {1} keys each, values of {2} characters")
    @CsvSource({
        "1, 100000, 10",
        "1, 300, 100000",
        "3, 33000, 10",
        "3, 100, 300000",
        "100, 1000, 10",
        "250, 400, 1000",
        "100000, 1, 10"
    })
    void whatOthersAddPushesOutNobody(int owners, int keys, int characters) {
        // Given
        memory.of("contoso").put("own", "entry");
        String value = "x".repeat(characters);

        // When
        for (int owner = 0; owner < owners; owner++) {
            for (int key = 0; key < keys; key++) {
                memory.of(owner).put(owner + " " + key, value);
                if (key % 100 == 0) {
                    assertThat(memory.of("contoso")).containsEntry("own", "entry");
                }
            }
        }

        // Then
        assertThat(memory.bytes()).isLessThanOrEqualTo(MOST_BYTES);
        assertThat(memory.of("contoso")).containsEntry("own", "entry");
    }

    @Test
    void ownerThatWasAloneGivesTheOthersTheirShares() {
        // Given
        IntStream.range(0, 10_000).forEach(key -> memory.of("first").put("" + key, "value"));
        long alone = memory.bytes();

        // When
        memory.of("second");
        memory.of("third");

        // Then
        assertThat(alone).isBetween(MOST_BYTES - 1_000, MOST_BYTES);
        assertThat(memory.bytes()).isBetween(MOST_BYTES / 3 - 1_000, MOST_BYTES / 3);
    }

    @Test
    void entryIsFoundByItsKeyAloneAndRemovedByIt() {
        // Given
        UUID other = UUID.randomUUID();
        memory.of("first").put("one", "1");
        memory.of(other).put("two", "2");

        // When
        memory.remove("one");

        // Then
        assertThat(memory.find("one")).isEmpty();
        assertThat(memory.find("two")).contains("2");
        memory.clear();
        assertThat(memory.find("two")).isEmpty();
        assertThat(memory.bytes()).isZero();
    }

    @Test
    void entryEndsWithItsTime() {
        // Given
        BoundedMemory<String, String> brief =
                new BoundedMemory<>(MOST_BYTES, Duration.ofMillis(50), BoundedMemory::bytes);

        // When
        brief.of("first").put("one", "1");

        // Then
        await().untilAsserted(() -> assertThat(brief.find("one")).isEmpty());
    }
}
