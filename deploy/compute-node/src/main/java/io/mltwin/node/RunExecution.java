package io.mltwin.node;

import io.mltwin.node.CancelableCalls.CanceledException;
import io.mltwin.sandbox.Sandbox;
import io.mltwin.sandbox.SandboxKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * One run on the target, step by step as the "Train" data flow of "Enterprise security and
 * governance for Azure Machine Learning" (2020-09) lists them: prepare the environment, download
 * the code, set environment variables, run the script; then the outputs go to the storage account
 * and the status back to run history.
 */
final class RunExecution {

    private static final Duration LOOK = Duration.ofMillis(100);

    private final NodeSettings settings;
    private final RunPlace place;
    private final NodeHttp http;
    private final ComputeServiceClient service;
    private final JobBody job;
    private final Clock clock;
    private final SecureRandom random;
    private final Map<String, String> own;
    private final RunUtilization utilization;
    private final PythonEnvironments environments;
    private final CancelableCalls calls = new CancelableCalls();
    private final RunPeers peers;
    private PythonEnvironments.Prepared prepared = PythonEnvironments.Prepared.NOTHING;
    private volatile boolean abandoned;
    private volatile String state = "preparing";
    private volatile ScriptProcess script;

    RunExecution(
            NodeSettings settings,
            RunPlace place,
            NodeHttp http,
            ComputeServiceClient service,
            JobBody job,
            Clock clock,
            SecureRandom random,
            Map<String, String> own) {
        this.settings = settings;
        this.place = place;
        this.http = http;
        this.service = service;
        this.job = job;
        this.clock = clock;
        this.random = random;
        this.own = own;
        this.utilization = new RunUtilization(service, job.runId(), clock);
        this.peers = new RunPeers(job, service, calls);
        this.environments =
                new PythonEnvironments(settings, place, clock, images(job, http, service));
    }

    /** An attached machine, which speaks for nobody, has no image of the workspace's registry. */
    private static EnvironmentImages images(
            JobBody job, NodeHttp http, ComputeServiceClient service) {
        return RunFiles.isOfService(job)
                ? EnvironmentImages.NONE
                : environment -> RegistryClient.open(http, service, environment);
    }

    /** A run that ends as Failed, with the code of Azure ML's error: UserError or ServiceError. */
    private static final class FailedException extends Exception {
        private final String code;

        FailedException(String code, String message) {
            super(message);
            this.code = code;
        }
    }

    /** preparing, ready, running, waiting, finalizing or ended: what the heartbeat says. */
    String state() {
        return state;
    }

    JobBody job() {
        return job;
    }

    void cancel() {
        calls.cancel();
    }

    void heard(ComputeServiceClient.HeartbeatAnswer answer) {
        peers.heard(answer);
        // the run is somebody else's: what becomes of it is not this node's to say
        abandoned |= answer.abandon();
        if (answer.cancel()) {
            cancel();
        }
    }

    /** The end of the node itself: nothing of the run may stay behind. */
    void abort() {
        abandoned = true;
        calls.cancel();
        ScriptProcess running = script;
        try {
            environments.kill();
            if (running != null) {
                running.kill();
            }
        } catch (IOException e) {
            System.out.println("the script cannot be ended: " + e.getMessage());
        }
    }

    /** Returns when run history knows the end, or cannot be told any more. */
    void execute() throws IOException {
        RunFolder folder = RunFolder.create(place.runs(), job.runId());
        DriverLog log = new DriverLog(folder.driverLog(), clock);
        RunFiles blobs = RunFiles.of(job, http, service);
        RunData data = new RunData(job, folder, http, service);
        http.follow(job.correlationId(), job.traceParent());
        try (RunHistoryClient history = new RunHistoryClient(http, job, clock, log::line);
                IdentityEndpoint identity = new IdentityEndpoint(service, random)) {
            RunStatus end = run(folder, log, blobs, data, history, identity);
            if (abandoned) {
                return;
            }
            if (job.isHead() || end.status().equals("Failed")) {
                awaitDelivery(history, end);
            } else if (end.status().equals("Completed")) {
                state = "ended";
                peers.tellEnd();
            }
        } finally {
            http.follow(null, null);
            RunLeftovers.kill(folder.path());
            folder.delete();
        }
    }

    private RunStatus run(
            RunFolder folder,
            DriverLog log,
            RunFiles blobs,
            RunData data,
            RunHistoryClient history,
            IdentityEndpoint identity) {
        RunStatus end;
        boolean started = false;
        try {
            report(history, RunStatus.of("Preparing"));
            log.line(place.sandbox().kind().sentence());
            log.line(
                    "Run "
                            + job.runId()
                            + " of experiment "
                            + job.experimentName()
                            + " on node "
                            + settings.nodeId());
            if (job.retryReason() != null) {
                log.line("The run was queued again: " + job.retryReason());
            }
            prepareEnvironment(log, blobs);
            downloadCode(folder, log, blobs);
            fetchData(data, log);
            Map<String, String> environment = setEnvironment(folder, log, identity, data);
            awaitOthers(log);
            started = true;
            runScript(folder, log, blobs, history, data, environment);
            awaitEndOfOthers(log);
            end = null;
        } catch (CanceledException e) {
            log.line("The run was canceled");
            end = RunStatus.ended("Canceled", clock.instant());
        } catch (FailedException e) {
            log.line("The run failed: " + e.getMessage());
            end = failed(e.code, e.getMessage(), identity);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end = RunStatus.ended("Canceled", clock.instant());
        }
        if (started) {
            end = writeBack(end, data, log, identity);
        }
        return finish(end, folder, log, blobs, history, identity);
    }

