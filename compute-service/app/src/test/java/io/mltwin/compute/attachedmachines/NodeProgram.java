package io.mltwin.compute.attachedmachines;

import io.mltwin.local.layout.Checkout;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * The packaged program of a node. Where the build has not packaged it yet, one is made of the class
 * path at its place, and is gone afterwards.
 */
final class NodeProgram implements AutoCloseable {

    private static final List<String> PARTS = List.of("compute-node", "encoding", "script-sandbox", "jackson-");

    private final Path made;

    private NodeProgram(Path made) {
        this.made = made;
    }

    static NodeProgram ensure() throws IOException {
        Path jar = Checkout.find().nodeJar();
        if (Files.exists(jar)) {
            return new NodeProgram(null);
        }
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, "io.mltwin.node.NodeMain");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            List<String> written = new ArrayList<>(List.of("META-INF/", "META-INF/MANIFEST.MF"));
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                if (PARTS.stream().anyMatch(entry::contains)) {
                    add(Path.of(entry), out, written);
                }
            }
        }
        return new NodeProgram(jar);
    }

    private static void add(Path entry, JarOutputStream out, List<String> written) throws IOException {
        if (Files.isDirectory(entry)) {
            addBelow(entry, out, written);
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(entry)) {
            addBelow(jar.getPath("/"), out, written);
        }
    }

    private static void addBelow(Path folder, JarOutputStream out, List<String> written) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
                if (!written.contains(name)) {
                    written.add(name);
                    out.putNextEntry(new JarEntry(name));
                    Files.copy(file, out);
                    out.closeEntry();
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (made != null) {
            Files.delete(made);
        }
    }
}
