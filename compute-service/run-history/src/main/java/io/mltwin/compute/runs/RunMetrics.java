package io.mltwin.compute.runs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Runs as Azure Monitor counts them: each time one was asked for, began or ended is a point. */
@ApplicationScoped
public class RunMetrics {

    private final RunRepository rows;

    RunMetrics(RunRepository rows) {
        this.rows = rows;
    }

    /**
     * A run's part in a metric.
     *
     * @param target name of its compute target, or null
     */
    public record Occurrence(String metric, Instant time, String target) {}

    /** All that happened to the runs that were created, started or ended in this time. */
    @Transactional
    public List<Occurrence> of(String workspaceId, Instant from, Instant to) {
        List<Occurrence> points = new ArrayList<>();
        for (RunEntity run : rows.happening(workspaceId, from, to)) {
            add(points, "Not Started Runs", run.created, run);
            // its information is filled in with its row
            add(points, "Starting Runs", run.created, run);
            add(points, "Started Runs", run.started, run);
            switch (run.status) {
                case Completed -> add(points, "Completed Runs", run.ended, run);
                case Failed -> add(points, "Failed Runs", run.ended, run);
                case Canceled -> add(points, "Cancelled Runs", run.ended, run);
                default -> {
                    // not ended
                }
            }
        }
        return points;
    }

    private static void add(List<Occurrence> points, String metric, Instant time, RunEntity run) {
        if (time != null) {
            points.add(new Occurrence(metric, time, run.target));
        }
    }
}
