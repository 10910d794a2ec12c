package io.mltwin.node.run;

import io.mltwin.node.calls.CancelableCalls;
import io.mltwin.node.calls.CancelableCalls.CanceledException;
import io.mltwin.node.calls.ComputeServiceClient;
import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.calls.RunHistoryClient;
import io.mltwin.node.data.DriverLog;
import io.mltwin.node.data.RunData;
import io.mltwin.node.data.RunFiles;
import io.mltwin.node.environment.PythonEnvironments;
import io.mltwin.node.identity.IdentityEndpoint;
import io.mltwin.node.image.EnvironmentImages;
import io.mltwin.node.image.RegistryClient;
import io.mltwin.node.job.JobBody;
import io.mltwin.node.job.RunFailedException;
import io.mltwin.node.job.RunFolder;
import io.mltwin.node.job.RunStatus;
import io.mltwin.node.sandbox.RunLeftovers;
import io.mltwin.node.sandbox.RunPlace;
import io.mltwin.node.settings.NodeSettings;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * One run on the target, step by step as the "Train" data flow of "Enterprise security and
 * governance for Azure Machine Learning" (2020-09) lists them: prepare the environment, download
 * the code, set environment variables, run the script; then the outputs go to the storage account
 * and the status back to run history.
 */
public final class RunExecution {

    private final NodeSettings settings;
    private final RunPlace place;
    private final NextNetwork next;
    private final NodeHttp http;
    private final ComputeServiceClient service;
    private final ManagementShareAccess managementShare;
    private final JobBody job;
    private final Clock clock;
    private final SecureRandom random;
    private final Map<String, String> own;
    private final RunUtilization utilization;
    private final PythonEnvironments environments;
    private final CancelableCalls calls = new CancelableCalls();
    private final RunPeers peers;
    private volatile boolean abandoned;
    private volatile String state = "preparing";
    private volatile ScriptExecution script;

    public RunExecution(
            NodeSettings settings,
            RunPlace place,
            NextNetwork next,
            NodeHttp http,
            ComputeServiceClient service,
            ManagementShareAccess managementShare,
            JobBody job,
            Clock clock,
            SecureRandom random,
            Map<String, String> own) {
        this.settings = settings;
        this.place = place;
        this.next = next;
        this.http = http;
        this.service = service;
        this.managementShare = managementShare;
        this.job = job;
        this.clock = clock;
        this.random = random;
        this.own = own;
        this.utilization = new RunUtilization(service, job.runId(), clock);
        this.peers = new RunPeers(job, service, calls);
        this.environments = new PythonEnvironments(settings, place, clock, images(job, http, service));
    }

    /** An attached machine, which speaks for nobody, has no image of the workspace's registry. */
    private static EnvironmentImages images(JobBody job, NodeHttp http, ComputeServiceClient service) {
        return RunFiles.isOfService(job)
                ? EnvironmentImages.NONE
                : environment -> RegistryClient.open(http, service, environment);
    }

    /** preparing, ready, running, waiting, finalizing or ended: what the heartbeat says. */
    public String state() {
        return state;
    }

    public JobBody job() {
        return job;
    }

    public void cancel() {
        calls.cancel();
    }

    public void heard(ComputeServiceClient.HeartbeatAnswer answer) {
        peers.heard(answer);
        // the run is somebody else's: what becomes of it is not this node's to say
        abandoned |= answer.abandon();
        if (answer.cancel()) {
            cancel();
        }
    }

