import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Makes a vault with a secret and a key, asks for them over eight kept TLS connections, each as fast as it is answered, and says how
 * many answers came a second, how long one took, and the processor time it cost.
 *
 * <p>Arguments: port base, CA file, tenant, subscription, client id, object id, seconds, folder of process ids; the secret is read
 * from the input.
 */
public final class VaultLoad {
    private static final int CONNECTIONS = 8;
    private static final long SECOND = 1_000_000_000L;
    private static final String VAULT = "benchvault";

    private final int base;
    private final SSLContext tls;
    private final int seconds;
    private final Path pids;

    private VaultLoad(int base, SSLContext tls, int seconds, Path pids) {
        this.base = base;
        this.tls = tls;
        this.seconds = seconds;
        this.pids = pids;
    }

    public static void main(String[] args) throws Exception {
        String secret = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        VaultLoad load =
                new VaultLoad(
                        Integer.parseInt(args[0]), tls(Path.of(args[1])), Integer.parseInt(args[6]), Path.of(args[7]));
        load.all(args[2], args[3], args[4], secret, args[5]);
    }

    private void all(String tenant, String subscription, String client, String secret, String objectId) throws Exception {
        String group = "/subscriptions/" + subscription + "/resourceGroups/benchgroup";
        String arm = token(tenant, client, secret, "https://management.azure.com/.default");
        String host = "localhost:" + (base + 2);
        once(base + 2, request("PUT", group + "?api-version=2021-04-01", host, arm, "{\"location\":\"eastus\"}"));
        once(
                base + 2,
                request(
                        "PUT",
                        group + "/providers/Microsoft.KeyVault/vaults/" + VAULT + "?api-version=2023-07-01",
                        host,
                        arm,
                        "{\"location\":\"eastus\",\"properties\":{\"tenantId\":\"" + tenant
                                + "\",\"sku\":{\"family\":\"A\",\"name\":\"standard\"},\"accessPolicies\":[{\"tenantId\":\""
                                + tenant + "\",\"objectId\":\"" + objectId
                                + "\",\"permissions\":{\"secrets\":[\"all\"],\"keys\":[\"all\"]}}]}}"));
        String token = token(tenant, client, secret, "https://vault.azure.net/.default");
        String vault = VAULT + ".vault.mltwin.localhost:" + (base + 3);
        String version = "?api-version=7.4";
        String value = "{\"value\":\"" + "v".repeat(64) + "\"}";
        byte[] set = request("PUT", "/secrets/bench" + version, vault, token, value);
        once(base + 3, set);
        once(base + 3, request("POST", "/keys/bench/create" + version, vault, token, "{\"kty\":\"RSA\",\"key_size\":2048}"));
        String wrapBody = "{\"alg\":\"RSA-OAEP-256\",\"value\":\"" + "A".repeat(43) + "\"}";
        byte[] wrap = request("POST", "/keys/bench/wrapkey" + version, vault, token, wrapBody);
        String wrapped = field("value", once(base + 3, wrap));
        byte[] unwrap =
                request(
                        "POST",
                        "/keys/bench/unwrapkey" + version,
                        vault,
                        token,
                        "{\"alg\":\"RSA-OAEP-256\",\"value\":\"" + wrapped + "\"}");
        byte[] get = request("GET", "/secrets/bench/" + version, vault, token, null);
        System.out.printf(
                "%-12s %9s %8s %8s %14s %14s%n", "operation", "a second", "p50 ms", "p99 ms", "vault us each", "others us each");
        measure("secret get", get);
        measure("secret set", set);
        measure("wrapKey", wrap);
        measure("unwrapKey", unwrap);
        System.out.printf("Resident memory of keyvault-service: %d MB%n", resident());
    }

    private void measure(String name, byte[] request) throws Exception {
        // compiled before it is measured
        run(request, seconds);
        long own = nanos("keyvault");
        long all = allNanos();
        long[] took = run(request, seconds);
        own = nanos("keyvault") - own;
        all = allNanos() - all - own;
        System.out.printf(
                "%-12s %9d %8.2f %8.2f %14d %14d%n",
                name,
                took.length / seconds,
                took[took.length / 2] / 1e6,
                took[(int) (took.length * 0.99)] / 1e6,
                own / 1000 / took.length,
                all / 1000 / took.length);
    }

