package io.mltwin.compute.jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.execution.CommandRun;
import io.mltwin.compute.execution.ExecutionService;
import io.mltwin.compute.execution.ExecutionService.Submission;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code CommandJob}: one run, on a cluster or on serverless compute. The trials of a sweep are
 * such jobs too.
 */
@Singleton
public class CommandJobs implements JobType {

    private final ExecutionService execution;
    private final JobData data;
    private final ObjectMapper json;

    CommandJobs(ExecutionService execution, JobData data, ObjectMapper json) {
        this.execution = execution;
        this.data = data;
        this.json = json;
    }

    @Override
    public String jobType() {
        return "Command";
    }

    @Override
    public String runType() {
        return CommandRun.TYPE;
    }

    @Override
    public List<String> fixed() {
        return List.of("command", "codeId", "environmentId");
    }

    @Override
    public NewJob prepare(JobRequest request) {
        CommandJobBody body = JobTypes.read(json, request.properties(), CommandJobBody.class);
        CommandRun given = JobValidator.readRun(request.id(), body, request.properties());
        if (given.target() == null && request.parentRunId() != null) {
            throw AzureException.notBuilt("A sweep or pipeline on serverless compute");
        }
        CommandRun run = data.resolve(request.workspace(), request.call(), given);
        Submission submission =
                execution.prepare(
                        request.workspace(), run, request.submitter(), request.correlationId());
        Submission child = submission.childOf(request.parentRunId());
        return () -> execution.queue(child);
    }
}