    /** The end of the node itself: nothing of the run may stay behind. */
    public void abort() {
        abandoned = true;
        calls.cancel();
        ScriptExecution running = script;
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
    public void execute() throws IOException {
        RunFolder folder = RunFolder.create(place.runs(), job.runId());
        DriverLog log = new DriverLog(folder.driverLog(), clock);
        RunFiles blobs = RunFiles.of(job, http, service);
        RunData data = new RunData(job, folder, http, service);
        http.follow(job.correlationId(), job.traceParent());
        try (RunHistoryClient history = new RunHistoryClient(http, job, clock, log::line);
                RunNetwork network = new RunNetwork(settings, place.sandbox(), next, job);
                IdentityEndpoint identity = new IdentityEndpoint(
                        network.identity(),
                        service,
                        random,
                        (caller, called) -> place.sandbox().admits(caller, called, folder.path()))) {
            RunStatus end = run(folder, log, blobs, data, history, identity, network);
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
            IdentityEndpoint identity,
            RunNetwork network) {
        RunStatus end;
        boolean started = false;
        try (ManagementShare share = ManagementShare.begin(job, http, service, managementShare)) {
            report(history, RunStatus.of("Preparing"));
            log.line(place.sandbox().sentence());
            log.line("Run " + job.runId() + " of experiment " + job.experimentName() + " on node " + settings.nodeId());
            if (job.retryReason() != null) {
                log.line("The run was queued again: " + job.retryReason());
            }
            RunPreparation preparation =
                    new RunPreparation(settings, place, job, environments, own, calls, folder, log, blobs, data);
            PythonEnvironments.Prepared prepared = preparation.prepareEnvironment();
            preparation.downloadCode();
            preparation.fetchData();
            preparation.takeManagementCode(share);
            Map<String, String> environment = preparation.setEnvironment(identity, prepared);
            awaitOthers(log, network);
            started = true;
            beginScript(log, history);
            script = new ScriptExecution(settings, place, job, calls, utilization, folder, log, blobs, data);
            script.run(environment, prepared, network);
            awaitEndOfOthers(log);
            end = null;
        } catch (CanceledException e) {
            log.line("The run was canceled");
            end = RunStatus.ended("Canceled", clock.instant());
        } catch (RunFailedException e) {
            log.line("The run failed: " + e.getMessage());
            end = failed(e.code(), e.getMessage(), identity);
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
    private void awaitOthers(DriverLog log, RunNetwork network)
            throws CanceledException, RunFailedException, InterruptedException {
        if (job.hasPeers()) {
            try {
                network.tell();
            } catch (IOException e) {
                throw new RunFailedException("ServiceError", "The run has no network: " + e.getMessage());
            }
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

    private void beginScript(DriverLog log, RunHistoryClient history) throws CanceledException {
        calls.requireGoingOn();
        log.line(
                job.command().isShell()
                        ? "Step 4/4: run the command"
                        : "Step 4/4: run the script " + job.command().script());
        state = "running";
        report(history, RunStatus.running(clock.instant()));
    }

    /** Also of a script that failed; one that was canceled leaves the datastore as it is. */
    private RunStatus writeBack(RunStatus end, RunData data, DriverLog log, IdentityEndpoint identity) {
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

    public RunUtilization utilization() {
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
        RunArtifacts artifacts = new RunArtifacts(job, folder, log, blobs);
        RunStatus ended = end;
        try {
            try {
                if (end == null || !end.status().equals("Canceled")) {
                    report(history, RunStatus.of("Finalizing"));
                    ended = storeOutputs(end, artifacts, log);
                }
            } finally {
                artifacts.storeLogs();
            }
        } catch (IOException e) {
            if (ended == null) {
                return failed("ServiceError", "The outputs of the run cannot be stored: " + e.getMessage(), identity);
            }
        }
        return ended == null ? RunStatus.ended("Completed", clock.instant()) : ended;
    }

    private RunStatus storeOutputs(RunStatus end, RunArtifacts artifacts, DriverLog log) throws IOException {
        try {
            artifacts.storeOutputs(calls);
            return end;
        } catch (CanceledException e) {
            log.line("The run was canceled");
            return end == null ? RunStatus.ended("Canceled", clock.instant()) : end;
        } catch (IOException e) {
            log.line("The outputs cannot be stored: " + e.getMessage());
            throw e;
        }
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
