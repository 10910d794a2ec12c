import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads and writes storage accounts through Azure Resource Manager: GET of one, PUT of those that stand as they are, each connection its
 * own.
 *
 * <p>Arguments: port base, data folder, seconds a figure, and which operations, both when none is named; the owner's secret is read from
 * the input.
 */
public final class ArmLoad {
    private static final int CONNECTIONS = 8;
    private static final String ACCOUNT =
            "{\"location\":\"eastus\",\"kind\":\"StorageV2\",\"sku\":{\"name\":\"Standard_LRS\"}}";

    private final Platform platform;
    private final String token;
    private final AtomicInteger threads = new AtomicInteger();
    private final ThreadLocal<Integer> own = ThreadLocal.withInitial(() -> threads.getAndIncrement() % CONNECTIONS);

    private ArmLoad(Platform platform) throws Exception {
        this.platform = platform;
        this.token = platform.token("https://management.azure.com/.default");
    }

    public static void main(String[] arguments) throws Exception {
        String secret = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        Connections connections = new Connections(Path.of(Platform.setting("CA_FILE")));
        ArmLoad load = new ArmLoad(new Platform(connections, Integer.parseInt(arguments[0]), secret));
        load.makeAccounts();
        Measurement measurement =
                new Measurement(
                        connections,
                        new ProcessorTime(Path.of(arguments[1], "run")),
                        "workspace",
                        load.platform.armPort(),
                        Integer.parseInt(arguments[2]));
        Set<String> wanted =
                arguments.length > 3 ? Set.of(Arrays.copyOfRange(arguments, 3, arguments.length)) : Set.of("get", "put");
        measurement.header();
        for (int many : new int[] {CONNECTIONS, 1}) {
            if (wanted.contains("get")) {
                Request get = load.request("GET", 0, null);
                measurement.measure("ARM GET", many, () -> get);
            }
            if (wanted.contains("put")) {
                measurement.measure("ARM PUT", many, () -> load.request("PUT", load.own.get(), ACCOUNT));
            }
            if (arguments.length > 3) {
                break;
            }
        }
    }

    private void makeAccounts() throws Exception {
        platform.makeGroup();
        for (int i = 0; i < CONNECTIONS; i++) {
            platform.connections().once(platform.armPort(), request("PUT", i, ACCOUNT));
        }
    }

    private Request request(String method, int account, String body) {
        return Request.of(
                method,
                Platform.GROUP + "/providers/Microsoft.Storage/storageAccounts/armbench" + account
                        + "?api-version=2022-10-01",
                "localhost:" + platform.armPort(),
                "Authorization: Bearer " + token
                        + "\nContent-Type: application/json\n"
                        // not sampled: spans are not what is measured
                        + "traceparent: 00-11111111111111111111111111111111-2222222222222222-00\n",
                body == null ? null : body.getBytes(StandardCharsets.US_ASCII));
    }
}
