package io.mltwin.telemetry.requests;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.events.ScoringRequest;
import io.mltwin.events.Topics;
import io.mltwin.telemetry.kafka.JsonTopicListener;
import io.mltwin.telemetry.kafka.UnreadableRecordException;
import jakarta.inject.Singleton;
import java.util.List;

/** Stores requests to web services, as scoring-service publishes them. */
@Singleton
class ScoringRequestListener extends JsonTopicListener<ScoringRequest> {

    private final ScoringRequestService service;

    ScoringRequestListener(ScoringRequestService service) {
        super(Topics.SCORING_REQUESTS, ScoringRequest.class, "a scoring request");
        this.service = service;
    }

    @Override
    protected void require(ScoringRequest request) throws UnreadableRecordException {
        if (request == null
                || request.eventId() == null
                || request.timestamp() == null
                || request.workspaceId() == null) {
            throw new UnreadableRecordException("event id, timestamp or workspace is missing");
        }
        checkComponent(request.componentId());
    }

    private static void checkComponent(String componentId) throws UnreadableRecordException {
        try {
            if (componentId != null) {
                ArmResourceId.parse(componentId);
            }
        } catch (AzureException e) {
            throw new UnreadableRecordException("the component's id is no resource id");
        }
    }

    @Override
    public long epoch(ScoringRequest event) {
        return event.epoch();
    }

    @Override
    public List<Rejected> store(List<ScoringRequest> events) {
        return service.store(events);
    }
}
