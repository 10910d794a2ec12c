package io.mltwin.compute.schedules;

import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.jobs.JobType.NewJob;
import io.mltwin.compute.workspaces.Workspace.WorkspaceDeleted;
import io.mltwin.platform.clock.PlatformClock;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The rows of schedules and their due times. */
@Singleton
class ScheduleService {

    private static final Duration CLAIM = Duration.ofSeconds(15);
    private static final int MOST_AT_ONCE = 50;

    private final ScheduleRepository repository;
    private final PlatformClock clock;

    ScheduleService(ScheduleRepository repository, PlatformClock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    @Transactional
    Optional<Schedule> find(String workspaceId, String nameKey) {
        return repository.byName(workspaceId, nameKey).map(ScheduleService::view);
    }

    @Transactional
    List<Schedule> list(String workspaceId) {
        return repository.ofWorkspace(workspaceId).stream()
                .map(ScheduleService::view)
                .toList();
    }

    /** Makes or replaces a schedule; true when it is new. */
    @Transactional
    boolean put(RunHistory history, String nameKey, boolean enabled, Trigger trigger, Object content) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Optional<ScheduleEntity> existing = repository.lock(history.workspaceId(), nameKey);
        ScheduleEntity row = existing.orElseGet(ScheduleEntity::new);
        // a new schedule may be due at once, one that is changed was due then already
        Instant after = existing.isPresent() ? now : now.minusNanos(1);
        row.created = existing.isPresent() ? row.created : now;
        row.modified = now;
        row.enabled = enabled;
        row.nextDue = trigger.next(row.created, after).orElse(null);
        row.content = history.seal(ScheduleEntity.place(nameKey), content);
        if (existing.isEmpty()) {
            row.workspaceId = history.workspaceId();
            row.nameKey = nameKey;
            repository.persistAndFlush(row);
        }
        return existing.isEmpty();
    }

    /** Deletes a schedule; true when there was one. */
    @Transactional
    boolean delete(String workspaceId, String nameKey) {
        return repository.delete("workspaceId = ?1 and nameKey = ?2", workspaceId, nameKey) > 0;
    }

    /** Claims schedules that are due, for a while. */
    @Transactional
    List<Schedule> claimDue() {
        Instant wall = clock.wall().instant();
        return repository.due(clock.instant(), wall, MOST_AT_ONCE).stream()
                .map(row -> {
                    row.claimedUntil = wall.plus(CLAIM);
                    return view(row);
                })
                .toList();
    }

    /** Lets others work on it. */
    @Transactional
    void release(Schedule schedule) {
        repository.lock(schedule.workspaceId(), schedule.nameKey()).ifPresent(row -> row.claimedUntil = null);
    }

    /**
     * Submits the job of a due time and moves on to the next one; nothing, when that was done or
     * the schedule has changed.
     */
    @Transactional
    void fire(Schedule schedule, Trigger trigger, NewJob job) {
        repository
                .lock(schedule.workspaceId(), schedule.nameKey())
                .filter(row -> row.enabled && schedule.nextDue().equals(row.nextDue))
                .ifPresent(row -> {
                    job.add();
                    row.nextDue = trigger.next(row.created, row.nextDue).orElse(null);
                });
    }

    void gone(@Observes WorkspaceDeleted workspace) {
        repository.delete("workspaceId", workspace.workspaceId());
    }

    private static Schedule view(ScheduleEntity row) {
        return new Schedule(
                row.workspaceId, row.nameKey, row.enabled, row.created, row.modified, row.nextDue, row.content);
    }
}
