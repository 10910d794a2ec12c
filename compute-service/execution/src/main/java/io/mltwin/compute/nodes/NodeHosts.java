package io.mltwin.compute.nodes;

import io.mltwin.compute.ComputeConfig;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.PlatformConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Chooses where the nodes of clusters run: where a host asks for them, if one is known; else here.
 */
final class NodeHosts {

    private NodeHosts() {}

    @Produces
    @Singleton
    static NodeHost nodeHost(
            ComputeConfig config,
            PlatformConfig platform,
            Addresses addresses,
            RootKeys rootKeys,
            SshNodeHost machines) {
        return new TargetNodeHost(
                config.compute().nodeHostSha256().isPresent()
                        ? new RemoteNodeHost()
                        : new LocalNodeHost(config, platform, addresses, rootKeys),
                machines);
    }
}
