package io.mltwin.node.run;

import io.mltwin.node.calls.CancelableCalls;
import io.mltwin.node.calls.CancelableCalls.CanceledException;
import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.data.DriverLog;
import io.mltwin.node.data.RunData;
import io.mltwin.node.data.RunFiles;
import io.mltwin.node.environment.PythonEnvironments;
import io.mltwin.node.environment.PythonEnvironments.Prepared;
import io.mltwin.node.identity.IdentityEndpoint;
import io.mltwin.node.job.JobBody;
import io.mltwin.node.job.PreparationException;
import io.mltwin.node.job.RunFailedException;
import io.mltwin.node.job.RunFolder;
import io.mltwin.node.job.Workers;
import io.mltwin.node.sandbox.RunPlace;
import io.mltwin.node.settings.NodeSettings;
import io.mltwin.sandbox.Sandbox;
import io.mltwin.sandbox.SandboxKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The steps of a run before its script: environment, code, data, environment variables. */
final class RunPreparation {

    private final NodeSettings settings;
    private final RunPlace place;
    private final JobBody job;
    private final PythonEnvironments environments;
    private final Map<String, String> own;
    private final CancelableCalls calls;
    private final RunFolder folder;
    private final DriverLog log;
    private final RunFiles blobs;
    private final RunData data;

    /**
     * @param own the variables of the node
     */
    RunPreparation(
            NodeSettings settings,
            RunPlace place,
            JobBody job,
            PythonEnvironments environments,
            Map<String, String> own,
            CancelableCalls calls,
            RunFolder folder,
            DriverLog log,
            RunFiles blobs,
            RunData data) {
        this.settings = settings;
        this.place = place;
        this.job = job;
        this.environments = environments;
        this.own = own;
        this.calls = calls;
        this.folder = folder;
        this.log = log;
        this.blobs = blobs;
        this.data = data;
    }

    /** Returns what the script's environment gets from the Python environment. */
    Prepared prepareEnvironment() throws RunFailedException, CanceledException, InterruptedException {
        step("1/4: prepare the environment (" + job.command().interpreter() + ")");
        String obstacle = ScriptProcess.obstacle(
                job.command(),
                job.environmentVariables().getOrDefault("PATH", own.getOrDefault("PATH", "")),
                this::isVisible);
        if (obstacle != null) {
            throw new RunFailedException("UserError", "The environment cannot be prepared: " + obstacle);
        }
        return installPackages();
    }

    /** The log of the build is stored with the run, also where an earlier run has built. */
    private Prepared installPackages() throws RunFailedException, CanceledException, InterruptedException {
        PythonPreparation preparation = new PythonPreparation(environments, job, this::isVisible, own);
        Prepared prepared;
        try {
            prepared = preparation.run(blobs, settings.logUpload(), log::line, calls::isCanceled);
        } catch (PreparationException e) {
            throw new RunFailedException("UserError", "The environment cannot be prepared: " + e.getMessage());
        } catch (IOException e) {
            throw new RunFailedException("ServiceError", "The environment cannot be prepared: " + e.getMessage());
        } finally {
            preparation.storeLog(blobs, log::line);
        }
        calls.requireGoingOn();
        return prepared;
    }

    /** Returns whether a script finds programs in a folder. */
    private boolean isVisible(Path folder) {
        return place.sandbox().kind() != SandboxKind.BUBBLEWRAP
                || Sandbox.shows(folder)
                || settings.readOnly().stream().anyMatch(folder::startsWith);
    }

    void downloadCode() throws RunFailedException, CanceledException {
        step("2/4: download the code as "
                + blobs.actor()
                + ", "
                + job.snapshotFiles().size()
                + " files");
        try {
            for (JobBody.SnapshotFile file : job.snapshotFiles()) {
                Path target = folder.inside(file.path());
                folder.make(target.getParent());
                calls.run(() -> blobs.download(file, target));
                log.line("  " + file.path() + " sha256 " + file.sha256());
            }
            if (!job.command().isShell() && !folder.holds(job.command().script())) {
                throw new RunFailedException(
                        "UserError", "The snapshot has no file " + job.command().script());
            }
        } catch (IOException e) {
            throw new RunFailedException("ServiceError", "The code of the run cannot be fetched: " + e.getMessage());
        }
    }

    /**
     * Waits until the management code is on the file share, and takes from there what the container
     * starts with.
     */
    void takeManagementCode(ManagementShare share) throws RunFailedException, CanceledException {
        try {
            calls.run(share::awaitEnd);
            share.code().mount(folder, share.stored());
        } catch (IOException e) {
            throw new RunFailedException(
                    "ServiceError",
                    "The management code of the run cannot be put on the node's disk: " + NodeHttp.describe(e));
        }
        if (share.share() != null) {
            log.line("Wrote the management code to the file share "
                    + share.share()
                    + ": "
                    + share.code().path());
        }
    }

    /** Their names go to the log, their values never. */
    Map<String, String> setEnvironment(IdentityEndpoint identity, Prepared prepared)
            throws CanceledException, RunFailedException {
        step("3/4: set environment variables");
        Map<String, String> environment = ScriptProcess.environment(job, folder, identity, own);
        try {
            environment.putAll(data.variables());
        } catch (IOException e) {
            throw new RunFailedException("UserError", e.getMessage());
        }
        prepared.activate(environment);
        if (job.worker() != null) {
            environment.putAll(Workers.variables(job.worker()));
        }
        log.line("  " + String.join(" ", environment.keySet()));
        return environment;
    }

    /** Fetches what the data references and inputs of the run name. */
    void fetchData() throws RunFailedException, CanceledException {
        try {
            calls.run(() -> data.fetch(log, calls::isCanceled));
        } catch (IOException e) {
            throw new RunFailedException("UserError", e.getMessage());
        }
    }

    private void step(String text) throws CanceledException {
        calls.requireGoingOn();
        log.line("Step " + text);
    }
}
