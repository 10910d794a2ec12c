package io.mltwin.compute.execution;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;

/** Reads jobs that were submitted to run on the machine of their submitter. */
public interface LocalJobs {

    /**
     * Returns the command of a job.
     *
     * @param definition the job's properties as they are in run history
     */
    CommandRun read(ArmResourceId job, JsonNode definition);
}
