import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.stream.*;

/**
 * Looks for what a script must not reach, and notes each find as a line of outputs/found.txt; leaves processes behind.
 * Arguments: the mark of its leftovers, the mark of its neighbour, folders to look into.
 */
public class Hostile {
    static final List<String> FOUND = Collections.synchronizedList(new ArrayList<>());
    static final Path HERE = Path.of("").toAbsolutePath();

    public static void main(String[] args) throws Exception {
        String leftovers = args[0];
        String neighbour = args[1];
        Set<Path> folders = new LinkedHashSet<>();
        for (String folder : args[2].split(",")) folders.add(Path.of(folder));
        for (Path up = HERE.getParent(); up != null; up = up.getParent()) folders.add(up);
        for (String known : List.of("/root", "/home", "/run", "/var", "/etc/shadow", "/dev/shm", "/tmp", "/mltwin")) folders.add(Path.of(known));

        for (Path folder : folders) look(folder, neighbour, 0);
        environments(neighbour);
        descriptors();
        endpoints();
        database();
        kernel();
        detach(leftovers);
        bomb();

        Files.createDirectories(Path.of("outputs"));
        Files.write(Path.of("outputs/found.txt"), FOUND);
        System.out.println("looked everywhere");
    }

    static void found(String what) {
        FOUND.add(what);
    }

    /** Files of the platform and of other runs; writes where it can. */
    static void look(Path folder, String neighbour, int depth) {
        if (folder.startsWith(HERE) || folder.startsWith("/proc") || folder.startsWith("/sys") || depth > 7) return;
        if (Files.isRegularFile(folder)) {
            read(folder, neighbour);
            return;
        }
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
            for (Path path : inside) {
                if (Files.isSymbolicLink(path)) continue;
                String name = path.getFileName().toString();
                if (Files.isDirectory(path)) {
                    if (depth > 0 || !Set.of("usr", "proc", "sys", "lib", "bin", "opt", "snap").contains(name)) look(path, neighbour, depth + 1);
                } else read(path, neighbour);
            }
        } catch (IOException | SecurityException closed) {
            return;
        }
    }

    static void read(Path file, String neighbour) {
        String name = file.getFileName().toString();
        try {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                if (name.startsWith(".s.PGSQL")) found("socket " + file);
                return;
            }
            if (name.matches(".*key.*\\.pem|.*\\.password|service\\.properties|credentials\\.json|shadow|node\\.log|secret|.*\\.key")) found("file " + file);
            if (Files.size(file) < 1_000_000) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (text.contains("PRIVATE KEY")) found("key in " + file);
                if (text.contains(neighbour)) found("neighbour in " + file);
            }
        } catch (IOException | SecurityException closed) {
            return;
        }
    }

    static void environments(String neighbour) throws IOException {
        String own = System.getenv("AZUREML_RUN_ID");
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                try {
                    // the first process of a sandbox has nothing but its folder
                    String text = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1).replaceAll("PWD=[^\0]*\0", "");
                    if (text.contains(neighbour) || text.contains("MLTWIN_") || !text.isEmpty() && !text.contains(own)) found("environment of " + process);
                } catch (IOException closed) {
                    continue;
                }
            }
        }
    }

    /** What the sandbox left open. */
    static void descriptors() throws IOException {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : open) {
                try {
                    String target = Files.readSymbolicLink(descriptor).toString();
                    if (target.contains("/private/") || target.contains("node.log")) found("descriptor " + target);
                } catch (IOException gone) {
                    continue;
                }
            }
        }
    }

    /** Asks all ports at once, since a port that speaks no HTTP, such as SSH, is slow to answer. */
    static void endpoints() throws Exception {
        ExecutorService askers = Executors.newFixedThreadPool(16);
        List<Future<?>> asked = new ArrayList<>();
        for (int port : listening()) asked.add(askers.submit(() -> endpoint(port)));
        askers.shutdown();
        for (Future<?> one : asked) one.get();
        askers.awaitTermination(10, TimeUnit.SECONDS);
    }

    /** Identity endpoints of other nodes with the own secret, and the services' own pages. */
    static void endpoint(int port) {
        int ownPort = java.net.URI.create(System.getenv("IDENTITY_ENDPOINT")).getPort();
        String answer = http(port, "/msi/token?api-version=2019-08-01&resource=https%3A%2F%2Fstorage.azure.com", "X-IDENTITY-HEADER: " + System.getenv("IDENTITY_HEADER"));
        if (port != ownPort && answer.startsWith("HTTP/1.1 200") && answer.contains("access_token")) found("identity endpoint " + port);
        if (port == ownPort && http(port, "/msi/token?api-version=2019-08-01&resource=x", "X-IDENTITY-HEADER: " + "0".repeat(48)).startsWith("HTTP/1.1 200")) found("own endpoint without secret");
        for (String page : List.of("/", "/q/metrics", "/q/openapi", "/_mltwin/clock", "/_node/x/next", "/_node-host/exchange")) {
            if (port != ownPort && http(port, page, "Accept: */*").startsWith("HTTP/1.1 200")) found("plain page " + port + page);
        }
    }

    static Set<Integer> listening() throws IOException {
        Set<Integer> ports = new TreeSet<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            if (!Files.isReadable(Path.of(table))) continue;
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] fields = line.strip().split("\\s+");
                boolean loopback = fields.length > 3 && (fields[1].startsWith("0100007F:") || fields[1].contains("0100007F:"));
                if (loopback && fields[3].equals("0A")) ports.add(Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1), 16));
            }
        }
        return ports;
    }

    static String http(int port, String path, String header) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            socket.setSoTimeout(1000);
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + header + "\r\nConnection: close\r\n\r\n").getBytes());
            return new String(socket.getInputStream().readNBytes(4000), StandardCharsets.ISO_8859_1);
        } catch (IOException closed) {
            return "";
        }
    }

    static void database() {
        for (String name : List.of("/tmp/.s.PGSQL.5432", "/var/run/postgresql/.s.PGSQL.5432", "/var/run/docker.sock", "/run/docker.sock")) {
            try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                socket.connect(UnixDomainSocketAddress.of(name));
                found("socket " + name);
            } catch (IOException closed) {
                continue;
            }
        }
        for (String host : List.of("postgres:5432", "kafka:9092")) {
            try (Socket socket = new Socket()) {
                String[] place = host.split(":");
                socket.connect(new InetSocketAddress(place[0], Integer.parseInt(place[1])), 1000);
                found("connection to " + host);
            } catch (IOException closed) {
                continue;
            }
        }
    }

    static void kernel() {
        for (String file : List.of("/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/etc/passwd", "/usr/bin/x")) {
            try {
                Files.writeString(Path.of(file), "", StandardOpenOption.WRITE);
                found("writable " + file);
            } catch (IOException closed) {
                continue;
            }
        }
    }

    static void detach(String mark) throws Exception {
        new ProcessBuilder("sh", "-c", "setsid sleep " + mark + " >/dev/null 2>&1 & (nohup sleep " + mark + " >/dev/null 2>&1 &) ;"
            + " setsid sh -c '(env -i /bin/sleep " + mark + " >/dev/null 2>&1 &)'").start().waitFor();
    }

    /** Ends at its own limit, long before the machine's. */
    static void bomb() {
        List<Process> all = new ArrayList<>();
        try {
            for (int i = 0; i < 1500; i++) all.add(new ProcessBuilder("/bin/sleep", "30").start());
            found("1500 processes");
        } catch (IOException | OutOfMemoryError limit) {
            System.out.println("the limit came after " + all.size() + " processes");
        } finally {
            all.forEach(Process::destroyForcibly);
        }
    }
}
