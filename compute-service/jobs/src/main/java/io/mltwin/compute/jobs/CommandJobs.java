package io.mltwin.compute.jobs;

import static io.mltwin.armweb.AzureException.notBuiltIf;

import io.mltwin.armweb.Json;
import io.mltwin.compute.execution.CommandRun;
import io.mltwin.compute.execution.ExecutionService;
import io.mltwin.compute.execution.ExecutionService.Submission;
import io.mltwin.compute.execution.LocalRuns;
import io.mltwin.compute.jobs.JobType.NewJob;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code CommandJob}: one run, on a cluster, on serverless compute or on its submitter's machine.
 * The trials of a sweep are such jobs too.
 */
@Singleton
public record CommandJobs(ExecutionService execution, LocalRuns locals, JobData data) implements JobType {

    /**
     * Writes JSON as one word of a shell's command line, in which neither the shell nor the
     * command's own expressions find anything.
     */
    public static String argument(Object value) {
        return "'" + Json.write(value).replace("'", "\\u0027").replace("$", "\\u0024") + "'";
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

    /**
     * Refuses the jobs of a sweep or pipeline that {@link #prepare} would refuse; where one is
     * refused, nothing was made of any.
     */
    public void validate(List<JobRequest> requests) {
        List<CommandRun> runs = requests.stream()
                .map(CommandJobs::filled)
                .map(one -> run(one, read(one)))
                .toList();
        for (int i = 0; i < runs.size(); i++) {
            execution.validate(requests.get(i).workspace(), runs.get(i));
        }
        for (int i = 0; i < runs.size(); i++) {
            execution.requireCode(requests.get(i).workspace(), runs.get(i));
        }
    }

    @Override
    public void validate(JobRequest request) {
        validate(List.of(request));
    }

    private static JobRequest filled(JobRequest request) {
        return request.withProperties(
                Expressions.fill(request.properties(), request.id().name()));
    }

    private static CommandJobBody read(JobRequest request) {
        return JobTypes.read(request.properties(), CommandJobBody.class);
    }

    private CommandRun run(JobRequest request, CommandJobBody body) {
        CommandRun given = JobValidator.readRun(request.id(), body, request.properties());
        notBuiltIf(
                given.target() == null && request.parentRunId() != null,
                "A sweep, pipeline or automated ML job on serverless compute");
        CommandRun run = data.resolve(request.workspace(), request.call(), given);
        if (LocalCompute.isAskedFor(body)) {
            LocalCompute.requireClient(request, run);
        }
        return run;
    }

    @Override
    public NewJob prepare(JobRequest given) {
        JobRequest request = filled(given);
        CommandJobBody body = read(request);
        CommandRun run = run(request, body);
        if (LocalCompute.isAskedFor(body)) {
            LocalRuns.WaitingJob job = locals.prepare(request.workspace(), run, request.submitter());
            return () -> locals.add(job);
        }
        Submission submission =
                execution.prepare(request.workspace(), run, request.submitter(), request.correlationId());
        Submission child = submission.childOf(request.parentRunId());
        return () -> execution.queue(child);
    }
}
