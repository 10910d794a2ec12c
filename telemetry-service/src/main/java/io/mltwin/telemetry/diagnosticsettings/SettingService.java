package io.mltwin.telemetry.diagnosticsettings;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.armweb.AzureException.conflict;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.armweb.ScopeChange;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ScopeChangeResource.ScopeChangeListener;
import io.mltwin.resourceprovider.ScopedRows;
import io.mltwin.telemetry.diagnosticsettings.SettingBody.Properties;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Diagnostic settings of any resource: at most five, and no two that send the same to the same
 * place. They end with their resource.
 */
@ApplicationScoped
class SettingService implements ScopeChangeListener {

    private static final int MOST = 5;

    private final SettingRepository rows;
    private final EntityManager database;

    SettingService(SettingRepository rows, EntityManager database) {
        this.rows = rows;
        this.database = database;
    }

    @Transactional
    List<SettingBody> list(ArmResourceId scope) {
        return rows.of(scope.key()).stream().map(this::body).toList();
    }

    @Transactional
    SettingBody get(ArmResourceId id) {
        return body(rows.find(id).orElseThrow(() -> resourceNotFound(id)));
    }

    @Transactional
    Outcome put(ArmCall call, Properties given) {
        ArmResourceId id = call.id();
        requireRoom(id, given);
        SettingEntity row = rows.findById(id.key());
        if (row == null) {
            row = new SettingEntity();
            row.key = id.key();
            row.id = id.toString();
            row.scopeKey = id.providerScope().key();
            row.name = id.name();
        }
        row.properties = Json.write(given);
        rows.persist(row);
        return Outcome.ok(body(row));
    }

    @Override
    @Transactional
    public void change(ScopeChange change) {
        ScopedRows.change(database, "diagnostic_setting", change);
    }

    @Transactional
    Outcome delete(ArmCall call) {
        return Outcome.deleted(rows.deleteById(call.id().key()));
    }

    private void requireRoom(ArmResourceId id, Properties given) {
        List<SettingEntity> others = rows.of(id.providerScope().key()).stream()
                .filter(row -> !row.key.equals(id.key()))
                .toList();
        if (others.size() >= MOST) {
            throw conflict("Conflict", "A resource has at most %s diagnostic settings; this one has them.", MOST);
        }
        Set<String> wanted = flows(given);
        for (SettingEntity other : others) {
            for (String flow : flows(Json.read(other.properties, Properties.class))) {
                if (wanted.contains(flow)) {
                    throw conflict(
                            "Conflict",
                            "Data sink '%s' is already used in diagnostic setting '%s' for category '%s'. Data sinks can't be"
                                    + " reused in different settings on the same category for the same resource.",
                            flow.substring(flow.indexOf(' ') + 1),
                            other.name,
                            flow.substring(0, flow.indexOf(' ')));
                }
            }
        }
    }

    /** Which category goes where. */
    private static Set<String> flows(Properties given) {
        Set<String> flows = new HashSet<>();
        for (String sink : new String[] {given.storageAccountId(), given.workspaceId()}) {
            if (sink != null) {
                String key = ArmResourceId.parse(sink).key();
                SettingValidator.logs(given).stream()
                        .filter(log -> Boolean.TRUE.equals(log.enabled()))
                        .forEach(log ->
                                flows.add((log.category() == null ? log.categoryGroup() : log.category()) + " " + key));
                SettingValidator.metrics(given).stream()
                        .filter(metric -> Boolean.TRUE.equals(metric.enabled()))
                        .forEach(metric -> flows.add(metric.category() + " " + key));
            }
        }
        return flows;
    }

    private SettingBody body(SettingEntity row) {
        return new SettingBody(row.id, row.name, SettingBody.TYPE, Json.read(row.properties, Properties.class));
    }
}
