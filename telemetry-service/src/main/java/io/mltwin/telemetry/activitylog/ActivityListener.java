package io.mltwin.telemetry.activitylog;

import io.mltwin.events.ActivityEvent;
import io.mltwin.events.Topics;
import io.mltwin.telemetry.kafka.JsonTopicListener;
import io.mltwin.telemetry.kafka.UnreadableRecordException;
import jakarta.inject.Singleton;
import java.util.List;

/** Stores events of the activity log, as Azure Resource Manager publishes them. */
@Singleton
class ActivityListener extends JsonTopicListener<ActivityEvent> {

    private final ActivityLogService service;

    ActivityListener(ActivityLogService service) {
        super(Topics.ACTIVITY_LOG, ActivityEvent.class, "an activity event");
        this.service = service;
    }

    @Override
    protected void require(ActivityEvent event) throws UnreadableRecordException {
        if (event == null
                || event.eventId() == null
                || event.timestamp() == null
                || event.subscriptionId() == null && event.tenantId() == null) {
            throw new UnreadableRecordException("event id, timestamp, or both subscription and tenant are missing");
        }
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
