package io.mltwin.eventrelay;

import java.io.IOException;

/**
 * Events that a service publishes to one topic. The relay takes up every bean of this type.
 *
 * @param <R> an event as its source keeps it
 */
public interface RelayedTopic<R> {

    /** Names the relay's thread and its client of Kafka. */
    String relayName();

    String topic();

    EventSource<R> source();

    /** Maps an event to what is published. */
    RelayedEvent map(R event) throws IOException;

    /**
     * An event on its way to Kafka.
     *
     * @param epoch the epoch it was made in; the relay publishes none of another epoch than now
     * @param key events of one key keep their order
     * @param traceParent W3C trace context that goes along as a header, or null
     */
    record RelayedEvent(long epoch, String key, byte[] payload, String traceParent) {}
}
