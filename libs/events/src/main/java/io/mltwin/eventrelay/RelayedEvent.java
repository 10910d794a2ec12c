package io.mltwin.eventrelay;

/**
 * An event on its way to Kafka.
 *
 * @param epoch the epoch it was made in; the relay publishes none of another epoch than now
 * @param key events of one key keep their order
 * @param traceParent W3C trace context that goes along as a header, or null
 */
public record RelayedEvent(long epoch, String key, byte[] payload, String traceParent) {}
