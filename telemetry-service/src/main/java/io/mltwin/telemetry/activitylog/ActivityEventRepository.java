package io.mltwin.telemetry.activitylog;

import io.mltwin.resourceprovider.Queries;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Events of the activity log. */
@ApplicationScoped
class ActivityEventRepository implements PanacheRepositoryBase<ActivityEventEntity, String> {

    /** Adds an event; one with the same id is there already, then nothing happens. */
    void add(ActivityEventEntity event) {
        Queries.sql(
                        getEntityManager(),
                        "insert into activity_event (event_id, subscription_id, occurred_at, resource_group_key,"
                                + " resource_provider_key, resource_key, correlation_id, caller_key, status_key, event, level_key)"
                                + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) on conflict (event_id) do nothing",
                        event.eventId,
                        event.scopeKey,
                        event.occurredAt,
                        event.resourceGroupKey,
                        event.resourceProviderKey,
                        event.resourceKey,
                        event.correlationId,
                        event.callerKey,
                        event.statusKey,
                        event.event,
                        event.levelKey)
                .executeUpdate();
    }

    /** Returns the events that a filter selects, newest first. */
    List<ActivityEventEntity> select(String scopeKey, ActivityFilter filter, int skip, int most) {
        StringBuilder query = new StringBuilder("scopeKey = :scope and occurredAt >= :from and occurredAt <= :to");
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("scope", scopeKey);
        parameters.put("from", filter.from());
        parameters.put("to", filter.to());
        for (Map.Entry<ActivityFilter.Field, String> equal : filter.equal().entrySet()) {
            String name = equal.getKey().name();
            query.append(" and ")
                    .append(equal.getKey().attribute())
                    .append(" = :")
                    .append(name);
            parameters.put(name, equal.getValue());
        }
        if (!filter.levels().isEmpty()) {
            query.append(" and levelKey in :levels");
            parameters.put("levels", filter.levels());
        }
        query.append(" order by occurredAt desc, eventId desc");
        return find(query.toString(), parameters).range(skip, skip + most - 1).list();
    }
}
