/**
 * Consumers of Kafka's topics, one for each {@code TopicListener}, and the dead-letter topics. Uses
 * the connection of {@code libs/events}; knows no event. Start reading at {@code TopicConsumers}.
 */
package io.mltwin.telemetry.kafka;