    /** Processor time that a process has used: what other processes take does not count. */
    private long nanos(String part) throws IOException {
        String pid = Files.readString(pids.resolve(part + ".pid")).split("\\s")[0];
        return ticks(Path.of("/proc", pid)) * (SECOND / 100);
    }

    /** Of all parts of the platform, with the server processes of PostgreSQL. */
    private long allNanos() throws IOException {
        Set<Long> all = new HashSet<>();
        try (Stream<Path> files = Files.list(pids)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".pid")).toList()) {
                long pid = Long.parseLong(Files.readString(file).split("\\s")[0]);
                all.add(pid);
                ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .forEach(child -> all.add(child.pid()));
            }
        }
        long ticks = 0;
        for (long pid : all) {
            ticks += ticks(Path.of("/proc", Long.toString(pid)));
        }
        return ticks * (SECOND / 100);
    }

    private static long ticks(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        } catch (IOException ended) {
            return 0;
        }
    }

    private long resident() throws IOException {
        String pid = Files.readString(pids.resolve("keyvault.pid")).split("\\s")[0];
        Matcher matcher =
                Pattern.compile("VmRSS:\\s+(\\d+)").matcher(Files.readString(Path.of("/proc", pid, "status")));
        return matcher.find() ? Long.parseLong(matcher.group(1)) / 1024 : -1;
    }

    private String token(String tenant, String client, String secret, String scope) throws Exception {
        String form =
                "grant_type=client_credentials&client_id=" + client
                        + "&client_secret=" + URLEncoder.encode(secret, StandardCharsets.UTF_8)
                        + "&scope=" + URLEncoder.encode(scope, StandardCharsets.UTF_8);
        String head =
                "POST /" + tenant + "/oauth2/v2.0/token HTTP/1.1\r\nHost: localhost:" + (base + 1)
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n";
        return field("access_token", once(base + 1, (head + form).getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] request(String method, String uri, String host, String token, String body) {
        return (method + " " + uri + " HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer " + token
                        + (body == null
                                ? "\r\n\r\n"
                                : "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String field(String name, String json) {
        Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + name + " in " + json);
        }
        return matcher.group(1);
    }

    private static SSLContext tls(Path authority) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null);
        try (InputStream in = Files.newInputStream(authority)) {
            trusted.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private String once(int port, byte[] request) throws IOException {
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("localhost", port)) {
            socket.getOutputStream().write(request);
            byte[] buffer = new byte[1 << 16];
            int length = readAnswer(socket.getInputStream(), buffer);
            return new String(buffer, 0, length, StandardCharsets.UTF_8);
        }
    }

    /** All durations in nanoseconds, sorted. */
    private long[] run(byte[] request, int lasting) throws Exception {
        long end = System.nanoTime() + lasting * SECOND;
        ExecutorService pool = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<long[]>> started = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                started.add(pool.submit(() -> one(request, end)));
            }
            List<long[]> results = new ArrayList<>();
            for (Future<long[]> one : started) {
                results.add(one.get());
            }
            long[] took = results.stream().flatMapToLong(Arrays::stream).toArray();
            Arrays.sort(took);
            return took;
        } finally {
            pool.shutdownNow();
        }
    }

    private long[] one(byte[] request, long end) throws IOException {
        long[] took = new long[1 << 18];
        int count = 0;
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("localhost", base + 3)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[1 << 16];
            for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
                out.write(request);
                readAnswer(in, buffer);
                if (count < took.length) {
                    took[count++] = System.nanoTime() - start;
                }
            }
        }
        return Arrays.copyOf(took, count);
    }

    private static int readAnswer(InputStream in, byte[] buffer) throws IOException {
        int filled = 0;
        int whole = -1;
        while (whole < 0 || filled < whole) {
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                throw new IOException("the connection was closed");
            }
            filled += read;
            if (whole < 0) {
                whole = lengthOfWhole(buffer, filled);
            }
        }
        return filled;
    }

    private static int lengthOfWhole(byte[] buffer, int filled) throws IOException {
        for (int i = 3; i < filled; i++) {
            if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
                String head = new String(buffer, 0, i, StandardCharsets.US_ASCII).toLowerCase();
                if (!head.startsWith("http/1.1 20")) {
                    throw new IOException(new String(buffer, 0, filled, StandardCharsets.UTF_8));
                }
                int at = head.indexOf("content-length:") + "content-length:".length();
                return i + 1 + Integer.parseInt(head.substring(at, head.indexOf('\r', at)).strip());
            }
        }
        return -1;
    }
}
