package io.mltwin.node.login;

import io.mltwin.process.ProcessStreams;
import io.mltwin.sandbox.SandboxProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.AbstractCommandSupport;

/**
 * A command of the node's SSH account, or its shell, with the streams of its SSH channel. Where the
 * client asks for a terminal, {@code script} of util-linux makes one inside the sandbox.
 *
 * <p>Deviation: a terminal of an SSH session on a node keeps the size that it had at its start.
 */
public final class LoginCommand extends AbstractCommandSupport {

    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final Pattern TERM = Pattern.compile("[A-Za-z0-9.+-]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,3}");
    private static final String COMMAND = "SSH_ORIGINAL_COMMAND";

    private final LoginSandbox sandbox;
    private final Map<String, String> variables = new TreeMap<>();
    private List<String> line;
    private SandboxProcess process;
    private boolean ended;

    /**
     * @param command null for the account's shell
     */
    public LoginCommand(String command, LoginSandbox sandbox) {
        super(command, null);
        this.sandbox = sandbox;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        Map<String, String> asked = environment.getEnv();
        boolean terminal = matches(TERM, asked.get(Environment.ENV_TERM))
                && matches(NUMBER, asked.get(Environment.ENV_COLUMNS))
                && matches(NUMBER, asked.get(Environment.ENV_LINES))
                && Files.isExecutable(SCRIPT);
        if (getCommand() != null) {
            variables.put(COMMAND, getCommand());
        }
        if (terminal) {
            variables.put(Environment.ENV_TERM, asked.get(Environment.ENV_TERM));
        }
        line = terminal ? onTerminal(asked) : line();
        // on a thread of its own: that of the connection must not wait for a sandbox
        thread("start", this);
    }

    private static boolean matches(Pattern pattern, String text) {
        return text != null && pattern.matcher(text).matches();
    }

    private List<String> line() {
        return getCommand() == null
                ? List.of(LoginSandbox.shell(), "-l")
                : List.of(LoginSandbox.shell(), "-c", getCommand());
    }

    private List<String> onTerminal(Map<String, String> asked) {
        String size = "stty echo rows %s cols %s; "
                .formatted(asked.get(Environment.ENV_LINES), asked.get(Environment.ENV_COLUMNS));
        String inside = getCommand() == null
                ? "exec " + LoginSandbox.shell() + " -l"
                : "exec " + LoginSandbox.shell() + " -c \"$" + COMMAND + "\"";
        return List.of(SCRIPT.toString(), "-qec", size + inside, "/dev/null");
    }

    @Override
    public void run() {
        SandboxProcess started;
        try {
            started = sandbox.start(line, variables);
        } catch (IOException | IllegalArgumentException e) {
            refuse(e.getMessage());
            return;
        }
        if (!keep(started)) {
            end(started);
        }
        try {
            onExit(new ProcessStreams(getInputStream(), getOutputStream(), getErrorStream()).join(started.process()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            onExit(255, "interrupted");
        }
    }

    /** Keeps what has started, for the channel's end; false where that has come before. */
    private synchronized boolean keep(SandboxProcess started) {
        process = started;
        return !ended;
    }

    private void refuse(String reason) {
        try {
            getErrorStream().write(("The node starts no session: " + reason + "\n").getBytes(StandardCharsets.UTF_8));
            getErrorStream().flush();
        } catch (IOException gone) {
            // the client has left, so nobody is told
        }
        onExit(255, reason);
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, "login-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** The command ends with its channel, also one that starts only then. */
    @Override
    public void destroy(ChannelSession channel) {
        SandboxProcess running = markEnded();
        if (running != null && running.process().isAlive()) {
            thread("end", () -> end(running));
        }
    }

    private synchronized SandboxProcess markEnded() {
        ended = true;
        return process;
    }

    private static void end(SandboxProcess running) {
        try {
            running.kill();
        } catch (IOException e) {
            System.out.println("a command of the SSH account cannot be ended: " + e.getMessage());
        }
    }
}
