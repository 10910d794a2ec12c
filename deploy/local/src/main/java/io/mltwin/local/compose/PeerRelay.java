package io.mltwin.local.compose;

import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.sandbox.PortRelay;

/** Lets the six answer on this container's own loopback address, as they do on the machine's. */
final class PeerRelay {
    private PeerRelay() {}

    /** Relays each service's port; does nothing for one on which something listens already. */
    static void start() {
        PortRelay relay = new PortRelay();
        for (PlatformService service : PlatformService.values()) {
            int port = ComposeLayout.PORTS.of(service);
            if (!PlatformClient.listens(port)) {
                relay.start(service.module(), port);
            }
        }
    }
}
