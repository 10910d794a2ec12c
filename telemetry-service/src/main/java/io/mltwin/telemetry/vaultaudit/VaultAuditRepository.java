package io.mltwin.telemetry.vaultaudit;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Operations on key vaults. */
@ApplicationScoped
class VaultAuditRepository implements PanacheRepositoryBase<VaultAuditEntity, String> {

    /** Adds an event; one with the same id is there already, then nothing happens. */
    void add(VaultAuditEntity entity) {
        getEntityManager()
                .createNativeQuery(
                        "insert into vault_audit_event (event_id, vault_key, occurred_at, event) values (?1, ?2, ?3, ?4)"
                                + " on conflict (event_id) do nothing")
                .setParameter(1, entity.eventId)
                .setParameter(2, entity.vaultKey)
                .setParameter(3, entity.occurredAt)
                .setParameter(4, entity.event)
                .executeUpdate();
    }

    List<VaultAuditEntity> newest(String vaultKey, int most) {
        return find("vaultKey = ?1 order by occurredAt desc, eventId desc", vaultKey)
                .page(0, most)
                .list();
    }
}
