package io.mltwin.compute.attachedmachines;

import io.mltwin.encoding.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Copies and starts the program that executes runs on a machine ("management code" in "Enterprise
 * security and governance", Training): it is copied to {@code ~/.azureml/management/{version}} once
 * a version, and started in a folder {@code ~/.azureml/nodes/{node}} of its own. Environments that
 * it prepares lie in {@code ~/.azureml/environments}.
 *
 * @param jar the program, with its libraries in the folder {@code lib} next to it
 * @param service compute-service's address
 * @param authorities those that the program trusts
 * @param variables further environment variables of the program
 */
public record ManagementCode(Path jar, URI service, Path authorities, Map<String, String> variables) {

    private static final int OLDEST_JAVA = 17;

    /**
     * The first line of what {@code java -version} says holds {@code "17.0.2"} or {@code "1.8"}.
     */
    private static final String REQUIRE_JAVA = """
            command -v java > /dev/null || { echo 'java %1$d or newer is required, and the account finds no java'; exit 1; }
            v=$(java -version 2>&1 | grep version | head -n 1 | cut -d '"' -f 2); m=${v%%%%[!0-9]*}
            [ "$m" -ge %1$d ] 2> /dev/null || { echo "java %1$d or newer is required, the account's is ${v:-unknown}"; exit 1; }
            """.formatted(OLDEST_JAVA);

    /** The script that prepares the folder, and removes files that nodes left when they crashed. */
    private static final String PREPARE = """
            umask 077 && mkdir -p "$HOME/.azureml/nodes/%1$s" || exit 1
            for p in "$HOME"/.azureml/nodes/*/pid; do
              d=$(dirname "$p")
              [ -f "$p" ] && ! kill -0 "$(cat "$p")" 2> /dev/null && { chmod -R u+rwx "$d"; rm -rf "$d"; }
            done
            cat > "$HOME/.azureml/nodes/%1$s/ca.pem"
            """;

    /** A pipe brings the secret to the program: no process list and no file shows it. */
    private static final String START = """
            umask 077; d="$HOME/.azureml/nodes/%1$s"; cd "$d" || exit 1; IFS= read -r secret
            printf '%%s\\n' "$secret" | env -i PATH="$PATH" HOME="$HOME" MLTWIN_NODE_FOLDER="$d" \
            MLTWIN_NODE_ENVIRONMENTS="$HOME/.azureml/environments" SSL_CERT_FILE="$d/ca.pem" %2$s \
            nohup java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx48m -XX:+ExitOnOutOfMemoryError -Dmltwin.node=%1$s \
            -jar "$HOME/.azureml/management/%3$s/%4$s" > "$d/node.log" 2>&1 &
            p=$!; echo $p > "$d/pid"; sleep 1
            kill -0 $p 2> /dev/null || { tail -n 5 "$d/node.log"; exit 1; }
            """;

    private static final String END = """
            d="$HOME/.azureml/nodes/%1$s"; [ -f "$d/pid" ] || { rm -rf "$d"; exit 0; }
            p=$(cat "$d/pid"); i=0
            if grep -q 'mltwin.node=%1$s' "/proc/$p/cmdline" 2> /dev/null; then
              kill "$p"
              while kill -0 "$p" 2> /dev/null && [ $i -lt 50 ]; do sleep 0.1; i=$((i + 1)); done
              kill -9 "$p" 2> /dev/null
            fi
            chmod -R u+rwx "$d"; rm -rf "$d"
            """;

    /**
     * Starts the program, after copying it where this version is not there yet.
     *
     * @param secret that it proves itself with
     * @throws MachineException when java is missing or too old, or the program does not come up
     */
    public void start(SshConnection machine, String nodeId, String secret) throws IOException {
        machine.require(REQUIRE_JAVA, "");
        String version = version();
        copy(machine, nodeId, version);
        try (InputStream pem = Files.newInputStream(authorities)) {
            machine.require(PREPARE.formatted(nodeId), pem);
        }
        machine.require(START.formatted(nodeId, assignments(nodeId), version, jar.getFileName()), secret + "\n");
    }

    /** Ends the program, the script it runs and what that left, and removes its folder. */
    public static void end(SshConnection machine, String nodeId) throws MachineException {
        machine.require(END.formatted(nodeId), "");
    }

    private String assignments(String nodeId) {
        Map<String, String> all = new TreeMap<>(variables);
        all.put("LANG", "C.UTF-8");
        all.put("MLTWIN_NODE_ID", nodeId);
        all.put("MLTWIN_NODE_SERVICE", service.toString());
        List<String> words = new ArrayList<>();
        all.forEach((name, value) -> words.add(name + "=" + quoted(value)));
        return String.join(" ", words);
    }

    /** One word of the shell, whatever the value holds. */
    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }

    /** Copies into a folder of this node, which becomes the version's when it is whole. */
    private void copy(SshConnection machine, String nodeId, String version) throws IOException {
        String all = "$HOME/.azureml/management";
        if (machine.run("[ -d \"" + all + "/" + version + "\" ]", "").isSuccess()) {
            return;
        }
        String fresh = all + "/.new-" + nodeId;
        machine.require("umask 077 && mkdir -p \"" + fresh + "/lib\"", "");
        for (Path file : files()) {
            String name = jar.getParent().relativize(file).toString();
            try (InputStream content = Files.newInputStream(file)) {
                machine.require("umask 077 && cat > \"" + fresh + "/" + name + "\"", content);
            }
        }
        machine.require(
                "cd \"%1$s\" && if [ -d %2$s ]; then rm -rf .new-%3$s; else mv .new-%3$s %2$s; fi"
                        .formatted(all, version, nodeId),
                "");
    }

    private String version() throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            for (Path file : files()) {
                out.write(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                Files.copy(file, out);
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>(List.of(jar));
        Path libraries = jar.resolveSibling("lib");
        if (Files.isDirectory(libraries)) {
            try (Stream<Path> all = Files.list(libraries)) {
                all.filter(file -> file.getFileName().toString().endsWith(".jar"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }
}
