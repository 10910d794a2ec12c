package io.mltwin.telemetry.activitylog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.events.ActivityEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

/**
 * Azure's activity log: what the control plane wrote, deleted and did, by whom and when; never
 * changed, kept 90 days.
 */
@ApplicationScoped
class ActivityLogService {

    static final int PAGE = 200;

    private final ActivityEventRepository repository;
    private final ObjectMapper json;
    private final Clock clock;

    ActivityLogService(ActivityEventRepository repository, ObjectMapper json, Clock clock) {
        this.repository = repository;
        this.json = json;
        this.clock = clock;
    }

    @Transactional
    void store(List<ActivityEvent> events) {
        for (ActivityEvent event : events) {
            try {
                repository.add(ActivityMapper.entity(event, json.writeValueAsString(event)));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("an event cannot be stored as JSON", e);
            }
        }
    }

    /**
     * A page of events, newest first; it has one item more than {@link #PAGE} when there is a next
     * one.
     */
    @Transactional
    List<ActivityBody> list(String subscriptionId, String filter, int skip) {
        return repository
                .select(
                        subscriptionId.toLowerCase(Locale.ROOT),
                        ActivityFilter.parse(filter, clock.instant()),
                        skip,
                        PAGE + 1)
                .stream()
                .map(entity -> ActivityMapper.body(event(entity)))
                .toList();
    }

    private ActivityEvent event(ActivityEventEntity entity) {
        try {
            return json.readValue(entity.event, ActivityEvent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "activity event " + entity.eventId + " holds no valid JSON", e);
        }
    }
}
