package io.mltwin.compute.nodes;

import io.mltwin.compute.ComputeConfig;
import io.mltwin.datakeys.DataKeyException;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.node.host.DiskKey.DiskKeyWrapper;
import io.mltwin.node.host.NodeProcesses;
import io.mltwin.node.host.NodeProcesses.Liveness;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.ServiceName;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Nodes as processes of this machine, with folders {@code nodes/{nodeId}} of this service's data.
 *
 * <p>Deviation: the OS disk of a node is its folder, encrypted under a key that this service's root
 * keys wrap, and no blob of a storage account.
 */
final class LocalNodeHost implements NodeHost {

    private final NodeProcesses processes;

    LocalNodeHost(ComputeConfig config, PlatformConfig platform, Addresses addresses, RootKeys rootKeys) {
        this.processes = new NodeProcesses(new NodeProcesses.Settings(
                platform.dataDir().toAbsolutePath().normalize().resolve("nodes"),
                config.javaHome(),
                config.nodeJar(),
                URI.create(addresses.address(ServiceName.COMPUTE)),
                platform.trustDir().toAbsolutePath().resolve("ca.pem"),
                variables(config, platform),
                diskKeys(rootKeys)));
    }

    /** The service's root keys play the keys that Microsoft manages. */
    private static DiskKeyWrapper diskKeys(RootKeys rootKeys) {
        return new DiskKeyWrapper() {
            @Override
            public byte[] wrap(String nodeId, byte[] diskKey) {
                return rootKeys.wrap(diskKey, context(nodeId));
            }

            @Override
            public byte[] unwrap(String nodeId, byte[] wrapped) throws IOException {
                try {
                    return rootKeys.unwrap(wrapped, context(nodeId));
                } catch (DataKeyException refused) {
                    throw new IOException(refused.getMessage(), refused);
                }
            }
        };
    }

    private static String context(String nodeId) {
        return "os-disk " + nodeId;
    }

    private static Map<String, String> variables(ComputeConfig config, PlatformConfig platform) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("MLTWIN_NODE_HIDDEN", dataFolder(platform).toString());
        config.compute()
                .scriptFolders()
                .ifPresent(folders -> variables.put(
                        "MLTWIN_NODE_READ_ONLY",
                        folders.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
        config.python().index().ifPresent(at -> variables.put("MLTWIN_NODE_PYTHON_INDEX", at));
        variables.put("MLTWIN_NODE_PORTS", ports(platform));
        variables.put("MLTWIN_NODE_MEMORY", Long.toString(config.compute().scriptMemoryMib()));
        variables.put("MLTWIN_NODE_PROCESSES", Integer.toString(config.compute().scriptProcesses()));
        return variables;
    }

    /** Returns the ports of the platform that scripts reach, separated by commas. */
    static String ports(PlatformConfig platform) {
        return ServiceName.ports(platform.portBase()).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    }

    /** Holds private/{service} and data/{service} of every service. */
    private static Path dataFolder(PlatformConfig platform) {
        Path own = platform.dataDir().toAbsolutePath().normalize();
        Path outer = own.getParent().getParent();
        return platform.privateDir().toAbsolutePath().normalize().startsWith(outer) ? outer : own;
    }

    @Override
    public void start(String nodeId, NodeSecret secret, boolean encryptedScratch) throws IOException {
        processes.start(nodeId, secret.value(), encryptedScratch);
    }

    @Override
    public void notePid(String nodeId, long pid) throws IOException {
        processes.notePid(nodeId, pid);
    }

    @Override
    public Liveness liveness(String nodeId) {
        return processes.liveness(nodeId);
    }

    @Override
    public void destroy(String nodeId) {
        processes.destroy(nodeId);
    }

    @Override
    public String logTail(String nodeId) {
        return processes.logTail(nodeId);
    }

    @Override
    public List<String> known() {
        return processes.known();
    }
}
