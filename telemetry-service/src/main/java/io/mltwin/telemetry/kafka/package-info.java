/**
 * Consumers of Kafka's topics, one for each {@code TopicListener}, and the dead-letter topics. Uses
 * the connection of {@code event-relay}; knows no event. Start reading at {@code TopicConsumers}.
 */
package io.mltwin.telemetry.kafka;
