package io.mltwin.compute.attachedmachines;

import io.mltwin.compute.attachedmachines.MachineException.Cause;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;

/** A machine that accepted the login: commands of its account's shell. */
public final class SshConnection implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SshClient client;
    private final ClientSession session;
    private final MachineAddress address;

    SshConnection(SshClient client, ClientSession session, MachineAddress address) {
        this.client = client;
        this.session = session;
        this.address = address;
    }

    /**
     * Runs a command that reads a text.
     *
     * @throws MachineException when the connection breaks, or the command does not end within a
     *     minute
     */
    public CommandResult run(String command, String input) throws MachineException {
        return run(command, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Runs a command that reads a stream.
     *
     * @throws MachineException when the connection breaks, or the command does not end within a
     *     minute
     */
    public CommandResult run(String command, InputStream input) throws MachineException {
        BoundedOutput output = new BoundedOutput();
        BoundedOutput errors = new BoundedOutput();
        try (ChannelExec channel = session.createExecChannel(command, StandardCharsets.UTF_8, null, Map.of())) {
            channel.setIn(input);
            channel.setOut(output);
            channel.setErr(errors);
            channel.open().verify(PATIENCE);
            Set<ClientChannelEvent> events = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE);
            Integer exit = channel.getExitStatus();
            if (exit == null || events.contains(ClientChannelEvent.TIMEOUT)) {
                throw lost();
            }
            return new CommandResult(exit, output.toString(), errors.toString());
        } catch (MachineException lost) {
            throw lost;
        } catch (IOException | RuntimeException broken) {
            throw lost();
        }
    }

    /**
     * Runs a command that has to succeed.
     *
     * @throws MachineException also when it does not, with what it said
     */
    public String require(String command, String input) throws MachineException {
        return succeeded(run(command, input));
    }

    /**
     * Runs a command that reads a stream and has to succeed.
     *
     * @throws MachineException also when it does not, with what it said
     */
    public String require(String command, InputStream input) throws MachineException {
        return succeeded(run(command, input));
    }

    private String succeeded(CommandResult result) throws MachineException {
        if (!result.isSuccess()) {
            throw new MachineException(Cause.LOST, "the machine at " + address.server() + " said: " + result.said());
        }
        return result.output();
    }

    private MachineException lost() {
        return new MachineException(Cause.LOST, "the connection to " + address.server() + " was lost");
    }

    @Override
    public void close() {
        client.stop();
    }

    /**
     * The result of a command on a machine.
     *
     * @param exitCode -1 when the machine did not say
     * @param output the beginning of its output
     * @param errors the beginning of its errors
     */
    public record CommandResult(int exitCode, String output, String errors) {

        private static final int MOST_SAID = 400;

        public boolean isSuccess() {
            return exitCode == 0;
        }

        /** The beginning of what it said, its errors if there are any. */
        public String said() {
            String text = errors.isBlank() ? output.strip() : errors.strip();
            return text.isEmpty() ? "exit code " + exitCode : text.substring(0, Math.min(MOST_SAID, text.length()));
        }
    }

    /** Keeps the beginning of what a machine says: it may say any amount. */
    static final class BoundedOutput extends OutputStream {

        private static final int MOST = 16 * 1024;

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int value) {
            if (kept.size() < MOST) {
                kept.write(value);
            }
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            kept.write(bytes, offset, Math.min(length, MOST - kept.size()));
        }

        @Override
        public synchronized String toString() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
