package io.mltwin.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folders of the system that a sandbox shows: programs, libraries, and settings without secrets. */
final class SystemFolders {

    static final Path USR = Path.of("/usr");
    private static final Path ETC = Path.of("/etc");
    private static final List<String> LINKED = List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64");
    private static final List<String> SETTINGS = List.of(
            "ld.so.cache",
            "ld.so.conf",
            "ld.so.conf.d",
            "alternatives",
            "passwd",
            "group",
            "nsswitch.conf",
            "resolv.conf",
            "hosts",
            "host.conf",
            "gai.conf",
            "services",
            "protocols",
            "localtime",
            "timezone",
            "mime.types",
            "fonts",
            "ssl/certs",
            "ssl/openssl.cnf",
            "ca-certificates",
            "pki/tls/certs",
            "pki/ca-trust",
            "crypto-policies");

    private SystemFolders() {}

    static boolean shows(Path folder) {
        return folder.startsWith(USR) || LINKED.stream().anyMatch(folder::startsWith);
    }

    /** Adds what makes bubblewrap show them. */
    static void addTo(List<String> line) throws IOException {
        line.addAll(List.of("--ro-bind", USR.toString(), USR.toString()));
        for (String name : LINKED) {
            Path path = Path.of(name);
            if (Files.isSymbolicLink(path)) {
                line.addAll(List.of("--symlink", Files.readSymbolicLink(path).toString(), name));
            } else if (Files.isDirectory(path)) {
                line.addAll(List.of("--ro-bind", name, name));
            }
        }
        // what bubblewrap makes itself on the way to a file is closed to another user
        for (String folder : List.of("/etc", "/etc/ssl", "/etc/pki", "/etc/pki/tls")) {
            line.addAll(List.of("--perms", "0755", "--dir", folder));
        }
        for (Path file : settings()) {
            line.addAll(List.of("--ro-bind-try", file.toString(), file.toString()));
        }
    }

    private static List<Path> settings() throws IOException {
        List<Path> files = new ArrayList<>(SETTINGS.stream().map(ETC::resolve).toList());
        // a JDK and a Python of the distribution have their settings there
        try (Stream<Path> all = Files.list(ETC)) {
            all.filter(path -> path.getFileName().toString().matches("(java|python)[-.\\w]*"))
                    .forEach(files::add);
        }
        return files;
    }
}
