package io.mltwin.scoring.registry.scanning;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Reads the Maven artifacts of a Java archive and of archives in it: from the properties that Maven
 * leaves there, else from the manifest.
 */
final class JavaArchives {

    private static final String MAVEN = "Maven";
    private static final int LARGEST_ENTRY = 1 << 20;
    private static final int DEEPEST = 2;

    /** Of an archive and all in it. */
    private final ByteLimit limit;

    private JavaArchives(long most) {
        this.limit = new ByteLimit(most, "A Java archive is too large to be unpacked");
    }

    /**
     * Reads an archive; of a damaged one counts what stands before the damage.
     *
     * @param most bytes that it may unpack to
     * @throws IOException when it is larger, or the stream cannot be read
     */
    static List<ImagePackage> read(String path, InputStream content, long most) throws IOException {
        return new JavaArchives(most).readNested(path, content, 0);
    }

    private List<ImagePackage> readNested(String path, InputStream content, int depth)
            throws IOException {
        List<ImagePackage> found = new ArrayList<>();
        List<ImagePackage> byManifest = new ArrayList<>();
        ZipInputStream zip = new ZipInputStream(content);
        try {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                InputStream unpacked = limit.limit(zip);
                String name = entry.getName();
                if (name.startsWith("META-INF/maven/") && name.endsWith("/pom.properties")) {
                    found.addAll(maven(path, unpacked.readNBytes(LARGEST_ENTRY)));
                } else if (name.equals("META-INF/MANIFEST.MF")) {
                    byManifest.addAll(manifest(path, unpacked.readNBytes(LARGEST_ENTRY)));
                } else if (PackageFiles.isArchive(name) && depth < DEEPEST) {
                    found.addAll(readNested(path + "!/" + name, unpacked, depth + 1));
                }
                unpacked.transferTo(OutputStream.nullOutputStream());
            }
        } catch (ZipException | EOFException | IllegalArgumentException damaged) {
            // IllegalArgumentException: a name that is no UTF-8
            return found;
        }
        // an archive that holds others may be of an artifact itself
        return found.stream().anyMatch(one -> one.path().equals(path))
                ? found
                : concat(found, byManifest);
    }

    private static List<ImagePackage> concat(List<ImagePackage> some, List<ImagePackage> more) {
        some.addAll(more);
        return some;
    }

    private static List<ImagePackage> maven(String path, byte[] text) throws IOException {
        Properties properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(text));
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
        return artifact(
                properties.getProperty("groupId"),
                properties.getProperty("artifactId"),
                properties.getProperty("version"),
                path);
    }

    private static List<ImagePackage> manifest(String path, byte[] text) {
        Attributes main;
        try {
            main = new Manifest(new ByteArrayInputStream(text)).getMainAttributes();
        } catch (IOException malformed) {
            return List.of();
        }
        return artifact(
                main.getValue("Implementation-Vendor-Id"),
                main.getValue("Implementation-Title"),
                main.getValue("Implementation-Version"),
                path);
    }

    private static List<ImagePackage> artifact(
            String group, String artifact, String version, String path) {
        return group == null || artifact == null || version == null
                ? List.of()
                : List.of(new ImagePackage(MAVEN, group + ":" + artifact, version, path));
    }
}
