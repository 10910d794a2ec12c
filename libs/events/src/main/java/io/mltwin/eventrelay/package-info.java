/**
 * Publishes events to Kafka that must not be lost. A service keeps its events in a {@link
 * io.mltwin.eventrelay.Spool} or in rows of its own, and declares one {@link
 * io.mltwin.eventrelay.RelayedTopic}; {@link io.mltwin.eventrelay.EventRelay} does the rest.
 */
package io.mltwin.eventrelay;
