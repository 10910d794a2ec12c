package io.mltwin.local.compose;

import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.Ports;
import io.mltwin.local.trust.TrustMaterial;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the platform lies in its containers. The data folder's parts are volumes, each mounted at its
 * usual place under one root by those containers only that may see it.
 */
public final class ComposeLayout {
    /** The names of what is not one of the six in docker-compose.yml. */
    public static final String OPERATOR = "operator";

    static final DataFolder FOLDER = new DataFolder(Path.of("/mltwin"));
    static final Checkout CHECKOUT = new Checkout(Path.of("/opt/mltwin"));
    static final Ports PORTS = new Ports(Ports.DEFAULT_BASE);
    static final String KAFKA = "kafka:9092";

    /** Runs the containers of web services; its root gives each a user. */
    static final String SCORING_HOSTS = "scoring-hosts";

    /** Starts the nodes of clusters, where scripts run; its root gives each run a user. */
    static final String COMPUTE_NODES = "compute-nodes";

    private static final String INSIDE = "MLTWIN_IN_COMPOSE";
    private static final String EVERYWHERE = "0.0.0.0";
    private static final String JAVA_HOME = "/opt/java/jdk";
    private static final String MEMORY = "/mltwin/memory/containers";
    private static final int FIRST_UID = 10_000;

    private ComposeLayout() {}

    /** Returns whether this program runs in one of the containers. */
    public static boolean inside() {
        return System.getenv(INSIDE) != null;
    }

    /** Where the other containers reach a service: its name in docker-compose.yml. */
    static String address(PlatformService service) {
        return "https://" + service.module() + ":" + PORTS.of(service);
    }

    /**
     * Who a part's container runs as, and owns its volumes: a number of its own for each, so that a
     * volume mounted by mistake stays unreadable. The images of Kafka and PostgreSQL bring their
     * own: PostgreSQL's reads its secrets as root before it steps down.
     */
    static int uid(String part) {
        return switch (part) {
            case TrustMaterial.OPERATOR -> FIRST_UID;
            case TrustMaterial.KAFKA -> 1000;
            case TrustMaterial.POSTGRES, SCORING_HOSTS, COMPUTE_NODES -> 0;
            default -> FIRST_UID + PlatformService.of(part).portOffset();
        };
    }

    /**
     * Returns the settings of a service that differ from those of a process of this machine.
     *
     * @param host the hash of the secret of the host where users' code runs for the service, or
     *     null
     */
    static PlatformSettings settings(String base, PlatformService service, String host) {
        Map<String, String> differing = new LinkedHashMap<>();
        differing.put("mltwin.database.url", "jdbc:postgresql://postgres:5432/" + service.key());
        differing.put("mltwin.kafka.bootstrap-servers", KAFKA);
        differing.put("mltwin.java-home", JAVA_HOME);
        if (service == PlatformService.COMPUTE && host != null) {
            differing.put("mltwin.compute.node-host-sha256", host);
        }
        if (service == PlatformService.SCORING && host != null) {
            // A container's own /dev/shm has 64 MB.
            differing.put("mltwin.scoring.containers-dir", MEMORY);
            differing.put("mltwin.scoring.host-sha256", host);
        }
        return new PlatformSettings(base, PORTS, EVERYWHERE, List.of(), differing);
    }
}
