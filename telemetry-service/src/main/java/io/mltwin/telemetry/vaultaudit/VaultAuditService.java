package io.mltwin.telemetry.vaultaudit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.events.VaultAuditEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;

/** The audit events of key vaults. */
@ApplicationScoped
class VaultAuditService {

    private final VaultAuditRepository repository;
    private final ObjectMapper json;

    VaultAuditService(VaultAuditRepository repository, ObjectMapper json) {
        this.repository = repository;
        this.json = json;
    }

    @Transactional
    void store(List<VaultAuditEvent> events) {
        List<VaultAuditEntity> entities = new ArrayList<>(events.size());
        for (VaultAuditEvent event : events) {
            VaultAuditEntity entity = new VaultAuditEntity();
            entity.eventId = event.eventId();
            entity.vaultKey = AsciiCase.lower(event.resourceId());
            entity.occurredAt = event.timestamp();
            try {
                entity.event = json.writeValueAsString(event);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("an event cannot be stored as JSON", e);
            }
            entities.add(entity);
        }
        repository.add(entities);
    }

    @Transactional
    List<VaultAuditBody> newest(String vaultId, int most) {
        return repository.newest(AsciiCase.lower(vaultId), most).stream()
                .map(this::body)
                .toList();
    }

    private VaultAuditBody body(VaultAuditEntity entity) {
        try {
            return VaultAuditBody.of(json.readValue(entity.event, VaultAuditEvent.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("audit event " + entity.eventId + " holds no valid JSON", e);
        }
    }
}
