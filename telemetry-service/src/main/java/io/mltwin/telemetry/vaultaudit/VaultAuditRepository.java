package io.mltwin.telemetry.vaultaudit;

import io.mltwin.resourceprovider.Queries;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Operations on key vaults. */
@ApplicationScoped
class VaultAuditRepository implements PanacheRepositoryBase<VaultAuditEntity, String> {

    /** Adds events in one statement; of an id that is there already nothing happens. */
    void add(List<VaultAuditEntity> events) {
        String[] ids = new String[events.size()];
        String[] vaults = new String[events.size()];
        String[] times = new String[events.size()];
        String[] texts = new String[events.size()];
        for (int i = 0; i < events.size(); i++) {
            VaultAuditEntity entity = events.get(i);
            ids[i] = entity.eventId;
            vaults[i] = entity.vaultKey;
            times[i] = entity.occurredAt.toString();
            texts[i] = entity.event;
        }
        Queries.sql(
                        getEntityManager(),
                        "insert into vault_audit_event (event_id, vault_key, occurred_at, event)"
                                + " select id, vault, cast(at as timestamptz), event"
                                + " from unnest(?1, ?2, ?3, ?4) as added (id, vault, at, event)"
                                + " on conflict (event_id) do nothing",
                        ids,
                        vaults,
                        times,
                        texts)
                .executeUpdate();
    }

    List<VaultAuditEntity> newest(String vaultKey, int most) {
        return find("vaultKey = ?1 order by occurredAt desc, eventId desc", vaultKey)
                .page(0, most)
                .list();
    }
}
