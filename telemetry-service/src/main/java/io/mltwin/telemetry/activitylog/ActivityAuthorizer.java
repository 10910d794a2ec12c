package io.mltwin.telemetry.activitylog;

import static io.mltwin.encoding.Absence.isEmpty;

import io.mltwin.access.AccessClient;
import io.mltwin.access.AccessClient.Check;
import io.mltwin.armweb.Caller;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides which events of the activity log a caller may read: all with the permission on the
 * subscription or the tenant, else those about groups and resources where it has it. A page is one
 * question.
 */
@Singleton
record ActivityAuthorizer(AccessClient access) {

    private static final String ACTION = "Microsoft.Insights/eventtypes/values/read";

    /**
     * The events of a page that may be read.
     *
     * @param all true with the permission on the subscription or the tenant
     */
    record Readable(List<ActivityEventEntity> events, boolean all) {}

    Readable filterReadable(Caller caller, ActivityScope log, List<ActivityEventEntity> page) {
        List<String> scopes = new ArrayList<>();
        scopes.add(log.scope());
        page.stream()
                .map(event -> event.resourceKey)
                .filter(key -> !isEmpty(key))
                .distinct()
                .forEach(scopes::add);
        List<Boolean> decisions = access.decide(
                caller,
                scopes.stream().map(scope -> new Check(ACTION, scope, false)).toList());
        if (decisions.get(0)) {
            return new Readable(page, true);
        }
        Set<String> allowed = new HashSet<>();
        for (int i = 1; i < scopes.size(); i++) {
            if (decisions.get(i)) {
                allowed.add(scopes.get(i));
            }
        }
        return new Readable(
                page.stream()
                        .filter(event -> allowed.contains(event.resourceKey))
                        .toList(),
                false);
    }

    /**
     * Passes with the permission on the subscription or the tenant.
     *
     * @throws io.mltwin.armweb.AzureException 403 {@code AuthorizationFailed}
     */
    void require(Caller caller, ActivityScope log) {
        access.require(caller, ACTION, log.scope());
    }
}
