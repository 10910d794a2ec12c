package io.mltwin.telemetry.vaultaudit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.events.Topics;
import io.mltwin.events.VaultAuditEvent;
import io.mltwin.telemetry.kafka.TopicListener;
import io.mltwin.telemetry.kafka.UnreadableRecordException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;

/** Audit events of key vaults, as keyvault-service ships them. */
@Singleton
class VaultAuditListener implements TopicListener<VaultAuditEvent> {

    private final VaultAuditService service;
    private final ObjectMapper json;

    VaultAuditListener(VaultAuditService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    @Override
    public String topic() {
        return Topics.DIAGNOSTICS;
    }

    @Override
    public VaultAuditEvent read(byte[] value) throws UnreadableRecordException {
        VaultAuditEvent event;
        try {
            event = value == null ? null : json.readValue(value, VaultAuditEvent.class);
        } catch (IOException e) {
            throw new UnreadableRecordException("no JSON of an audit event");
        }
        if (event == null
                || event.eventId() == null
                || event.timestamp() == null
                || event.resourceId() == null) {
            throw new UnreadableRecordException("event id, timestamp or resource is missing");
        }
        return event;
    }

    @Override
    public long epoch(VaultAuditEvent event) {
        return event.epoch();
    }

    @Override
    public List<Rejected> store(List<VaultAuditEvent> events) {
        service.store(events);
        return List.of();
    }
}
