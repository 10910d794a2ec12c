import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Makes a storage account with blobs, asks for them over eight kept TLS connections, each as fast as it is answered, and says how
 * many answers came a second, how long one took, and the processor time it cost. On request uploads and reads one large blob and says
 * how much heap that took beyond what the service had in use before.
 *
 * <p>Arguments: port base, CA file, tenant, subscription, client id, object id, seconds, folder of process ids, number of blobs stored
 * before, MiB of the large blob; the secret is read from the input.
 */
public final class StorageLoad {
    private static final int CONNECTIONS = 8;
    private static final int WARM_UP = 20_000;
    private static final long SECOND = 1_000_000_000L;
    private static final String ACCOUNT = "benchstorage";
    private static final String CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";
    private static final String VERSION = "x-ms-version:2021-12-02\n";
    private static final String BLOCK_BLOB = "x-ms-blob-type:BlockBlob\n";
    private static final byte[] SMALL = random(4 << 10);
    private static final byte[] LARGE = random(1 << 20);
    private static final byte[] BLOCK = random(4 << 20);
    private static final byte[] NONE = {};

    private final int base;
    private final SSLContext tls;
    private final int seconds;
    private final Path pids;
    private final int stored;
    private final AtomicInteger written = new AtomicInteger();
    private String token;
    private SecretKeySpec key;

    private StorageLoad(int base, SSLContext tls, int seconds, Path pids, int stored) {
        this.base = base;
        this.tls = tls;
        this.seconds = seconds;
        this.pids = pids;
        this.stored = stored;
    }

    /** A request in two parts, so that all requests share one body. */
    private record Request(byte[] head, byte[] body) {}

    public static void main(String[] args) throws Exception {
        installProvider();
        String secret = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        StorageLoad load =
                new StorageLoad(
                        Integer.parseInt(args[0]),
                        tls(Path.of(args[1])),
                        Integer.parseInt(args[6]),
                        Path.of(args[7]),
                        Integer.parseInt(args[8]));
        load.makeAccount(args[2], args[3], args[4], secret, args[5]);
        load.store();
        load.measureAll();
        int mebibytes = Integer.parseInt(args[9]);
        if (mebibytes > 0) {
            load.largeBlob(mebibytes);
        }
    }

    private void makeAccount(String tenant, String subscription, String client, String secret, String objectId)
            throws Exception {
        String group = "/subscriptions/" + subscription + "/resourceGroups/benchgroup";
        String account = group + "/providers/Microsoft.Storage/storageAccounts/" + ACCOUNT;
        String arm = token(tenant, client, secret, "https://management.azure.com/.default");
        arm("PUT", group + "?api-version=2021-04-01", arm, "{\"location\":\"eastus\"}");
        arm(
                "PUT",
                account + "?api-version=2023-01-01",
                arm,
                "{\"location\":\"eastus\",\"kind\":\"StorageV2\",\"sku\":{\"name\":\"Standard_LRS\"}}");
        arm(
                "PUT",
                account + "/providers/Microsoft.Authorization/roleAssignments/11111111-2222-3333-4444-555555555555"
                        + "?api-version=2022-04-01",
                arm,
                "{\"properties\":{\"principalId\":\"" + objectId + "\",\"roleDefinitionId\":\"/subscriptions/" + subscription
                        + "/providers/Microsoft.Authorization/roleDefinitions/" + CONTRIBUTOR + "\"}}");
        String keys = arm("POST", account + "/listKeys?api-version=2023-01-01", arm, "{}");
        key = new SecretKeySpec(Base64.getDecoder().decode(field("value", keys)), "HmacSHA256");
        token = token(tenant, client, secret, "https://storage.azure.com/.default");
        once(base + 2, signed("PUT", "/bench", "restype=container", "", NONE));
    }

    /** What is there before: small blobs to be read and listed, and eight large ones. */
    private void store() throws Exception {
        long start = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        run(
                16,
                () -> {
                    int number = next.getAndIncrement();
                    return number < stored ? signed("PUT", name("stored", number), "", BLOCK_BLOB, SMALL) : null;
                },
                Long.MAX_VALUE);
        System.out.printf("Stored %d blobs of 4 KiB in %d s%n", stored, (System.nanoTime() - start) / SECOND);
        for (int i = 0; i < CONNECTIONS; i++) {
            once(base + 2, signed("PUT", name("large", i), "", BLOCK_BLOB, LARGE));
        }
    }

