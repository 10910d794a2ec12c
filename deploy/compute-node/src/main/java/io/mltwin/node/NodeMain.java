package io.mltwin.node;

import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.host.DiskKey;
import io.mltwin.node.host.HostSettings;
import io.mltwin.node.loop.NodeHostLoop;
import io.mltwin.node.loop.NodeLoop;
import io.mltwin.node.sandbox.RunPlace;
import io.mltwin.node.settings.NodeSettings;
import io.mltwin.node.settings.PythonSettings;
import io.mltwin.sandbox.PortRelay;
import io.mltwin.sandbox.Sandbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;

/**
 * A node of an AmlCompute cluster as a process of its own: takes runs from compute-service,
 * executes their scripts, calls back. Started by compute-service when the cluster scales up; ends
 * when it is released (exit code 0), refused (3) or alone for ten minutes (4).
 *
 * <p>Deviation: in Azure a node is a virtual machine and a script runs in a container; here both
 * are processes of this machine.
 */
public final class NodeMain {

    private NodeMain() {}

    /**
     * {@code --host}: no node, but the host that starts them; {@code --sandbox FOLDER}: says what
     * would keep the scripts of a node apart; {@code --package-hosts}: says where its proxy for pip
     * would lead.
     */
    public static void main(String[] args) throws IOException, GeneralSecurityException {
        // Has to be there before the JDK's client is loaded: blob storage is told apart by its Host
        // header.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        // of the SSH server
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        if (args.length == 1 && args[0].equals("--host")) {
            host();
            return;
        }
        if (args.length == 2 && args[0].equals("--sandbox")) {
            Sandbox sandbox = RunPlace.sandboxIn(Path.of(args[1]));
            System.out.println(sandbox.kind().key());
            System.out.println(sandbox.sentence());
            return;
        }
        if (args.length == 1 && args[0].equals("--package-hosts")) {
            String index = NodeSettings.optional(System.getenv(), NodeSettings.PYTHON_INDEX);
            System.out.println(String.join(" ", new PythonSettings(null, index).hosts()));
            return;
        }
        NodeSettings settings;
        try {
            BufferedReader given = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            settings = NodeSettings.of(System.getenv(), given.readLine());
            if (NodeSettings.ENCRYPTED.equals(System.getenv(NodeSettings.DISK))) {
                printTo(given.readLine());
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        NodeLoop loop = new NodeLoop(
                settings, new NodeHttp(settings.authorities()), Clock.systemUTC(), new SecureRandom(), System.getenv());
        Runtime.getRuntime().addShutdownHook(new Thread(loop::abort, "abort"));
        System.out.println(settings + " begins");
        System.exit(loop.run());
    }

    private static void host() throws IOException, GeneralSecurityException {
        HostSettings settings;
        try {
            settings = HostSettings.of(System.getenv());
        } catch (IllegalArgumentException | IOException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        PortRelay relay = new PortRelay();
        for (String peer : settings.peers()) {
            String[] place = peer.split(":");
            relay.start(place[0], Integer.parseInt(place[1]));
        }
        System.out.println(settings + " begins");
        System.exit(new NodeHostLoop(settings, new NodeHttp(settings.nodes().authorities())).run());
    }

    /** From here on the log, which lies on the node's OS disk, is encrypted. */
    private static void printTo(String diskKey) {
        if (diskKey == null) {
            throw new IllegalArgumentException("the key of the OS disk is not the second line of standard input");
        }
        PrintStream log = DiskKey.of(Base64.getDecoder().decode(diskKey), new SecureRandom())
                .printer(System.out);
        System.setOut(log);
        System.setErr(log);
    }
}
