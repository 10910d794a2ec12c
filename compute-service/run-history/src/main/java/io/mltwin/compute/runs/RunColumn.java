package io.mltwin.compute.runs;

/** A column of runs that is clear at rest, by which lists are narrowed in SQL. */
public enum RunColumn {
    RUN_ID("run_id"),
    STATUS("status"),
    EXPERIMENT_ID("experiment_id"),
    EXPERIMENT_NAME("experiment_name"),
    PARENT_RUN_ID("parent_run_id"),
    ROOT_RUN_ID("root_run_id"),
    TARGET("target"),
    RUN_TYPE("run_type"),
    DISPLAY_NAME("display_name"),
    HIDDEN("hidden"),
    /** When the run started, or was created where it did not start yet. */
    BEGAN("coalesce(started, created)"),
    ENDED("ended");

    private final String sql;

    RunColumn(String sql) {
        this.sql = sql;
    }

    String sql() {
        return sql;
    }
}
