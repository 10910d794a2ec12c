package io.mltwin.telemetry.metrics;

import io.mltwin.events.MetricEvent;
import io.mltwin.events.Topics;
import io.mltwin.telemetry.kafka.JsonTopicListener;
import io.mltwin.telemetry.kafka.UnreadableRecordException;
import jakarta.inject.Singleton;
import java.util.List;

/** Stores occurrences that other services count. */
@Singleton
class MetricListener extends JsonTopicListener<MetricEvent> {

    private final MetricPoints points;

    MetricListener(MetricPoints points) {
        super(Topics.METRICS, MetricEvent.class, "a metric event");
        this.points = points;
    }

    @Override
    protected void require(MetricEvent event) throws UnreadableRecordException {
        if (event == null
                || event.eventId() == null
                || event.timestamp() == null
                || event.workspaceId() == null
                || MetricCatalogue.find(event.metric()) == null) {
            throw new UnreadableRecordException("event id, timestamp, workspace or metric is missing");
        }
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
