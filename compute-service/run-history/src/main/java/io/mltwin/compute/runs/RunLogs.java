package io.mltwin.compute.runs;

import io.mltwin.compute.workspaces.Workspace;
import java.util.Map;

/** Where the logs of a run can be read. */
public interface RunLogs {

    /** URL by name, such as {@code user_logs/std_log.txt}. */
    Map<String, String> logFiles(Workspace workspace, String runId);
}