    /** Only the first node tells run history how far the run is; any tells that it failed. */
    private void report(RunHistoryClient history, RunStatus status) {
        if (job.isHead() && !abandoned) {
            history.report(status);
        }
    }

    /** All nodes of a run begin its command, or none. */
    private void awaitOthers(DriverLog log) throws CanceledException, InterruptedException {
        if (job.hasPeers()) {
            state = "ready";
            log.line("Waiting until all " + job.worker().nodeCount() + " nodes are ready");
            peers.awaitStart();
        }
    }

    /** The first node ends the run, when the others have ended their parts. */
    private void awaitEndOfOthers(DriverLog log) throws CanceledException, InterruptedException {
        if (job.hasPeers() && job.isHead()) {
            state = "waiting";
            log.line("Waiting until all other nodes have ended");
            peers.awaitEnd();
        }
    }

    private void fetchData(RunData data, DriverLog log) throws FailedException, CanceledException {
        try {
            calls.run(() -> data.fetch(log, calls::isCanceled));
        } catch (IOException e) {
            throw new FailedException("UserError", e.getMessage());
        }
    }

    /** Also of a script that failed; one that was canceled leaves the datastore as it is. */
    private RunStatus writeBack(
            RunStatus end, RunData data, DriverLog log, IdentityEndpoint identity) {
        if (end != null && end.status().equals("Canceled")) {
            return end;
        }
        try {
            data.writeBack(log);
            return end;
        } catch (IOException e) {
            log.line(e.getMessage());
            return end == null ? failed("UserError", e.getMessage(), identity) : end;
        }
    }

    private void prepareEnvironment(DriverLog log, RunFiles blobs)
            throws FailedException, CanceledException, InterruptedException {
        step(log, "1/4: prepare the environment (" + job.command().interpreter() + ")");
        String obstacle =
                ScriptProcess.obstacle(
                        job.command(),
                        job.environmentVariables()
                                .getOrDefault("PATH", own.getOrDefault("PATH", "")),
                        this::isVisible);
        if (obstacle != null) {
            throw new FailedException(
                    "UserError", "The environment cannot be prepared: " + obstacle);
        }
        installPackages(log, blobs);
    }

    /** The log of the build is stored with the run, also where an earlier run has built. */
    private void installPackages(DriverLog log, RunFiles blobs)
            throws FailedException, CanceledException, InterruptedException {
        PythonPreparation preparation =
                new PythonPreparation(environments, job, this::isVisible, own);
        try {
            prepared = preparation.run(blobs, settings.logUpload(), log::line, calls::isCanceled);
        } catch (PythonEnvironments.PreparationException e) {
            throw new FailedException(
                    "UserError", "The environment cannot be prepared: " + e.getMessage());
        } catch (IOException e) {
            throw new FailedException(
                    "ServiceError", "The environment cannot be prepared: " + e.getMessage());
        } finally {
            preparation.storeLog(blobs, log::line);
        }
        if (calls.isCanceled()) {
            throw new CanceledException();
        }
    }

    /** Whether a script finds programs in a folder. */
    private boolean isVisible(Path folder) {
        return place.sandbox().kind() != SandboxKind.BUBBLEWRAP
                || Sandbox.shows(folder)
                || settings.readOnly().stream().anyMatch(folder::startsWith);
    }

    private void downloadCode(RunFolder folder, DriverLog log, RunFiles blobs)
            throws FailedException, CanceledException {
        step(
                log,
                "2/4: download the code as "
                        + blobs.actor()
                        + ", "
                        + job.snapshotFiles().size()
                        + " files");
        try {
            for (JobBody.SnapshotFile file : job.snapshotFiles()) {
                calls.run(() -> blobs.download(file, folder.inside(file.path())));
                log.line("  " + file.path() + " sha256 " + file.sha256());
            }
            if (!job.command().isShell()
                    && !Files.isRegularFile(folder.inside(job.command().script()))) {
                throw new FailedException(
                        "UserError", "The snapshot has no file " + job.command().script());
            }
        } catch (IOException e) {
            throw new FailedException(
                    "ServiceError", "The code of the run cannot be fetched: " + e.getMessage());
        }
    }

