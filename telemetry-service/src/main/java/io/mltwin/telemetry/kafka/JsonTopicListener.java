package io.mltwin.telemetry.kafka;

import io.mltwin.armweb.Json;

/**
 * Reads the records of one topic from JSON.
 *
 * @param <T> the event
 */
public abstract class JsonTopicListener<T> implements TopicListener<T> {

    private final String topic;
    private final Class<T> type;
    private final String noun;

    /**
     * @param noun what a record is, in the reason for which one is put aside
     */
    protected JsonTopicListener(String topic, Class<T> type, String noun) {
        this.topic = topic;
        this.type = type;
        this.noun = noun;
    }

    @Override
    public final String topic() {
        return topic;
    }

    @Override
    public final T read(byte[] value) throws UnreadableRecordException {
        T event;
        try {
            event = value == null ? null : Json.read(value, type);
        } catch (IllegalStateException e) {
            throw new UnreadableRecordException("no JSON of " + noun);
        }
        require(event);
        return event;
    }

    /**
     * Passes when the event can be stored.
     *
     * @param event null for a record without a value
     * @throws UnreadableRecordException when something is missing
     */
    protected abstract void require(T event) throws UnreadableRecordException;
}
