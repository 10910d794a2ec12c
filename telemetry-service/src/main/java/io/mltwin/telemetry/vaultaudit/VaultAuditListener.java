package io.mltwin.telemetry.vaultaudit;

import io.mltwin.events.Topics;
import io.mltwin.events.VaultAuditEvent;
import io.mltwin.telemetry.kafka.JsonTopicListener;
import io.mltwin.telemetry.kafka.UnreadableRecordException;
import jakarta.inject.Singleton;
import java.util.List;

/** Stores audit events of key vaults, as keyvault-service ships them. */
@Singleton
class VaultAuditListener extends JsonTopicListener<VaultAuditEvent> {

    private final VaultAuditService service;

    VaultAuditListener(VaultAuditService service) {
        super(Topics.DIAGNOSTICS, VaultAuditEvent.class, "an audit event");
        this.service = service;
    }

    @Override
    protected void require(VaultAuditEvent event) throws UnreadableRecordException {
        if (event == null || event.eventId() == null || event.timestamp() == null || event.resourceId() == null) {
            throw new UnreadableRecordException("event id, timestamp or resource is missing");
        }
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