    /** Their names go to the log, their values never. */
    private Map<String, String> setEnvironment(
            RunFolder folder, DriverLog log, IdentityEndpoint identity, RunData data)
            throws CanceledException, FailedException {
        step(log, "3/4: set environment variables");
        Map<String, String> environment = ScriptProcess.environment(job, folder, identity, own);
        try {
            environment.putAll(data.variables());
        } catch (IOException e) {
            throw new FailedException("UserError", e.getMessage());
        }
        prepared.activate(environment);
        if (job.worker() != null) {
            environment.putAll(Workers.variables(job.worker()));
        }
        log.line("  " + String.join(" ", environment.keySet()));
        return environment;
    }

    private void runScript(
            RunFolder folder,
            DriverLog log,
            RunFiles blobs,
            RunHistoryClient history,
            RunData data,
            Map<String, String> environment)
            throws FailedException, CanceledException, InterruptedException {
        step(
                log,
                job.command().isShell()
                        ? "4/4: run the command"
                        : "4/4: run the script " + job.command().script());
        state = "running";
        report(history, RunStatus.running(clock.instant()));
        try (LogUpload upload = new LogUpload(blobs, job, folder, log)) {
            upload.every(settings.logUpload());
            utilization.begin();
            log.scriptBegins();
            script =
                    ScriptProcess.start(
                            command(data), folder, environment, settings, place, prepared);
            RunLimits limits =
                    new RunLimits(settings.limits().memoryBytes(), job.maxRunDurationSeconds());
            while (!script.waitFor(LOOK)) {
                String exceeded = limits.exceeded(script, log);
                if (calls.isCanceled() || limits.isTimeOver()) {
                    script.end();
                } else if (exceeded != null) {
                    script.kill();
                }
                if (calls.isCanceled()) {
                    throw new CanceledException();
                }
                if (exceeded != null) {
                    throw new FailedException("UserError", exceeded);
                }
            }
            endScriptLog(log);
            if (calls.isCanceled()) {
                throw new CanceledException();
            }
            if (script.exitCode() != 0) {
                throw new FailedException(
                        "UserError",
                        "The script exited with code "
                                + script.exitCode()
                                + ". The last lines of its log:\n"
                                + log.tail());
            }
            log.line("The script has ended with exit code 0");
        } catch (IOException e) {
            throw new FailedException(
                    "ServiceError", "The script cannot be started: " + e.getMessage());
        } finally {
            endLeftovers(folder, log);
            endScriptLog(log);
            utilization.end();
        }
    }

    private JobBody.Command command(RunData data) throws IOException {
        JobBody.Command command = data.expand(job.command());
        return job.worker() == null ? command : Workers.command(job.worker(), command);
    }

    private static void endScriptLog(DriverLog log) {
        try {
            log.scriptEnds();
        } catch (IOException e) {
            log.line("The end of the script's log is not known: " + e.getMessage());
        }
    }

    private void endLeftovers(RunFolder folder, DriverLog log) {
        try {
            if (script != null) {
                script.endLeftovers();
            }
        } catch (IOException e) {
            log.line("What the script left running cannot be ended: " + e.getMessage());
        }
        RunLeftovers.kill(folder.path());
    }

    RunUtilization utilization() {
        return utilization;
    }

    private RunStatus finish(
            RunStatus end,
            RunFolder folder,
            DriverLog log,
            RunFiles blobs,
            RunHistoryClient history,
            IdentityEndpoint identity) {
        state = "finalizing";
        if (abandoned) {
            return RunStatus.ended("Canceled", clock.instant());
        }
        boolean wasCanceled = end != null && end.status().equals("Canceled");
        RunArtifacts artifacts = new RunArtifacts(job, folder, log, blobs);
        RunStatus ended = end;
        try {
            if (!wasCanceled) {
                report(history, RunStatus.of("Finalizing"));
                ended = storeOutputs(end, artifacts, log);
            }
            artifacts.storeLogs();
        } catch (IOException e) {
            log.line("The outputs cannot be stored: " + e.getMessage());
            if (ended == null) {
                return failed(
                        "ServiceError",
                        "The outputs of the run cannot be stored: " + e.getMessage(),
                        identity);
            }
        }
        return ended == null ? RunStatus.ended("Completed", clock.instant()) : ended;
    }

    private RunStatus storeOutputs(RunStatus end, RunArtifacts artifacts, DriverLog log)
            throws IOException {
        try {
            artifacts.storeOutputs(calls);
            return end;
        } catch (CanceledException e) {
            log.line("The run was canceled");
            return end == null ? RunStatus.ended("Canceled", clock.instant()) : end;
        }
    }

    private void step(DriverLog log, String text) throws CanceledException {
        if (calls.isCanceled()) {
            throw new CanceledException();
        }
        log.line("Step " + text);
    }

    /** A script may print its secrets, but run history keeps the message for good. */
    private RunStatus failed(String code, String message, IdentityEndpoint identity) {
        String clean = message.replace(identity.secret(), "***");
        if (job.runToken() != null && !job.runToken().isEmpty()) {
            clean = clean.replace(job.runToken(), "***");
        }
        return RunStatus.failed(code, clean, clock.instant());
    }

    private static void awaitDelivery(RunHistoryClient history, RunStatus end) {
        Future<Boolean> delivery = history.report(end);
        try {
            delivery.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
