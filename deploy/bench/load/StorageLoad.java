import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes a storage account with blobs and measures what is asked of them over eight connections. On request uploads and reads one large
 * blob and says how much heap that took beyond what the service had in use before.
 *
 * <p>Arguments: port base, data folder, seconds a figure, number of blobs stored before, MiB of the large blob, and which operations,
 * all when none is named; the owner's secret is read from the input.
 */
public final class StorageLoad {
    private static final int CONNECTIONS = 8;
    private static final long SECOND = 1_000_000_000L;
    // a new one each time, so that it may run again on the same platform
    private static final String ACCOUNT = "bench" + Long.toString(System.currentTimeMillis(), 36);
    private static final String CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";
    private static final String BLOCK_BLOB = "x-ms-blob-type:BlockBlob\n";
    private static final byte[] SMALL = random(4 << 10);
    private static final byte[] LARGE = random(1 << 20);

    private final Platform platform;
    private final int stored;
    private final AtomicInteger written = new AtomicInteger();
    private final BlobRequests blobs;

    private StorageLoad(Platform platform, int stored) throws Exception {
        this.platform = platform;
        this.stored = stored;
        this.blobs = makeAccount();
    }

    public static void main(String[] arguments) throws Exception {
        String secret = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        Connections connections = new Connections(Path.of(Platform.setting("CA_FILE")));
        Platform platform = new Platform(connections, Integer.parseInt(arguments[0]), secret);
        ProcessorTime time = new ProcessorTime(Path.of(arguments[1], "run"));
        StorageLoad load = new StorageLoad(platform, Integer.parseInt(arguments[3]));
        load.store();
        load.measure(
                new Measurement(connections, time, "workspace", platform.armPort(), Integer.parseInt(arguments[2])),
                Set.of(Arrays.copyOfRange(arguments, Math.min(5, arguments.length), arguments.length)));
        System.out.printf("Resident memory of workspace-service: %d MB%n", time.resident("workspace"));
        int mebibytes = Integer.parseInt(arguments[4]);
        if (mebibytes > 0) {
            new LargeBlob(connections, platform.armPort(), load.blobs, time).measure(mebibytes);
        }
    }

    private BlobRequests makeAccount() throws Exception {
        String account = Platform.GROUP + "/providers/Microsoft.Storage/storageAccounts/" + ACCOUNT;
        platform.makeGroup();
        platform.arm(
                "PUT",
                account + "?api-version=2023-01-01",
                "{\"location\":\"eastus\",\"kind\":\"StorageV2\",\"sku\":{\"name\":\"Standard_LRS\"}}");
        platform.arm(
                "PUT",
                account + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + "?api-version=2022-04-01",
                "{\"properties\":{\"principalId\":\"" + Platform.setting("OWNER_OBJECT_ID")
                        + "\",\"roleDefinitionId\":\"/subscriptions/" + Platform.setting("SUBSCRIPTION_ID")
                        + "/providers/Microsoft.Authorization/roleDefinitions/" + CONTRIBUTOR + "\"}}");
        String keys = platform.arm("POST", account + "/listKeys?api-version=2023-01-01", "{}");
        BlobRequests requests =
                new BlobRequests(
                        ACCOUNT,
                        ACCOUNT + ".blob.core." + Platform.setting("BASE") + ":" + platform.armPort(),
                        new SecretKeySpec(Base64.getDecoder().decode(Platform.field("value", keys)), "HmacSHA256"),
                        platform.token("https://storage.azure.com/.default"));
        once(requests.signed("PUT", "/bench", "restype=container", "", null));
        return requests;
    }

    /** What is there before: small blobs to be read and listed, and eight large ones. */
    private void store() throws Exception {
        long start = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        platform.connections()
                .run(
                        platform.armPort(),
                        16,
                        () -> {
                            int number = next.getAndIncrement();
                            return number < stored
                                    ? blobs.signed("PUT", name("stored", number), "", BLOCK_BLOB, SMALL)
                                    : null;
                        },
                        Long.MAX_VALUE);
        System.out.printf("Stored %d blobs of 4 KiB in %d s%n", stored, (System.nanoTime() - start) / SECOND);
        for (int i = 0; i < CONNECTIONS; i++) {
            once(blobs.signed("PUT", name("large", i), "", BLOCK_BLOB, LARGE));
        }
    }

    private void measure(Measurement measurement, Set<String> wanted) throws Exception {
        measurement.header();
        for (Map.Entry<String, Supplier<Request>> one : operations().entrySet()) {
            if (wanted.isEmpty() || wanted.contains(one.getKey())) {
                measurement.measure(one.getKey(), CONNECTIONS, one.getValue());
            }
        }
    }

    private Map<String, Supplier<Request>> operations() {
        Map<String, Supplier<Request>> all = new LinkedHashMap<>();
        all.put("get 4 KiB, SharedKey", () -> blobs.signed("GET", any("stored", stored), "", "", null));
        all.put("get 4 KiB, token", () -> blobs.bearer("GET", any("stored", stored), "", null));
        all.put("put 4 KiB, SharedKey", () -> blobs.signed("PUT", fresh(), "", BLOCK_BLOB, SMALL));
        all.put("put 4 KiB, token", () -> blobs.bearer("PUT", fresh(), BLOCK_BLOB, SMALL));
        all.put("get 1 MiB, SharedKey", () -> blobs.signed("GET", any("large", CONNECTIONS), "", "", null));
        all.put("put 1 MiB, SharedKey", () -> blobs.signed("PUT", fresh(), "", BLOCK_BLOB, LARGE));
        all.put(
                "list by prefix",
                () ->
                        blobs.signed(
                                "GET",
                                "/bench",
                                "comp=list\nmaxresults=100\nprefix=" + any("stored", stored).substring(7, 18)
                                        + "\nrestype=container",
                                "",
                                null));
        return all;
    }

    private void once(Request request) throws Exception {
        platform.connections().once(platform.armPort(), request);
    }

    private static String name(String prefix, int number) {
        return String.format("/bench/%s/%08d", prefix, number);
    }

    private static String any(String prefix, int count) {
        return name(prefix, ThreadLocalRandom.current().nextInt(count));
    }

    private String fresh() {
        return name("written", written.getAndIncrement());
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        ThreadLocalRandom.current().nextBytes(bytes);
        return bytes;
    }
}
