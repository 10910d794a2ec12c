package io.mltwin.telemetry.activitylog;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.events.ActivityEvent;
import io.mltwin.events.Topics;
import io.mltwin.telemetry.kafka.TopicListener;
import io.mltwin.telemetry.kafka.UnreadableRecordException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;

/** Events of the activity log, as Azure Resource Manager publishes them. */
@Singleton
class ActivityListener implements TopicListener<ActivityEvent> {

    private final ActivityLogService service;
    private final ObjectMapper json;

    ActivityListener(ActivityLogService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    @Override
    public String topic() {
        return Topics.ACTIVITY_LOG;
    }

    @Override
    public ActivityEvent read(byte[] value) throws UnreadableRecordException {
        ActivityEvent event;
        try {
            event = value == null ? null : json.readValue(value, ActivityEvent.class);
        } catch (IOException e) {
            throw new UnreadableRecordException("no JSON of an activity event");
        }
        if (event == null
                || event.eventId() == null
                || event.timestamp() == null
                || event.subscriptionId() == null && event.tenantId() == null) {
            throw new UnreadableRecordException(
                    "event id, timestamp, or both subscription and tenant are missing");
        }
        return event;
    }

    @Override
    public long epoch(ActivityEvent event) {
        return event.epoch();
    }

    @Override
    public List<Rejected> store(List<ActivityEvent> events) {
        service.store(events);
        return List.of();
    }
}
