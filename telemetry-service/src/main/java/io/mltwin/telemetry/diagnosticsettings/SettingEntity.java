package io.mltwin.telemetry.diagnosticsettings;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A diagnostic setting; keys are ids in lower case, properties are JSON. */
@Entity
@Table(name = "diagnostic_setting")
class SettingEntity {

    @Id
    String key;

    String id;

    String scopeKey;

    String name;
    String properties;

    /** Its resource was deleted and may be recovered. */
    boolean aside;
}
