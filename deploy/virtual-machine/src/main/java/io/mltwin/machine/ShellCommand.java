package io.mltwin.machine;

import io.mltwin.process.ProcessStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** A command of the shell, with the streams of its SSH channel. */
final class ShellCommand implements Command {

    private final String command;
    private final VirtualMachine.Settings settings;
    private InputStream input;
    private OutputStream output;
    private OutputStream errors;
    private ExitCallback exit;
    private volatile Process process;

    ShellCommand(String command, VirtualMachine.Settings settings) {
        this.command = command;
        this.settings = settings;
    }

    @Override
    public void setInputStream(InputStream in) {
        this.input = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
        this.output = out;
    }

    @Override
    public void setErrorStream(OutputStream err) {
        this.errors = err;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        this.exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command)
                .directory(settings.home().toFile());
        Map<String, String> variables = builder.environment();
        variables.clear();
        variables.put("HOME", settings.home().toAbsolutePath().toString());
        variables.put("USER", settings.username());
        variables.put("LOGNAME", settings.username());
        variables.put("PATH", settings.path());
        variables.put("LANG", "C.UTF-8");
        Process started = builder.start();
        process = started;
        Thread streams = new Thread(() -> join(started), "command-streams");
        streams.setDaemon(true);
        streams.start();
    }

    private void join(Process started) {
        try {
            exit.onExit(new ProcessStreams(input, output, errors).join(started));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exit.onExit(-1, "interrupted");
        }
    }

    /** The command ends with its channel; what it left in the background does not. */
    @Override
    public void destroy(ChannelSession channel) {
        Process started = process;
        if (started != null) {
            started.destroy();
        }
    }
}
