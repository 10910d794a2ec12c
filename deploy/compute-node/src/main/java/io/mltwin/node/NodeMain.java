package io.mltwin.node;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;

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

    public static void main(String[] args) throws IOException, GeneralSecurityException {
        // Has to be there before the JDK's client is loaded: blob storage is told apart by its Host
        // header.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        NodeSettings settings;
        try {
            settings = NodeSettings.of(System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        NodeLoop loop =
                new NodeLoop(
                        settings,
                        new NodeHttp(settings.authorities()),
                        Clock.systemUTC(),
                        new SecureRandom(),
                        System.getenv());
        Runtime.getRuntime().addShutdownHook(new Thread(loop::abort, "abort"));
        System.out.println(settings + " begins");
        System.exit(loop.run());
    }
}