    private void measureAll() throws Exception {
        Supplier<Request> getSigned = () -> signed("GET", any("stored", stored), "", "", NONE);
        Supplier<Request> putSigned = () -> signed("PUT", fresh(), "", BLOCK_BLOB, SMALL);
        // compiled before it is measured
        warmUp(getSigned);
        warmUp(putSigned);
        System.out.printf(
                "%-24s %9s %8s %8s %12s %12s %12s %12s%n",
                "operation", "a second", "p50 ms", "p99 ms", "service us", "(compilers)", "others us", "generator us");
        measure("get 4 KiB, SharedKey", getSigned);
        measure("get 4 KiB, token", () -> bearer("GET", any("stored", stored), "", NONE));
        measure("put 4 KiB, SharedKey", putSigned);
        measure("put 4 KiB, token", () -> bearer("PUT", fresh(), BLOCK_BLOB, SMALL));
        measure("get 1 MiB, SharedKey", () -> signed("GET", any("large", CONNECTIONS), "", "", NONE));
        measure("put 1 MiB, SharedKey", () -> signed("PUT", fresh(), "", BLOCK_BLOB, LARGE));
        measure(
                "list by prefix",
                () ->
                        signed(
                                "GET",
                                "/bench",
                                "comp=list\nmaxresults=100\nprefix=" + any("stored", stored).substring(7, 18) + "\nrestype=container",
                                "",
                                NONE));
        System.out.printf("Resident memory of workspace-service: %d MB%n", resident());
    }

    private void warmUp(Supplier<Request> requests) throws Exception {
        AtomicInteger left = new AtomicInteger(WARM_UP);
        run(CONNECTIONS, () -> left.getAndDecrement() > 0 ? requests.get() : null, System.nanoTime() + 30 * SECOND);
    }

    private void measure(String name, Supplier<Request> requests) throws Exception {
        long own = nanos("workspace");
        long compilers = compilerNanos();
        long all = allNanos();
        long generator = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
        long[] took = run(CONNECTIONS, requests, System.nanoTime() + seconds * SECOND);
        own = nanos("workspace") - own;
        compilers = compilerNanos() - compilers;
        all = allNanos() - all - own;
        generator = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() - generator;
        System.out.printf(
                "%-24s %9d %8.2f %8.2f %12d %12d %12d %12d%n",
                name,
                took.length / seconds,
                took[took.length / 2] / 1e6,
                took[(int) (took.length * 0.99)] / 1e6,
                own / 1000 / took.length,
                compilers / 1000 / took.length,
                all / 1000 / took.length,
                generator / 1000 / took.length);
    }

    /** Up in blocks of 4 MiB over four connections, down at once; heap in use after a forced collection. */
    private void largeBlob(int mebibytes) throws Exception {
        long before = heapInUse();
        AtomicInteger next = new AtomicInteger();
        int blocks = (mebibytes + 3) / 4;
        long start = System.nanoTime();
        HeapWatch watch = new HeapWatch();
        watch.start();
        long[] processor = {nanos("workspace"), 0, 0, 0};
        run(
                4,
                () -> {
                    int number = next.getAndIncrement();
                    return number < blocks
                            ? signed("PUT", "/bench/huge", "blockid=" + blockId(number) + "\ncomp=block", "", BLOCK)
                            : null;
                },
                Long.MAX_VALUE);
        long staged = System.nanoTime();
        processor[1] = nanos("workspace");
        StringBuilder list = new StringBuilder("<BlockList>");
        for (int i = 0; i < blocks; i++) {
            list.append("<Latest>").append(blockId(i)).append("</Latest>");
        }
        byte[] body = list.append("</BlockList>").toString().getBytes(StandardCharsets.US_ASCII);
        once(base + 2, signed("PUT", "/bench/huge", "comp=blocklist", "", body));
        long up = System.nanoTime();
        processor[2] = nanos("workspace");
        run(1, new Once(signed("GET", "/bench/huge", "", "", NONE)), Long.MAX_VALUE);
        long down = System.nanoTime();
        processor[3] = nanos("workspace");
        watch.interrupt();
        watch.join();
        System.out.printf(
                "%d MiB: up in %.1f s and put together in %.1f s, down in %.1f s; heap in use %d KB before, at most %d KB meanwhile, %d KB more%n",
                4 * blocks, (staged - start) / 1e9, (up - staged) / 1e9, (down - up) / 1e9, before, watch.most, watch.most - before);
        System.out.printf(
                "Processor time of workspace-service, with the collections: staged %d ms, put together %d ms, down %d ms%n",
                (processor[1] - processor[0]) / 1_000_000,
                (processor[2] - processor[1]) / 1_000_000,
                (processor[3] - processor[2]) / 1_000_000);
        System.out.printf("Resident memory of workspace-service: %d MB%n", resident());
    }

