package io.mltwin.compute.jobs;

import io.mltwin.armweb.Json;
import io.mltwin.compute.assets.AssetProperties;
import io.mltwin.compute.assets.AssetService;
import io.mltwin.compute.execution.CommandRun;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunEnded;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import io.mltwin.resourceprovider.SystemData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * Registers outputs of a job that has completed as versions of data assets, in the transaction in
 * which it ends: {@code assetName} and {@code assetVersion} of {@code JobOutput}.
 */
@ApplicationScoped
class RegisteredOutputs {

    private static final Logger LOG = Logger.getLogger(RegisteredOutputs.class);

    private final RunService runs;
    private final AssetService assets;
    private final Clock clock;

    RegisteredOutputs(RunService runs, AssetService assets, Clock clock) {
        this.runs = runs;
        this.assets = assets;
        this.clock = clock;
    }

    void ended(@Observes RunEnded end) {
        // a run that its owner adds as one that has ended is not stored yet, and is no job
        boolean isStored = runs.status(end.workspaceId(), end.runId()).isPresent();
        if (end.status() != RunStatus.Completed || !isStored) {
            return;
        }
        RunBody run = runs.get(end.history(), null, end.runId());
        if (!CommandRun.TYPE.equals(run.runType()) || run.runDefinition() == null) {
            return;
        }
        CommandJobBody job = Json.read(run.runDefinition(), CommandJobBody.class);
        if (job.outputs() != null) {
            job.outputs().forEach((name, output) -> {
                if (output != null && output.assetName() != null) {
                    register(end, run, output);
                }
            });
        }
    }

    private void register(RunEnded end, RunBody run, CommandJobBody.Output output) {
        String submitter = run.createdBy() == null ? null : run.createdBy().userName();
        String type = String.valueOf(submitter).contains("@") ? "User" : "Application";
        boolean isRegistered = assets.registerData(
                        end.history(),
                        output.assetName(),
                        output.assetVersion(),
                        AssetProperties.ofData(output.jobOutputType(), output.uri()),
                        new SystemData(submitter, type, clock.instant(), submitter, type, clock.instant()))
                .isPresent();
        if (!isRegistered) {
            LOG.warnf(
                    "The output of run %s is not registered: its data asset has got that version meanwhile",
                    end.runId());
        }
    }
}
