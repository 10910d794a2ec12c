package io.mltwin.node.login;

import io.mltwin.node.calls.ComputeServiceClient;
import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.calls.StorageCalls;
import io.mltwin.node.login.LoginServer.LoginAccount;
import io.mltwin.node.sandbox.RunPlace;
import io.mltwin.node.settings.NodeSettings;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Sets up the SSH account of a node, where its cluster has one, and takes it down with the node. An
 * account whose secret is refused is not set up, which the node's log and compute-service are told;
 * runs go on without it.
 *
 * <p>Deviation: a node whose SSH account cannot be set up takes runs all the same; what Azure does
 * with it is not documented. A secret that is disabled later closes the accounts of new nodes
 * alone.
 */
public final class NodeLogin {

    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final NodeSettings settings;
    private final Future<RunPlace> place;
    private final Map<String, String> own;
    private final Consumer<String> log;
    private final Thread thread = new Thread(this::work, "login");
    private LoginSandbox sandbox;
    private LoginServer server;
    private boolean closed;

    /**
     * @param place where runs lie, once that is known
     * @param own variables of the node
     */
    public NodeLogin(NodeSettings settings, Future<RunPlace> place, Map<String, String> own, Consumer<String> log) {
        this.settings = settings;
        this.place = place;
        this.own = own;
        this.log = log;
    }

    /** Sets the account up while the node already works. */
    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** A call that is made until it is answered. */
    private interface Call<T> {
        T make() throws IOException;
    }

    private void work() {
        try {
            // a client of its own: the node's follows the traces of runs
            NodeHttp http = new NodeHttp(settings.authorities());
            LoginClient client = new LoginClient(http, new ComputeServiceClient(http, settings));
            setUp(client);
        } catch (IOException | GeneralSecurityException e) {
            log.accept("the SSH account is not set up: " + e.getMessage());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void setUp(LoginClient client) throws IOException, InterruptedException {
        try {
            Optional<LoginAccount> account = persist(client::account);
            if (account.isEmpty()) {
                return;
            }
            int port = open(account.get());
            log.accept(account.get() + " is served at port " + port);
            persist(() -> {
                client.report(port, null);
                return port;
            });
        } catch (StorageCalls.RefusedException | GeneralSecurityException | ExecutionException e) {
            String reason = String.valueOf(e.getMessage());
            log.accept("the SSH account is not set up: " + reason);
            persist(() -> {
                client.report(null, reason);
                return reason;
            });
        }
    }

    /** Makes a call until it is answered or refused. */
    private <T> T persist(Call<T> call) throws IOException, InterruptedException {
        for (int failures = 0; ; failures++) {
            try {
                return call.make();
            } catch (StorageCalls.RefusedException refused) {
                throw refused;
            } catch (IOException passing) {
                if (failures == 0) {
                    log.accept("the SSH account has to wait, trying on: " + NodeHttp.describe(passing));
                }
                Thread.sleep(Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 10)));
            }
        }
    }

    private int open(LoginAccount account)
            throws IOException, GeneralSecurityException, InterruptedException, ExecutionException {
        RunPlace found = place.get();
        synchronized (this) {
            if (closed) {
                throw new InterruptedException("the node ends");
            }
            sandbox = new LoginSandbox(settings, found, account.adminUserName(), own);
            server = LoginServer.start(account, sandbox, sandbox::admits, log);
            return server.port();
        }
    }

    /** After a run: an encrypted scratch disk is emptied, and sessions on it end. */
    public synchronized void runEnded() {
        if (sandbox != null && settings.scratch() != null) {
            try {
                sandbox.clean();
            } catch (IOException e) {
                log.accept("the home of the SSH account cannot be emptied: " + e.getMessage());
            }
        }
    }

    /** Ends all sessions with the node. */
    public void close() {
        thread.interrupt();
        synchronized (this) {
            closed = true;
            if (server != null) {
                try {
                    server.close();
                } catch (IOException e) {
                    log.accept("the SSH account cannot be closed: " + e.getMessage());
                }
                server = null;
            }
        }
    }
}
