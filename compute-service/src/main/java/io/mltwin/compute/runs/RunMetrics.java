package io.mltwin.compute.runs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs as Azure Monitor counts them: each time one began, ended or failed is a point. */
@ApplicationScoped
class RunMetrics {

    /** Every run here is a script's; pipelines and their steps are other types. */
    private static final Map<String, String> DIMENSIONS =
            Map.of("Scenario", "Training", "RunType", "Experiment");

    private final RunRepository rows;

    RunMetrics(RunRepository rows) {
        this.rows = rows;
    }

    /** One occurrence of a metric. */
    record PointBody(String metric, Instant timestamp, Map<String, String> dimensions) {}

    @Transactional
    List<PointBody> of(String workspaceId) {
        List<PointBody> points = new ArrayList<>();
        for (RunEntity run : rows.all(workspaceId, null)) {
            add(points, "Not Started Runs", run.created);
            add(points, "Started Runs", run.started);
            switch (run.status) {
                case Completed -> add(points, "Completed Runs", run.ended);
                case Failed -> add(points, "Failed Runs", run.ended);
                case Canceled -> add(points, "Cancelled Runs", run.ended);
                default -> {
                    // not ended
                }
            }
        }
        return points;
    }

    private static void add(List<PointBody> points, String metric, Instant time) {
        if (time != null) {
            points.add(new PointBody(metric, time, DIMENSIONS));
        }
    }
}