    private static final class Once implements Supplier<Request> {
        private Request request;

        Once(Request request) {
            this.request = request;
        }

        @Override
        public Request get() {
            Request first = request;
            request = null;
            return first;
        }
    }

    /** Forces a collection of the service again and again and notes the most that was in use after one. */
    private final class HeapWatch extends Thread {
        private long most;

        @Override
        public void run() {
            try {
                while (!isInterrupted()) {
                    most = Math.max(most, heapInUse());
                    sleep(500);
                }
            } catch (InterruptedException ended) {
                interrupt();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    /** KB that live objects take. */
    private long heapInUse() throws IOException, InterruptedException {
        jcmd("GC.run");
        Matcher used = Pattern.compile("used (\\d+)K").matcher(jcmd("GC.heap_info").split("Metaspace")[0]);
        long sum = 0;
        while (used.find()) {
            sum += Long.parseLong(used.group(1));
        }
        return sum;
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(program.toString(), pid("workspace"), command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(out);
        }
        return out;
    }

    private static String blockId(int number) {
        // without what a query would have to encode
        return Base64.getEncoder().encodeToString(String.format("%09d", number).getBytes(StandardCharsets.US_ASCII));
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

    private Request bearer(String method, String path, String headers, byte[] body) {
        return request(method, path, "", headers + VERSION, "Bearer " + token, body);
    }

    /** Signed with the account's key; parameters and headers one a line, in order of their names. */
    private Request signed(String method, String path, String parameters, String headers, byte[] body) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.US).format(ZonedDateTime.now(ZoneOffset.UTC));
        String all = headers + "x-ms-date:" + date + "\n" + VERSION;
        String resource =
                "/" + ACCOUNT + path + (parameters.isEmpty() ? "" : "\n" + parameters.replace("=", ":"));
        String text = method + "\n\n\n" + (body.length == 0 ? "" : body.length) + "\n\n\n\n\n\n\n\n\n" + all + resource;
        return request(method, path, parameters, all, "SharedKey " + ACCOUNT + ":" + mac(text), body);
    }

    private String mac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Request request(String method, String path, String parameters, String headers, String credential, byte[] body) {
        String head =
                method + " " + path + (parameters.isEmpty() ? "" : "?" + parameters.replace('\n', '&'))
                        + " HTTP/1.1\r\nHost: " + ACCOUNT + ".blob.core.mltwin.localhost:" + (base + 2)
                        + "\r\nAuthorization: " + credential + "\r\n"
                        + headers.replace("\n", "\r\n")
                        + (method.equals("PUT") ? "Content-Length: " + body.length + "\r\n" : "") + "\r\n";
        return new Request(head.getBytes(StandardCharsets.US_ASCII), body);
    }

    private String arm(String method, String uri, String bearer, String body) throws IOException {
        String head =
                method + " " + uri + " HTTP/1.1\r\nHost: localhost:" + (base + 2) + "\r\nAuthorization: Bearer " + bearer
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n";
        return once(base + 2, new Request(head.getBytes(StandardCharsets.US_ASCII), body.getBytes(StandardCharsets.US_ASCII)));
    }

    private String token(String tenant, String client, String secret, String scope) throws IOException {
        String form =
                "grant_type=client_credentials&client_id=" + client
                        + "&client_secret=" + URLEncoder.encode(secret, StandardCharsets.UTF_8)
                        + "&scope=" + URLEncoder.encode(scope, StandardCharsets.UTF_8);
        String head =
                "POST /" + tenant + "/oauth2/v2.0/token HTTP/1.1\r\nHost: localhost:" + (base + 1)
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n";
        return field(
                "access_token",
                once(base + 1, new Request(head.getBytes(StandardCharsets.US_ASCII), form.getBytes(StandardCharsets.US_ASCII))));
    }

    private static String field(String name, String json) {
        Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + name + " in " + json);
        }
        return matcher.group(1);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        ThreadLocalRandom.current().nextBytes(bytes);
        return bytes;
    }

