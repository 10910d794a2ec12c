package io.mltwin.node.login;

import io.mltwin.node.sandbox.RunLeftovers;
import io.mltwin.node.sandbox.RunPlace;
import io.mltwin.node.settings.NodeSettings;
import io.mltwin.sandbox.SandboxNetwork;
import io.mltwin.sandbox.SandboxProcess;
import io.mltwin.sandbox.SandboxRequest;
import io.mltwin.sandbox.SandboxUser;
import io.mltwin.sandbox.ScriptTree;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where commands of the node's SSH account run: in the sandbox of a script, all as one user, in a
 * home on the node's scratch disk that they share.
 */
public final class LoginSandbox {

    /** No run's folder is named so. */
    private static final String HOME = ".login";

    private static final int MOST = 20;
    private static final String PATH = "/usr/local/bin:/usr/bin:/bin";

    private final NodeSettings settings;
    private final RunPlace place;
    private final String username;
    private final Map<String, String> own;
    private final Set<SandboxProcess> running = new HashSet<>();
    private Optional<SandboxUser> user = Optional.empty();
    private SandboxNetwork network;
    private boolean closed;

    /**
     * @param own variables of the node
     */
    public LoginSandbox(NodeSettings settings, RunPlace place, String username, Map<String, String> own) {
        this.settings = settings;
        this.place = place;
        this.username = username;
        this.own = own;
    }

    /** The interpreter of the account's commands. */
    static String shell() {
        return Files.isExecutable(Path.of("/bin/bash")) ? "/bin/bash" : "/bin/sh";
    }

    /** Returns whether a connection comes from no script. */
    boolean admits(SocketAddress caller, SocketAddress called) {
        return place.sandbox().admits(caller, called, place.runs());
    }

    /**
     * Starts a command.
     *
     * @param terminal further variables of its environment
     * @throws IOException when too many run, or none may any more
     */
    synchronized SandboxProcess start(List<String> command, Map<String, String> terminal) throws IOException {
        running.removeIf(process -> !process.process().isAlive());
        if (closed) {
            throw new IOException("the node ends");
        }
        if (running.size() >= MOST) {
            throw new IOException("the account has " + MOST + " commands already");
        }
        List<Path> readOnly = new ArrayList<>(settings.readOnly());
        readOnly.add(Path.of(System.getProperty("java.home")));
        SandboxProcess process = place.sandbox()
                .startShared(
                        SandboxRequest.of(home(), command)
                                .readOnly(readOnly)
                                .hidden(settings.hidden())
                                .environment(environment(terminal))
                                .limits(settings.limits())
                                .network(network)
                                .build(),
                        user);
        running.add(process);
        return process;
    }

    private Path homePath() {
        return place.runs().resolve(HOME).toAbsolutePath().normalize();
    }

    private Path authorities() {
        return homePath().resolve(".authorities.pem");
    }

    private Path home() throws IOException {
        if (!Files.isDirectory(homePath())) {
            Files.createDirectories(homePath());
            // before the account may write there: it could make a link of it
            Files.copy(settings.authorities(), authorities());
            user = place.sandbox().chooseUser();
            network = place.sandbox().network(settings.ports(), List.of());
        }
        return homePath();
    }

    private Map<String, String> environment(Map<String, String> terminal) {
        Map<String, String> all = new TreeMap<>(terminal);
        all.put("HOME", homePath().toString());
        all.put("USER", username);
        all.put("LOGNAME", username);
        all.put("SHELL", shell());
        all.put("PATH", own.getOrDefault("PATH", PATH));
        all.put("LANG", own.getOrDefault("LANG", "C.UTF-8"));
        all.put("SSL_CERT_FILE", authorities().toString());
        all.put("REQUESTS_CA_BUNDLE", authorities().toString());
        all.put("JAVA_HOME", System.getProperty("java.home"));
        return all;
    }

    /** Ends what runs, and empties the home, as a scratch disk is emptied after a run. */
    synchronized void clean() throws IOException {
        for (SandboxProcess process : running) {
            process.kill();
        }
        running.clear();
        if (network != null) {
            network.close();
        }
        RunLeftovers.kill(homePath());
        ScriptTree.delete(homePath());
    }

    /** Ends what runs; nothing starts any more. */
    public synchronized void close() throws IOException {
        closed = true;
        clean();
    }
}
