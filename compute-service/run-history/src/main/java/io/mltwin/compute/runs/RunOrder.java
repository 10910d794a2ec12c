package io.mltwin.compute.runs;

import java.time.Instant;
import java.util.Objects;

/**
 * The order in which SQL reads the runs of a list. It is the order of the list itself, or it agrees with that of the
 * list by whole groups of runs: those of one millisecond, or all of them.
 *
 * @param tie orders the runs that have one key
 * @param group of runs that the list orders among themselves
 */
public record RunOrder(Key key, boolean isDescending, Key tie, boolean isTieDescending, Group group) {

    /** What runs are ordered by. */
    public enum Key {
        NUMBER("run_number"),
        RUN_ID("run_id"),
        CREATED("created"),
        STARTED("coalesce(started, '-infinity')"),
        /** Runs that have not ended come first, or last in the other direction. */
        ENDED("coalesce(ended, '-infinity')"),
        /** Runs that have not ended come last. */
        ENDED_LAST("coalesce(ended, 'infinity')"),
        /** When the run started, or was created where it did not start yet. */
        BEGAN("coalesce(started, created)");

        private final String sql;

        Key(String sql) {
            this.sql = sql;
        }

        boolean isUnique() {
            return this == NUMBER || this == RUN_ID;
        }
    }

    /** What the list orders by itself. */
    enum Group {
        NONE,
        MILLISECOND,
        ALL
    }

    /** By number, oldest first. */
    public static final RunOrder BY_NUMBER = by(Key.NUMBER);

    public static final RunOrder NEWEST_FIRST = BY_NUMBER.reversed();

    /** MLflow's usual order: those that began last first, then by id. */
    public static final RunOrder LAST_BEGUN_FIRST = new RunOrder(Key.BEGAN, true, Key.RUN_ID, false, Group.NONE);

    /** In no order: the list is read as a whole, in batches, and orders its runs itself. */
    public static final RunOrder ANY = new RunOrder(Key.NUMBER, false, Key.NUMBER, false, Group.ALL);

    /** By this key, and by number where it is the same. */
    public static RunOrder by(Key key) {
        return new RunOrder(key, false, Key.NUMBER, false, Group.NONE);
    }

    /** By the milliseconds of a time; the list orders those of one. */
    public static RunOrder byMilliseconds(Key key, boolean isDescending) {
        return new RunOrder(key, isDescending, Key.NUMBER, isDescending, Group.MILLISECOND);
    }

    public RunOrder reversed() {
        return new RunOrder(key, !isDescending, tie, !isTieDescending, group);
    }

    /** True when the list has the order of SQL. */
    boolean isExact() {
        return group == Group.NONE;
    }

    /** True when the list may order one run before the other, though SQL read it after that. */
    boolean isSameGroup(RunBody one, RunBody other) {
        return group == Group.ALL || group == Group.MILLISECOND && Objects.equals(millis(one), millis(other));
    }

    private Long millis(RunBody run) {
        Instant began = run.startTimeUtc() == null ? run.createdUtc() : run.startTimeUtc();
        Instant time = key == Key.BEGAN ? began : run.endTimeUtc();
        return time == null ? null : time.toEpochMilli();
    }

    /** The {@code order by} clause. */
    String sql() {
        return key.sql + direction(isDescending) + (key.isUnique() ? "" : ", " + tie.sql + direction(isTieDescending));
    }

    /**
     * The condition of the runs that follow another.
     *
     * @param number the parameter that is the number of the other run; the workspace is the first
     */
    String following(int number) {
        String key = key(this.key, number);
        String strictly = this.key.sql + after(isDescending) + key;
        return this.key.isUnique()
                ? strictly
                : this.key.sql + after(isDescending) + "= " + key + " and (" + strictly + " or " + tie.sql
                        + after(isTieDescending) + key(tie, number) + ")";
    }

    /** The condition of the runs of another run's group, and of the groups that follow it. */
    String fromGroupOf(int number) {
        if (group == Group.ALL) {
            return "true";
        }
        String first = "date_trunc('milliseconds', " + key(key, number) + ")";
        return isDescending ? key.sql + " <= " + first + " + interval '999 microseconds'" : key.sql + " >= " + first;
    }

    private static String key(Key key, int number) {
        return "(select " + key.sql + " from run where workspace_id = ?1 and run_number = ?" + number + ")";
    }

    private static String after(boolean isDescending) {
        return isDescending ? " <" : " >";
    }

    private static String direction(boolean isDescending) {
        return isDescending ? " desc" : "";
    }
}
