package io.mltwin.telemetry.vaultaudit;

import io.mltwin.armweb.Json;
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

    VaultAuditService(VaultAuditRepository repository) {
        this.repository = repository;
    }

    @Transactional
    void store(List<VaultAuditEvent> events) {
        List<VaultAuditEntity> entities = new ArrayList<>(events.size());
        for (VaultAuditEvent event : events) {
            VaultAuditEntity entity = new VaultAuditEntity();
            entity.eventId = event.eventId();
            entity.vaultKey = AsciiCase.lower(event.resourceId());
            entity.occurredAt = event.timestamp();
            entity.event = Json.write(event);
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
        return VaultAuditBody.of(Json.read(entity.event, VaultAuditEvent.class));
    }
}
