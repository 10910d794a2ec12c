package io.mltwin.machine;

import io.mltwin.process.ProcessStreams;
import java.io.IOException;
import java.util.Map;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.AbstractCommandSupport;

/** A command of the shell, with the streams of its SSH channel. */
final class ShellCommand extends AbstractCommandSupport {

    private final VirtualMachine.Settings settings;
    private volatile Process process;

    ShellCommand(String command, VirtualMachine.Settings settings) {
        super(command, null);
        this.settings = settings;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", getCommand())
                .directory(settings.home().toFile());
        Map<String, String> variables = builder.environment();
        variables.clear();
        variables.put("HOME", settings.home().toAbsolutePath().toString());
        variables.put("USER", settings.username());
        variables.put("LOGNAME", settings.username());
        variables.put("PATH", settings.path());
        variables.put("LANG", "C.UTF-8");
        process = builder.start();
        Thread streams = new Thread(this, "command-streams");
        streams.setDaemon(true);
        streams.start();
    }

    @Override
    public void run() {
        try {
            onExit(new ProcessStreams(getInputStream(), getOutputStream(), getErrorStream()).join(process));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            onExit(-1, "interrupted");
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
