import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/**
 * Makes a vault with a secret and a key and measures what is asked of them over eight connections.
 *
 * <p>Arguments: port base, data folder, seconds a figure, and which operations, all when none is named; the owner's secret is read
 * from the input.
 */
public final class VaultLoad {
    private static final int CONNECTIONS = 8;
    private static final String VAULT = "benchvault";
    private static final String VERSION = "?api-version=7.4";

    private final Platform platform;
    private final String host;
    private final String token;

    private VaultLoad(Platform platform) throws Exception {
        this.platform = platform;
        this.host = VAULT + ".vault." + Platform.setting("BASE") + ":" + platform.vaultPort();
        makeVault();
        this.token = platform.token("https://vault.azure.net/.default");
    }

    public static void main(String[] arguments) throws Exception {
        String secret = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        Connections connections = new Connections(Path.of(Platform.setting("CA_FILE")));
        VaultLoad load = new VaultLoad(new Platform(connections, Integer.parseInt(arguments[0]), secret));
        ProcessorTime time = new ProcessorTime(Path.of(arguments[1], "run"));
        load.measure(
                new Measurement(
                        connections, time, "keyvault", load.platform.vaultPort(), Integer.parseInt(arguments[2])),
                arguments.length > 3
                        ? Set.of(Arrays.copyOfRange(arguments, 3, arguments.length))
                        : Set.of("get", "set", "wrap", "unwrap"));
        System.out.printf("Resident memory of keyvault-service: %d MB%n", time.resident("keyvault"));
    }

    private void makeVault() throws Exception {
        String tenant = Platform.setting("TENANT_ID");
        platform.makeGroup();
        platform.arm(
                "PUT",
                Platform.GROUP + "/providers/Microsoft.KeyVault/vaults/" + VAULT + "?api-version=2023-07-01",
                "{\"location\":\"eastus\",\"properties\":{\"tenantId\":\"" + tenant
                        + "\",\"sku\":{\"family\":\"A\",\"name\":\"standard\"},\"accessPolicies\":[{\"tenantId\":\"" + tenant
                        + "\",\"objectId\":\"" + Platform.setting("OWNER_OBJECT_ID")
                        + "\",\"permissions\":{\"secrets\":[\"all\"],\"keys\":[\"all\"]}}]}}");
    }

    private void measure(Measurement measurement, Set<String> operations) throws Exception {
        Request set = request("PUT", "/secrets/bench", "{\"value\":\"" + "v".repeat(64) + "\"}");
        Request get = request("GET", "/secrets/bench/", null);
        Request wrap = crypto("wrapkey", "A".repeat(43));
        once(set);
        once(request("POST", "/keys/bench/create", "{\"kty\":\"RSA\",\"key_size\":2048}"));
        Request unwrap = crypto("unwrapkey", Platform.field("value", once(wrap)));
        measurement.header();
        measure(measurement, operations, "get", "secret get", get);
        measure(measurement, operations, "set", "secret set", set);
        measure(measurement, operations, "wrap", "wrapKey", wrap);
        measure(measurement, operations, "unwrap", "unwrapKey", unwrap);
    }

    private static void measure(Measurement measurement, Set<String> wanted, String operation, String name, Request request)
            throws Exception {
        if (wanted.contains(operation)) {
            measurement.measure(name, CONNECTIONS, () -> request);
        }
    }

    private String once(Request request) throws Exception {
        return platform.connections().once(platform.vaultPort(), request);
    }

    private Request crypto(String operation, String value) {
        return request(
                "POST", "/keys/bench/" + operation, "{\"alg\":\"RSA-OAEP-256\",\"value\":\"" + value + "\"}");
    }

    private Request request(String method, String path, String body) {
        return Request.json(method, path + VERSION, host, token, body);
    }
}
