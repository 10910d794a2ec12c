package io.mltwin.telemetry.diagnosticsettings;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Settings by the resource that they are about. */
@ApplicationScoped
class SettingRepository implements PanacheRepositoryBase<SettingEntity, String> {

    List<SettingEntity> of(String scopeKey) {
        return list("scopeKey = ?1 order by name", scopeKey);
    }
}
