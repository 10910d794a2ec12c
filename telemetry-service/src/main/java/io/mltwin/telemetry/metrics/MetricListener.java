package io.mltwin.telemetry.metrics;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.events.MetricEvent;
import io.mltwin.events.Topics;
import io.mltwin.telemetry.kafka.TopicListener;
import io.mltwin.telemetry.kafka.UnreadableRecordException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;

/** Occurrences that other services count. */
@Singleton
class MetricListener implements TopicListener<MetricEvent> {

    private final MetricPoints points;
    private final ObjectMapper json;

    MetricListener(MetricPoints points, ObjectMapper json) {
        this.points = points;
        this.json = json;
    }

    @Override
    public String topic() {
        return Topics.METRICS;
    }

    @Override
    public MetricEvent read(byte[] value) throws UnreadableRecordException {
        MetricEvent event;
        try {
            event = value == null ? null : json.readValue(value, MetricEvent.class);
        } catch (IOException e) {
            throw new UnreadableRecordException("no JSON of a metric event");
        }
        if (event == null
                || event.eventId() == null
                || event.timestamp() == null
                || event.workspaceId() == null
                || MetricCatalogue.find(event.metric()) == null) {
            throw new UnreadableRecordException(
                    "event id, timestamp, workspace or metric is missing");
        }
        return event;
    }

    @Override
    public long epoch(MetricEvent event) {
        return event.epoch();
    }

    @Override
    public List<Rejected> store(List<MetricEvent> events) {
        points.store(events);
        return List.of();
    }
}
