package io.mltwin.console.runs;

import static io.mltwin.encoding.Absence.orEmpty;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.console.directory.PrincipalNames;
import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.console.runs.RunListView.RunRow;
import io.mltwin.console.runs.RunView.RunError;
import io.mltwin.console.runs.RunView.RunLog;
import io.mltwin.console.runs.RunView.RunTimes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** From run history's bodies to what pages show. */
@Singleton
record RunMapper(Clock clock) {

    private static final int LONGEST_LOG = 64 * 1024;
    private static final String SCRIPT_LOG = "user_logs/std_log.txt";

    RunRow row(MlWorkspace workspace, RunBody run, String experiment, PrincipalNames names) {
        return new RunRow(
                run.runId(),
                run.title(),
                run.status(),
                orEmpty(experiment),
                names.nameOf(who(run)),
                orEmpty(run.target()),
                Durations.moment(run.createdUtc()),
                Durations.between(run.startTimeUtc(), end(run)),
                workspace.page("runs", run.runId()));
    }

    RunTimes times(RunBody run) {
        return new RunTimes(
                run.status(),
                Durations.moment(run.createdUtc()),
                Durations.moment(run.startTimeUtc()),
                Durations.moment(run.endTimeUtc()),
                Durations.between(run.createdUtc(), run.startTimeUtc() == null ? end(run) : run.startTimeUtc()),
                Durations.between(run.startTimeUtc(), end(run)));
    }

    /** Returns the error of a run; null for none. */
    RunError error(RunBody run) {
        if (run.error() == null || run.error().isNull()) {
            return null;
        }
        JsonNode root = run.error().path("error");
        JsonNode error = root.isObject() ? root : run.error();
        return new RunError(
                error.path("code").asText(""),
                error.path("message").asText(error.toString()),
                run.startTimeUtc() != null);
    }

    /** Returns the names of a run's logs, what the script printed first. */
    static List<String> logs(RunBody details) {
        List<String> names = new ArrayList<>();
        if (details.logFiles() != null) {
            names.addAll(new TreeMap<>(details.logFiles()).keySet());
        }
        if (names.remove(SCRIPT_LOG)) {
            names.add(0, SCRIPT_LOG);
        }
        return names;
    }

    /** Returns the end of a log, from the beginning of a line. */
    static RunLog log(List<String> names, String name, String text) {
        if (text.length() <= LONGEST_LOG) {
            return new RunLog(names, name, text, false);
        }
        String end = text.substring(text.length() - LONGEST_LOG);
        return new RunLog(names, name, end.substring(end.indexOf('\n') + 1), true);
    }

    /** Returns parameters with their values as texts, by name. */
    static Map<String, String> parameters(JsonNode parameters) {
        Map<String, String> texts = new TreeMap<>();
        if (parameters != null) {
            for (Map.Entry<String, JsonNode> one : parameters.properties()) {
                JsonNode value = one.getValue();
                texts.put(one.getKey(), value.isValueNode() ? value.asText() : value.toString());
            }
        }
        return texts;
    }

    /** Returns a person's name, or the id of an application. */
    static String who(RunBody run) {
        if (run.createdBy() == null) {
            return "";
        }
        return run.createdBy().userName() == null
                ? run.createdBy().userObjectId()
                : run.createdBy().userName();
    }

    private Instant end(RunBody run) {
        return run.endTimeUtc() == null && !run.hasEnded() ? clock.instant() : run.endTimeUtc();
    }
}
