package io.mltwin.telemetry.kafka;

import java.util.List;

/**
 * Stores the records of one topic.
 *
 * @param <T> the event
 */
public interface TopicListener<T> {

    String topic();

    /**
     * Reads one record.
     *
     * @throws UnreadableRecordException when it is no event of this topic: it goes to the dead
     *     letters
     */
    T read(byte[] value) throws UnreadableRecordException;

    /** Returns the epoch it was published in: consumers drop those of another epoch than theirs. */
    long epoch(T event);

    /**
     * Stores events in one transaction. An event that was stored before is stored no second time:
     * Kafka delivers at least once.
     *
     * @return those that no repetition can store
     */
    List<Rejected> store(List<T> events);

    /**
     * An event that has no place.
     *
     * @param index position among the given events
     */
    record Rejected(int index, String reason) {}
}