    private String pid(String part) throws IOException {
        return Files.readString(pids.resolve(part + ".pid")).split("\\s")[0];
    }

    /** Processor time that a process has used: what other processes take does not count. */
    private long nanos(String part) throws IOException {
        return ticks(Path.of("/proc", pid(part))) * (SECOND / 100);
    }

    /** Of that what the just-in-time compilers took, which ends when all is compiled. */
    private long compilerNanos() throws IOException {
        long ticks = 0;
        try (Stream<Path> threads = Files.list(Path.of("/proc", pid("workspace"), "task"))) {
            for (Path thread : threads.toList()) {
                if (Files.readString(thread.resolve("comm")).matches("C[12] CompilerThre\\s*")) {
                    ticks += ticks(thread);
                }
            }
        }
        return ticks * (SECOND / 100);
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
        Matcher matcher =
                Pattern.compile("VmRSS:\\s+(\\d+)").matcher(Files.readString(Path.of("/proc", pid("workspace"), "status")));
        return matcher.find() ? Long.parseLong(matcher.group(1)) / 1024 : -1;
    }

    private static void installProvider() {
        try {
            Class<?> type = Class.forName("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");
            Security.insertProviderAt((Provider) type.getField("INSTANCE").get(null), 1);
        } catch (ReflectiveOperationException | LinkageError e) {
            System.out.println("(the JDK's own cryptography: " + e + ")");
        }
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

    private String once(int port, Request request) throws IOException {
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("localhost", port)) {
            send(socket.getOutputStream(), request);
            byte[] buffer = new byte[1 << 16];
            int length = readAnswer(socket.getInputStream(), buffer);
            return new String(buffer, 0, length, StandardCharsets.UTF_8);
        }
    }

    private static void send(OutputStream out, Request request) throws IOException {
        if (request.body().length <= SMALL.length) {
            byte[] all = Arrays.copyOf(request.head(), request.head().length + request.body().length);
            System.arraycopy(request.body(), 0, all, request.head().length, request.body().length);
            out.write(all);
        } else {
            out.write(request.head());
            out.write(request.body());
        }
    }

    /** Until the time is over or there is no request any more; all durations in nanoseconds, sorted. */
    private long[] run(int connections, Supplier<Request> requests, long end) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(connections);
        try {
            List<Future<long[]>> started = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                started.add(pool.submit(() -> one(requests, end)));
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

    private long[] one(Supplier<Request> requests, long end) throws IOException {
        long[] took = new long[1 << 17];
        int count = 0;
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("localhost", base + 2)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[1 << 16];
            for (Request request = requests.get(); request != null; request = requests.get()) {
                long start = System.nanoTime();
                if (start >= end) {
                    break;
                }
                send(out, request);
                readAnswer(in, buffer);
                if (count < took.length) {
                    took[count++] = System.nanoTime() - start;
                }
            }
        }
        return Arrays.copyOf(took, count);
    }

    /** The answer's bytes that fit the buffer; the rest is read and let go. */
    private static int readAnswer(InputStream in, byte[] buffer) throws IOException {
        int filled = 0;
        long whole = -1;
        while (whole < 0) {
            filled += read(in, buffer, filled, buffer.length - filled);
            whole = lengthOfWhole(buffer, filled);
        }
        while (filled < whole && filled < buffer.length) {
            filled += read(in, buffer, filled, (int) Math.min(buffer.length - filled, whole - filled));
        }
        for (long left = whole - filled; left > 0; ) {
            left -= read(in, buffer, 0, (int) Math.min(buffer.length, left));
        }
        return filled;
    }

    private static int read(InputStream in, byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read < 0) {
            throw new IOException("the connection was closed");
        }
        return read;
    }

    private static long lengthOfWhole(byte[] buffer, int filled) throws IOException {
        for (int i = 3; i < filled; i++) {
            if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
                String head = new String(buffer, 0, i, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
                if (!head.startsWith("http/1.1 20")) {
                    throw new IOException(new String(buffer, 0, filled, StandardCharsets.UTF_8));
                }
                int at = head.indexOf("content-length:") + "content-length:".length();
                return i + 1 + Long.parseLong(head.substring(at, head.indexOf('\r', at)).strip());
            }
        }
        return -1;
    }
}
