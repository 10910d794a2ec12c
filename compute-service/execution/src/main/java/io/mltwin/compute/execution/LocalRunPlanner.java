package io.mltwin.compute.execution;

import static io.mltwin.armweb.AzureException.forbidden;
import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.armweb.AzureException.settingNotBuilt;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.access.Actor;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.environments.preparation.EnvironmentDefinitionBody;
import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import io.mltwin.compute.environments.preparation.EnvironmentPlan.EnvironmentSource;
import io.mltwin.compute.execution.LocalRuns.LocalJobs;
import io.mltwin.compute.execution.RunDefinitionBody.Configuration;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunId;
import io.mltwin.compute.snapshots.SnapshotBody.SnapshotFile;
import io.mltwin.compute.snapshots.SnapshotService;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds the code and the environment of local runs, and refuses what cannot be one. */
@Singleton
record LocalRunPlanner(
        ExecutionService execution,
        RunTargetValidator targets,
        SnapshotService snapshots,
        LocalJobs jobs,
        SecureRandom random,
        Clock clock) {

    private static final String SNAPSHOT = "ContentSnapshotId";

    /**
     * Plans a run that is submitted whole.
     *
     * @param givenId null or empty for an id that is made here
     */
    LocalRunPlan plan(OpenWorkspace open, String experiment, String givenId, JsonNode definition) {
        RunDefinitionBody run = RunDefinitionReader.read(definition);
        RunDefinitionValidator.validateLocal(run);
        Configuration configuration = run.configuration();
        String runId = givenId == null || givenId.isEmpty()
                ? RunId.generate(experiment, clock.instant(), random)
                : RunId.check(givenId);
        EnvironmentPlan environment = environment(open, configuration.environment());
        List<SnapshotFile> files = files(open, run.snapshotId());
        RunDefinitionValidator.invalidIf(
                !files.isEmpty() && files.stream().noneMatch(f -> f.path().equals(configuration.script())),
                "configuration.script",
                "The snapshot has no file '%s'.",
                configuration.script());
        return new LocalRunPlan(
                RunDefinitionReader.run(
                        runId, experiment, run, definition, isBlank(run.snapshotId()) ? null : run.snapshotId()),
                false,
                files,
                environment,
                dockerImage(configuration));
    }

    /** Plans a job that was submitted for a local run, and that its submitter now starts. */
    LocalRunPlan plan(OpenWorkspace open, RunBody job, Actor submitter) {
        if (job.createdBy() == null || !Objects.equals(job.createdBy().userObjectId(), submitter.objectId())) {
            throw forbidden(
                    "LocalRunNotOwned", "The job '%s' is started by the one who submitted it alone.", job.runId());
        }
        CommandRun run =
                jobs.read(ArmResourceId.parse(open.workspace().id()).child("jobs", job.runId()), job.runDefinition());
        EnvironmentPlan environment = environment(open, run);
        List<SnapshotFile> files = files(open, job.properties().get(SNAPSHOT));
        return new LocalRunPlan(run, true, files, environment, null);
    }

    /** Refuses a new job that could not be started, and stores its code. */
    void require(OpenWorkspace open, CommandRun run) {
        if (!run.bindings().isEmpty()) {
            throw settingNotBuilt(
                    "properties." + run.bindings().get(0).expression(),
                    "nothing fetches or stores data of a datastore for a local run",
                    "Give literals, and leave what is to be kept in the folder outputs.");
        }
        environment(open, run);
        if (run.source() != null) {
            LocalRunArchive.requireCode(execution.files(open.workspace(), run.source()));
        }
    }

    private List<SnapshotFile> files(OpenWorkspace open, String snapshotId) {
        if (isBlank(snapshotId)) {
            return List.of();
        }
        List<SnapshotFile> files =
                snapshots.require(open.workspace(), snapshotId).files();
        LocalRunArchive.requireCode(files);
        return files;
    }

    private EnvironmentPlan environment(OpenWorkspace open, CommandRun run) {
        return requirePython(targets.environment(open.history(), run));
    }

    /** Where the user manages the dependencies, the machine is the environment. */
    private EnvironmentPlan environment(OpenWorkspace open, EnvironmentDefinitionBody given) {
        EnvironmentSource source = RunDefinitionValidator.source(given);
        boolean isManagedByUser =
                given.python() != null && Boolean.TRUE.equals(given.python().userManagedDependencies());
        return isManagedByUser
                ? EnvironmentPlan.own(given.name(), given.version(), source, Map.of())
                : requirePython(targets.environment(open.history(), given.name(), given.version(), source));
    }

    private static EnvironmentPlan requirePython(EnvironmentPlan environment) {
        notBuiltIf(
                environment.interpreter().equals("java"),
                "A local run in the environment '%s', which is Java's",
                environment.name());
        return environment;
    }

    private static String dockerImage(Configuration configuration) {
        if (!configuration.isDockerAskedFor()) {
            return null;
        }
        EnvironmentDefinitionBody.Docker docker = configuration.environment().docker();
        RunDefinitionValidator.invalidIf(
                docker == null
                        || docker.baseImage() == null
                        || docker.baseImage().isBlank(),
                "configuration.environment.docker.baseImage",
                "A local run in Docker needs configuration.environment.docker.baseImage.");
        return docker.baseImage();
    }

    private static boolean isBlank(String snapshotId) {
        return snapshotId == null || snapshotId.isBlank();
    }

    /**
     * A local run all of whose parts are known, before it has a token.
     *
     * @param isWaitingJob whether run history has it already
     * @param files the code that the zip holds
     * @param dockerImage the image that the script runs in; null for the machine itself
     */
    record LocalRunPlan(
            CommandRun run,
            boolean isWaitingJob,
            List<SnapshotFile> files,
            EnvironmentPlan environment,
            String dockerImage) {

        String runId() {
            return run.runId();
        }

        @Override
        public String toString() {
            return "local run " + runId();
        }
    }
}
