package io.mltwin.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.node.login.LoginCommand;
import io.mltwin.node.login.LoginSandbox;
import io.mltwin.node.sandbox.RunPlace;
import io.mltwin.node.settings.NodeSettings;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.server.StandardEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HBI-11: the end of a command of the node's SSH account. */
class LoginCommandTest {

    @TempDir
    Path folder;

    private NodeUnderTest node;
    private LoginSandbox sandbox;
    private LoginCommand command;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    @BeforeEach
    void prepareCommand() throws Exception {
        node = new NodeUnderTest(folder);
        NodeSettings settings = node.settings();
        sandbox = new LoginSandbox(settings, RunPlace.find(settings), "azureuser", Map.of());
        command = new LoginCommand("sleep 600", sandbox);
        command.setInputStream(InputStream.nullInputStream());
        command.setOutputStream(OutputStream.nullOutputStream());
        command.setErrorStream(OutputStream.nullOutputStream());
        command.setExitCallback((code, message, immediately) -> exit.complete(code));
    }

    @AfterEach
    void endCommand() throws Exception {
        sandbox.close();
        node.close();
    }

    @Test
    void aCommandWhoseChannelGoesBeforeItsProcessIsThereEnds() throws Exception {
        // When
        synchronized (sandbox) {
            // which starts no process until the channel has gone
            command.start(null, new StandardEnvironment());
            command.destroy(null);
        }
        // Then
        assertThat(exit.get(NodeUnderTest.LONG.toSeconds(), TimeUnit.SECONDS)).isNotZero();
    }
}
