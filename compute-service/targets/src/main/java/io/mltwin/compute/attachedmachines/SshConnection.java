package io.mltwin.compute.attachedmachines;

import io.mltwin.compute.attachedmachines.MachineException.Cause;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
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
}
