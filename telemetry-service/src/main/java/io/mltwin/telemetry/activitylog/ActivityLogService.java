package io.mltwin.telemetry.activitylog;

import io.mltwin.armweb.Caller;
import io.mltwin.armweb.Json;
import io.mltwin.events.ActivityEvent;
import io.mltwin.telemetry.activitylog.ActivityAuthorizer.Readable;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/**
 * Azure's activity log: what the control plane wrote, deleted and did, by whom and when; never
 * changed, kept 90 days.
 */
@ApplicationScoped
class ActivityLogService {

    static final int PAGE = 200;

    private final ActivityEventRepository repository;
    private final ActivityAuthorizer authorizer;
    private final Clock clock;

    ActivityLogService(ActivityEventRepository repository, ActivityAuthorizer authorizer, Clock clock) {
        this.repository = repository;
        this.authorizer = authorizer;
        this.clock = clock;
    }

    @Transactional
    void store(List<ActivityEvent> events) {
        for (ActivityEvent event : events) {
            repository.add(ActivityMapper.entity(event, Json.write(event)));
        }
    }

    /**
     * Some events.
     *
     * @param next how many events come before those that follow, -1 when none do
     */
    record Found(List<ActivityBody> events, int next) {}

    /**
     * Returns the next events that the caller may read, newest first. A caller that may not read
     * all of the log sees the events of the groups and resources where it may; one that sees none
     * is refused.
     */
    Found list(Caller caller, ActivityScope log, String filter, int skip) {
        ActivityFilter parsed = ActivityFilter.parse(filter, clock.instant());
        int from = skip;
        while (true) {
            List<ActivityEventEntity> found = select(log, parsed, from, PAGE + 1);
            boolean more = found.size() > PAGE;
            List<ActivityEventEntity> page = more ? found.subList(0, PAGE) : found;
            Readable readable = authorizer.filterReadable(caller, log, page);
            from += PAGE;
            if (!readable.events().isEmpty() || readable.all() || !more) {
                if (readable.events().isEmpty() && !readable.all() && !sawSomething(caller, log, parsed, skip)) {
                    authorizer.require(caller, log);
                }
                return new Found(
                        readable.events().stream()
                                .map(entity -> ActivityMapper.body(Json.read(entity.event, ActivityEvent.class)))
                                .toList(),
                        more ? from : -1);
            }
        }
    }

    private List<ActivityEventEntity> select(ActivityScope log, ActivityFilter filter, int skip, int most) {
        return QuarkusTransaction.requiringNew().call(() -> repository.select(log.key(), filter, skip, most));
    }

    /** Returns whether the caller may read one of the events that come before a page. */
    private boolean sawSomething(Caller caller, ActivityScope log, ActivityFilter filter, int skip) {
        for (int from = 0; from < skip; from += PAGE) {
            List<ActivityEventEntity> page = select(log, filter, from, Math.min(PAGE, skip - from));
            if (page.isEmpty()) {
                return false;
            }
            if (!authorizer.filterReadable(caller, log, page).events().isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
