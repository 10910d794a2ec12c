package io.mltwin.node.loop;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mltwin.node.calls.ComputeServiceClient;
import io.mltwin.node.calls.ComputeServiceClient.DismissedException;
import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.calls.RunHistoryClient;
import io.mltwin.node.job.JobBody;
import io.mltwin.node.job.RunStatus;
import io.mltwin.node.login.NodeLogin;
import io.mltwin.node.run.ManagementShareAccess;
import io.mltwin.node.run.NextNetwork;
import io.mltwin.node.run.RunExecution;
import io.mltwin.node.sandbox.RunLeftovers;
import io.mltwin.node.sandbox.RunPlace;
import io.mltwin.node.settings.NodeSettings;
import io.mltwin.sandbox.ScriptTree;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The life of a node of an AmlCompute cluster: asks for work, does one run at a time, goes when
 * nobody needs it.
 */
public final class NodeLoop {

    public static final int RELEASED = 0;
    public static final int REFUSED = 3;
    public static final int ABANDONED = 4;
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final NodeSettings settings;
    private final NodeHttp http;
    private final ComputeServiceClient service;
    private final ManagementShareAccess managementShare;
    private final Clock clock;
    private final SecureRandom random;
    private final Map<String, String> own;
    private FutureTask<RunPlace> place;
    private volatile NextNetwork network;
    private volatile NodeLogin login;
    private volatile RunExecution current;
    private volatile DismissedException dismissal;
    private volatile boolean heard = true;

    public NodeLoop(NodeSettings settings, NodeHttp http, Clock clock, SecureRandom random, Map<String, String> own) {
        this.settings = settings;
        this.http = http;
        this.service = new ComputeServiceClient(http, settings);
        this.managementShare = new ManagementShareAccess(service);
        this.clock = clock;
        this.random = random;
        this.own = own;
    }

    /** The exit code of the process. */
    public int run() throws IOException {
        RunLeftovers.kill(settings.runs());
        ScriptTree.delete(settings.runs());
        // found while compute-service is asked: a node starts as fast as without
        place = new FutureTask<>(this::findPlace);
        new Thread(place, "sandbox").start();
        login = new NodeLogin(settings, place, own, this::print);
        login.start();
        try {
            return work();
        } finally {
            login.close();
            if (network != null) {
                network.close();
            }
            RunPlace.deleteOf(settings.nodeId(), settings.scratch());
        }
    }

    private RunPlace findPlace() throws IOException {
        RunPlace found = RunPlace.find(settings);
        network = new NextNetwork(settings, found.sandbox());
        network.prepare();
        return found;
    }

    private int work() {
        long reached = System.nanoTime();
        for (int failures = 0; !Thread.currentThread().isInterrupted(); ) {
            try {
                Optional<String> job = service.next();
                failures = 0;
                if (job.isPresent()) {
                    execute(job.get());
                }
                if (dismissal != null) {
                    throw dismissal;
                }
                reached = System.nanoTime();
            } catch (DismissedException e) {
                print(e.getMessage());
                return e.isRelease() ? RELEASED : REFUSED;
            } catch (IOException e) {
                if (failures == 0) {
                    print("compute-service does not answer, trying on: " + NodeHttp.describe(e));
                }
                if (System.nanoTime() - reached > settings.patience().toNanos()) {
                    print("compute-service has not answered for "
                            + settings.patience().toSeconds()
                            + " s");
                    return ABANDONED;
                }
                pause(failures++);
            }
        }
        return ABANDONED;
    }

    /** The end of the process: ends the script and the sessions of the SSH account as well. */
    public void abort() {
        RunExecution running = current;
        if (running != null) {
            running.abort();
        }
        NodeLogin accounts = login;
        if (accounts != null) {
            accounts.close();
        }
    }

    private void execute(String text) {
        JobBody job;
        try {
            job = NodeHttp.JSON.readValue(text, JobBody.class);
        } catch (JsonProcessingException e) {
            print("compute-service sent something that is no job: " + e.getOriginalMessage());
            return;
        }
        print("run " + job.runId() + " begins");
        RunExecution execution;
        try {
            RunPlace found = place.get();
            execution =
                    new RunExecution(settings, found, network, http, service, managementShare, job, clock, random, own);
        } catch (ExecutionException e) {
            giveUp(job, e);
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        current = execution;
        ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        long period = settings.heartbeat().toMillis();
        heart.scheduleWithFixedDelay(() -> beat(execution), 0, period, TimeUnit.MILLISECONDS);
        try {
            execution.execute();
            print("run " + job.runId() + " has ended");
        } catch (IOException | RuntimeException e) {
            print("run " + job.runId() + " was given up: " + e);
            giveUp(job, e);
        } finally {
            current = null;
            heart.shutdownNow();
            login.runEnded();
            network.prepare();
        }
    }

    /** A full disk or a job with gaps: the run must not stay open for good. */
    private void giveUp(JobBody job, Exception reason) {
        if (job.historyUrl() == null || job.runToken() == null) {
            return;
        }
        String message = "The node cannot carry out the run: " + reason;
        try (RunHistoryClient history = new RunHistoryClient(http, job, clock, this::print)) {
            history.report(RunStatus.failed("ServiceError", message, clock.instant()))
                    .join();
        }
    }

    private void beat(RunExecution execution) {
        try {
            execution.heard(service.heartbeat(execution.job().runId(), execution.state()));
            heard = true;
            execution.utilization().minute();
        } catch (DismissedException e) {
            dismissal = e;
            execution.cancel();
        } catch (IOException e) {
            // compute-service is away: the run goes on, its end is delivered when it is back.
            if (heard && current == execution) {
                print("a heartbeat was not answered: " + NodeHttp.describe(e));
            }
            heard = false;
        } catch (RuntimeException e) {
            // The next one is sent: without any, the run would be taken for lost.
            print("a heartbeat failed: " + e);
        }
    }

    private static void pause(int failures) {
        try {
            Thread.sleep(Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 10)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(String text) {
        System.out.println(clock.instant() + " " + settings.nodeId() + " " + text);
    }
}
