package io.mltwin.scoring.models.requestlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdsTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00.123Z");

    private final EventIds ids = new EventIds(new SecureRandom());

    @Test
    void aLaterIdComesAfterAnEarlierOne() {
        assertThat(ids.make(NOW)).isLessThan(ids.make(NOW.plusMillis(1)));
        assertThat(ids.make(NOW))
                .startsWith("0" + Long.toHexString(NOW.toEpochMilli()).substring(0, 7));
    }

    @Test
    void idsOfOneMomentDiffer() {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            made.add(ids.make(NOW));
        }
        assertThat(made).hasSize(10_000);
    }

    @Test
    void anIdIsAUuidOfVersionSeven() {
        UUID id = UUID.fromString(ids.make(NOW));

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
    }
}
