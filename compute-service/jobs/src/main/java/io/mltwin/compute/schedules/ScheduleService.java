package io.mltwin.compute.schedules;

import static io.mltwin.machinelearning.UserErrors.invalid;

import io.mltwin.armweb.ArmCall;
import io.mltwin.compute.jobs.JobType.NewJob;
import io.mltwin.compute.schedules.ScheduleEntity.Content;
import io.mltwin.compute.schedules.ScheduleEntity.ScheduleRepository;
import io.mltwin.compute.workspaces.Workspace.WorkspaceDeleted;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.clock.PlatformClock;
import io.mltwin.resourceprovider.Sealed;
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

    /** Returns those that a list asks for: enabled ones, unless it says otherwise. */
    List<ScheduleEntity> list(ArmCall call) {
        String view = call.query().getOrDefault("listviewtype", "EnabledOnly");
        return switch (AsciiCase.lower(view)) {
            case "all" -> repository.of(call.id().key());
            case "disabledonly" -> repository.of(call.id().key(), false);
            case "enabledonly" -> repository.of(call.id().key(), true);
            default -> throw invalid("listViewType", "listViewType is one of EnabledOnly, DisabledOnly and All.");
        };
    }

    /** Makes or replaces a schedule, in the transaction of a PUT. */
    void put(ScheduleEntity row, boolean enabled, Trigger trigger, Content content) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        row.createdAt = row.isNew() ? now : row.createdAt;
        row.modified = now;
        row.enabled = enabled;
        // a new schedule may be due at once, one that is changed was due then already
        row.nextDue = trigger.next(row.createdAt, row.isNew() ? now.minusNanos(1) : now)
                .orElse(null);
        row.content = Sealed.json(content);
    }

    /** Deletes a schedule of this workspace. */
    @Transactional
    void delete(ScheduleEntity schedule) {
        repository.delete("key = ?1 and workspaceId = ?2", schedule.key, schedule.workspaceId);
    }

    /** Claims schedules that are due, for a while. */
    @Transactional
    List<ScheduleEntity> claimDue() {
        Instant wall = clock.wall().instant();
        List<ScheduleEntity> due = repository.due(clock.instant(), wall, MOST_AT_ONCE);
        due.forEach(row -> row.claimedUntil = wall.plus(CLAIM));
        return due;
    }

    /** Lets others work on it. */
    @Transactional
    void release(ScheduleEntity schedule) {
        locked(schedule).ifPresent(row -> row.claimedUntil = null);
    }

    /**
     * Submits the job of a due time and moves on to the next one; nothing, when that was done or
     * the schedule has changed.
     */
    @Transactional
    void fire(ScheduleEntity schedule, Trigger trigger, NewJob job) {
        locked(schedule)
                .filter(row -> row.enabled && schedule.nextDue.equals(row.nextDue))
                .ifPresent(row -> {
                    job.add();
                    row.nextDue = trigger.next(row.createdAt, row.nextDue).orElse(null);
                });
    }

    private Optional<ScheduleEntity> locked(ScheduleEntity schedule) {
        return Optional.ofNullable(repository.lockedById(schedule.key))
                .filter(row -> row.workspaceId.equals(schedule.workspaceId));
    }

    void gone(@Observes WorkspaceDeleted workspace) {
        repository.delete("workspaceId", workspace.workspaceId());
    }
}
