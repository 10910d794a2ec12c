package io.mltwin.telemetry.diagnosticsettings;

import io.mltwin.armweb.ArmResourceId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Settings by the resource that they are about. */
@ApplicationScoped
class SettingRepository implements PanacheRepositoryBase<SettingEntity, String> {

    Optional<SettingEntity> find(ArmResourceId id) {
        return findByIdOptional(id.key()).filter(row -> !row.aside);
    }

    List<SettingEntity> of(String scopeKey) {
        return list("scopeKey = ?1 and aside = false order by name", scopeKey);
    }
}
