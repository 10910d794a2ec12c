package io.mltwin.node.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mltwin.node.settings.NodeSettings;
import io.mltwin.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NextNetworkTest {

    @TempDir
    Path folder;

    private NextNetwork networks;

    @BeforeEach
    void findSandbox() throws Exception {
        Sandbox sandbox = Sandbox.find(folder, List.of());
        assumeTrue(sandbox.hasNetworks());
        networks = new NextNetwork(
                NodeSettings.of(
                        Map.of(
                                "MLTWIN_NODE_ID", "node1",
                                "MLTWIN_NODE_SERVICE", "https://localhost:8444",
                                "MLTWIN_NODE_FOLDER", folder.toString(),
                                "SSL_CERT_FILE", "/ca.pem",
                                "MLTWIN_NODE_PORTS", "8441"),
                        "secret"),
                sandbox);
    }

    @Test
    void eachRunTakesANetworkOfItsOwn() throws Exception {
        networks.prepare();
        NextNetwork.Made first = networks.take();
        NextNetwork.Made second = networks.take();
        try {
            assertThat(first.network().place()).isNotEqualTo(second.network().place());
            assertThat(first.identity().getLocalPort())
                    .isNotEqualTo(second.identity().getLocalPort());
        } finally {
            first.close();
            second.close();
        }
    }

    @Test
    void networkThatHasEndedIsNotTaken() throws Exception {
        networks.prepare();
        for (ProcessHandle relays : ProcessHandle.current().children().toList()) {
            relays.destroyForcibly();
            relays.onExit().join();
        }

        NextNetwork.Made taken = networks.take();
        try {
            assertThat(taken.network().isOpen()).isTrue();
        } finally {
            taken.close();
        }
    }
}
