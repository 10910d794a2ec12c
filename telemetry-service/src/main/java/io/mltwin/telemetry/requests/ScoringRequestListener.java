package io.mltwin.telemetry.requests;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.events.ScoringRequest;
import io.mltwin.events.Topics;
import io.mltwin.telemetry.kafka.TopicListener;
import io.mltwin.telemetry.kafka.UnreadableRecordException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;

/** Requests to web services, as scoring-service publishes them. */
@Singleton
class ScoringRequestListener implements TopicListener<ScoringRequest> {

    private final ScoringRequestService service;
    private final ObjectMapper json;

    ScoringRequestListener(ScoringRequestService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    @Override
    public String topic() {
        return Topics.SCORING_REQUESTS;
    }

    @Override
    public ScoringRequest read(byte[] value) throws UnreadableRecordException {
        ScoringRequest request;
        try {
            request = value == null ? null : json.readValue(value, ScoringRequest.class);
        } catch (IOException e) {
            throw new UnreadableRecordException("no JSON of a scoring request");
        }
        if (request == null
                || request.eventId() == null
                || request.timestamp() == null
                || request.workspaceId() == null) {
            throw new UnreadableRecordException("event id, timestamp or workspace is missing");
        }
        checkComponent(request.componentId());
        return request;
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
