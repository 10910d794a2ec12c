package io.mltwin.scoring.registry.scanning;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.mltwin.encoding.BoundedReader;
import io.mltwin.scoring.registry.scanning.PackageInventory.ImagePackage;
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
import org.apache.commons.io.input.CloseShieldInputStream;

/**
 * Reads the Maven artifacts of a Java archive and of archives in it: from the properties that Maven
 * leaves there, else from the manifest.
 */
final class JavaArchives {

    private static final String MAVEN = "Maven";
    private static final int LARGEST_ENTRY = 1 << 16;
    private static final int DEEPEST = 2;

    private final BoundedReader limit;

    private JavaArchives(BoundedReader limit) {
        this.limit = limit;
    }

    /**
     * Reads an archive; of a damaged one counts what stands before the damage.
     *
     * @param limit of what it, and all archives in it, unpack to
     * @throws IOException when it is larger, or the stream cannot be read
     */
    static List<ImagePackage> read(String path, InputStream content, BoundedReader limit) throws IOException {
        return new JavaArchives(limit).readNested(path, content, 0);
    }

    private List<ImagePackage> readNested(String path, InputStream content, int depth) throws IOException {
        List<ImagePackage> found = new ArrayList<>();
        List<ImagePackage> byManifest = new ArrayList<>();
        PackageFiles.requireShort(path);
        try (ZipInputStream zip = new ZipInputStream(CloseShieldInputStream.wrap(content))) {
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
                if (found.size() + byManifest.size() > PackageInventory.MOST_PACKAGES) {
                    throw new IOException("A Java archive has too many packages");
                }
            }
        } catch (ZipException | EOFException | IllegalArgumentException damaged) {
            // IllegalArgumentException: a name that is no UTF-8
            return found;
        }
        // an archive that holds others may be of an artifact itself
        return found.stream().anyMatch(one -> one.path().equals(path)) ? found : concat(found, byManifest);
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
            // the main attributes are the first section; those of a signed archive's files are many
            String first = new String(text, ISO_8859_1).split("\r?\n\r?\n", 2)[0] + "\n";
            main = new Manifest(new ByteArrayInputStream(first.getBytes(ISO_8859_1))).getMainAttributes();
        } catch (IOException malformed) {
            return List.of();
        }
        return artifact(
                main.getValue("Implementation-Vendor-Id"),
                main.getValue("Implementation-Title"),
                main.getValue("Implementation-Version"),
                path);
    }

    private static List<ImagePackage> artifact(String group, String artifact, String version, String path) {
        return group == null || artifact == null
                ? List.of()
                : PackageFiles.one(MAVEN, group + ":" + artifact, version, path);
    }
}
