package io.mltwin.compute.orchestration;

import io.mltwin.compute.runs.RunBody.WarningBody;
import java.util.List;
import java.util.Map;

/** The description of the run in the body of every job. */
public interface JobDescription {

    String experimentName();

    String displayName();

    String description();

    Map<String, String> tags();

    Map<String, String> properties();

    /** Returns what its submitter should know, although the job runs. */
    default List<WarningBody> warnings() {
        return List.of();
    }
}
