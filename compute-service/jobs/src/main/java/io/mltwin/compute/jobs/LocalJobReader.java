package io.mltwin.compute.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.execution.CommandRun;
import io.mltwin.compute.execution.LocalRuns.LocalJobs;
import jakarta.inject.Singleton;

/** Reads the command jobs that their clients start. */
@Singleton
class LocalJobReader implements LocalJobs {

    @Override
    public CommandRun read(ArmResourceId job, JsonNode definition) {
        return JobValidator.readRun(job, JobTypes.read(definition, CommandJobBody.class), definition);
    }
}
