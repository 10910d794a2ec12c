package io.mltwin.machine;

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

    private static final int CHUNK = 8192;
    private static final long LAST_OUTPUT_MILLIS = 500;

    private final String command;
    private final VirtualMachine.Settings settings;
    private InputStream input;
    private OutputStream output;
    private OutputStream errors;
    private ExitCallback exit;
    private Process process;

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
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", "-c", command).directory(settings.home().toFile());
        Map<String, String> variables = builder.environment();
        variables.clear();
        variables.put("HOME", settings.home().toAbsolutePath().toString());
        variables.put("USER", settings.username());
        variables.put("LOGNAME", settings.username());
        variables.put("PATH", settings.path());
        variables.put("LANG", "C.UTF-8");
        process = builder.start();
        thread("input", () -> pump(input, process.getOutputStream(), true));
        Thread said = thread("output", () -> pump(process.getInputStream(), output, false));
        Thread complained = thread("errors", () -> pump(process.getErrorStream(), errors, false));
        thread("exit", () -> awaitExit(said, complained));
    }

    /** A program that the command left running may hold its output open. */
    private void awaitExit(Thread said, Thread complained) {
        try {
            int code = process.waitFor();
            said.join(LAST_OUTPUT_MILLIS);
            complained.join(LAST_OUTPUT_MILLIS);
            exit.onExit(code);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exit.onExit(-1, "interrupted");
        }
    }

    private static void pump(InputStream from, OutputStream to, boolean close) {
        byte[] chunk = new byte[CHUNK];
        try {
            for (int length = from.read(chunk); length >= 0; length = from.read(chunk)) {
                to.write(chunk, 0, length);
                to.flush();
            }
            if (close) {
                to.close();
            }
        } catch (IOException ended) {
            // either side has ended: the exit code tells the rest
        }
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, "command-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** The command ends with its channel; what it left in the background does not. */
    @Override
    public void destroy(ChannelSession channel) {
        if (process != null) {
            process.destroy();
        }
    }
}
