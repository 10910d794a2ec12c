package io.mltwin.scoring.registry.scanning;

import io.mltwin.encoding.BoundedReader;
import io.mltwin.scoring.registry.archives.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * The packages of an image, layer by layer: a later layer replaces files of an earlier one, and
 * deletes them by whiteouts (OCI image specification, "Image Layer Filesystem Changeset").
 */
final class PackageInventory {

    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    private static final List<String> RELEASE = List.of("etc/os-release", "usr/lib/os-release");
    private static final int LARGEST_RELEASE = 1 << 16;
    private static final int LONGEST_VALUE = 64;
    static final int MOST_PACKAGES = 20_000;

    private final NavigableMap<String, List<ImagePackage>> byPath = new TreeMap<>();
    private final BoundedReader limit;
    private String distribution = PackageFiles.DEBIAN;
    private int inLayer;

    /**
     * @param most bytes that the layers, and the Java archives in them, may unpack to together
     */
    PackageInventory(long most) {
        this.limit = new BoundedReader(most, "The image is too large to be unpacked");
    }

    /**
     * Adds a layer, plain or compressed with gzip.
     *
     * @throws IOException when it cannot be read, is compressed otherwise, or is too large
     */
    void addLayer(InputStream layer) throws IOException {
        NavigableMap<String, List<ImagePackage>> added = new TreeMap<>();
        inLayer = 0;
        TarReader.visit(limit.limit(TarReader.unpacked(layer)), (entry, content) -> add(entry, content, added));
        byPath.putAll(added);
        requireFew(byPath.values().stream().mapToInt(List::size).sum());
    }

    private static void requireFew(int packages) throws IOException {
        if (packages > MOST_PACKAGES) {
            throw new IOException("The image has more than " + MOST_PACKAGES + " packages");
        }
    }

    /** Whiteouts delete what earlier layers have, wherever they stand among files of this one. */
    private void add(TarArchiveEntry entry, InputStream content, NavigableMap<String, List<ImagePackage>> added)
            throws IOException {
        String path = entry.getName().replaceFirst("^(\\./|/)+", "");
        String name = path.substring(path.lastIndexOf('/') + 1);
        String folder = path.substring(0, path.length() - name.length());
        if (name.equals(OPAQUE)) {
            below(folder).clear();
        } else if (name.startsWith(WHITEOUT)) {
            remove(folder + name.substring(WHITEOUT.length()));
        } else if (entry.isFile() && PackageFiles.isOne(path)) {
            List<ImagePackage> found = PackageFiles.read(path, content, limit);
            requireFew(inLayer += found.size());
            added.put(path, found);
        } else if (entry.isFile() && RELEASE.contains(path)) {
            distribution = readDistribution(content);
        } else if (!entry.isDirectory()) {
            remove(path);
        }
    }

    private void remove(String path) {
        byPath.remove(path);
        below(path + "/").clear();
    }

    /** Returns the packages of earlier layers in a folder, whose path ends with a slash. */
    private NavigableMap<String, List<ImagePackage>> below(String folder) {
        return folder.isEmpty() ? byPath : byPath.subMap(folder, true, folder + Character.MAX_VALUE, false);
    }

    /** Returns the name that OSV has for the distribution, such as Debian:12 or Ubuntu:22.04. */
    private static String readDistribution(InputStream content) throws IOException {
        String id = "debian";
        String version = null;
        String text = new String(content.readNBytes(LARGEST_RELEASE), StandardCharsets.UTF_8);
        for (String line : text.split("\n")) {
            if (line.startsWith("ID=")) {
                id = value(line);
            } else if (line.startsWith("VERSION_ID=")) {
                version = value(line);
            }
        }
        String name = switch (id) {
            case "debian" -> PackageFiles.DEBIAN;
            case "ubuntu" -> "Ubuntu";
            default -> id;
        };
        return version == null ? name : name + ":" + version;
    }

    private static String value(String line) {
        String value =
                line.substring(line.indexOf('=') + 1).replaceAll("[\"']", "").trim();
        return value.substring(0, Math.min(LONGEST_VALUE, value.length()));
    }

    /** Returns the packages in the order of their paths. */
    List<ImagePackage> packages() {
        List<ImagePackage> all = new ArrayList<>();
        for (List<ImagePackage> some : byPath.values()) {
            for (ImagePackage one : some) {
                all.add(
                        one.ecosystem().equals(PackageFiles.DEBIAN)
                                ? new ImagePackage(distribution, one.name(), one.version(), one.path())
                                : one);
            }
        }
        return all;
    }

    /**
     * A package that is installed in an image.
     *
     * @param ecosystem by the name that OSV gives it: Debian:12, Maven or PyPI
     * @param name as its advisories call it: Debian's source package, Maven's group:artifact, the
     *     normalised name of PyPI
     * @param path of the file in the image that says so
     */
    record ImagePackage(String ecosystem, String name, String version, String path) {}
}
