package io.mltwin.telemetry.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.platform.reset.ResetGate;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** At least once from Kafka, once in the database, and nothing lost on the way. */
class EventBatchTest {

    private final List<String> letters = new ArrayList<>();
    private final Store store = new Store();
    private final EventBatch<String> batch = new EventBatch<>(
            store, (record, reason) -> letters.add(text(record.value()) + ": " + reason), new ResetGate());

    @Test
    void aBatchIsStoredInOneGo() {
        batch.store(records("a", "b"));

        assertThat(store.rows).containsExactly("a", "b");
        assertThat(store.transactions).isEqualTo(1);
        assertThat(letters).isEmpty();
    }

    @Test
    void aSecondDeliveryChangesNothing() {
        batch.store(records("a", "b"));

        batch.store(records("a", "b", "c"));

        assertThat(store.rows).containsExactly("a", "b", "c");
        assertThat(letters).isEmpty();
    }

    @Test
    void anUnreadableRecordGoesToTheDeadLettersAndTheOthersAreStored() {
        batch.store(records("a", "?junk", "b"));

        assertThat(store.rows).containsExactly("a", "b");
        assertThat(letters).containsExactly("?junk: unreadable");
    }

    @Test
    void anEventWithoutAPlaceGoesToTheDeadLetters() {
        batch.store(records("a", "homeless"));

        assertThat(store.rows).containsExactly("a");
        assertThat(letters).containsExactly("homeless: no place");
    }

    @Test
    void eventsOfAnotherEpochAreDropped() {
        batch.store(records("a", "before a reset", "b"));

        assertThat(store.rows).containsExactly("a", "b");
        assertThat(letters).isEmpty();
    }

    @Test
    void dataThatTheDatabaseRefusesIsSingledOut() {
        batch.store(records("a", "poison", "b"));

        assertThat(store.rows).containsExactly("a", "b");
        assertThat(letters).containsExactly("poison: the database refuses its data");
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsLostAndNothingIsADeadLetter() {
        // Given
        store.away = true;

        // When
        assertThatThrownBy(() -> batch.store(records("a", "b"))).isInstanceOf(IllegalStateException.class);

        // Then
        assertThat(letters).isEmpty();
        store.away = false;
        batch.store(records("a", "b"));
        assertThat(store.rows).containsExactly("a", "b");
    }

    @Test
    void onlyDataAndConstraintErrorsAreTheRecordsFault() {
        assertThat(EventBatch.isCausedByData(new IllegalStateException(new SQLException("x", "22021"))))
                .isTrue();
        assertThat(EventBatch.isCausedByData(new IllegalStateException(new SQLException("x", "23502"))))
                .isTrue();
        assertThat(EventBatch.isCausedByData(new IllegalStateException(new SQLException("x", "08006"))))
                .isFalse();
        assertThat(EventBatch.isCausedByData(new IllegalStateException(new SQLException("x", "57P01"))))
                .isFalse();
        assertThat(EventBatch.isCausedByData(new IllegalStateException("no SQL at all")))
                .isFalse();
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(String... values) {
        return Arrays.stream(values)
                .map(value -> new ConsumerRecord<>("t", 0, 0L, new byte[0], value.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    /**
     * Keeps what the real listeners keep in the database: all of a transaction or nothing, an event
     * once.
     */
    private static final class Store implements TopicListener<String> {
        private final Set<String> rows = new LinkedHashSet<>();
        private int transactions;
        private boolean away;

        @Override
        public String topic() {
            return "t";
        }

        @Override
        public String read(byte[] value) throws UnreadableRecordException {
            if (text(value).startsWith("?")) {
                throw new UnreadableRecordException("unreadable");
            }
            return text(value);
        }

        @Override
        public long epoch(String event) {
            return event.equals("before a reset") ? -1 : 0;
        }

        @Override
        public List<Rejected> store(List<String> events) {
            if (away) {
                throw new IllegalStateException(new SQLException("connection refused", "08001"));
            }
            if (events.contains("poison")) {
                throw new IllegalStateException(new SQLException("invalid byte sequence", "22021"));
            }
            transactions++;
            List<Rejected> rejected = new ArrayList<>();
            for (int i = 0; i < events.size(); i++) {
                if (events.get(i).equals("homeless")) {
                    rejected.add(new Rejected(i, "no place"));
                } else {
                    rows.add(events.get(i));
                }
            }
            return rejected;
        }
    }
}
