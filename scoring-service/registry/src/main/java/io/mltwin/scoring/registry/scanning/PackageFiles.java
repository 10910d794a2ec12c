package io.mltwin.scoring.registry.scanning;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.BoundedReader;
import io.mltwin.scoring.registry.scanning.PackageInventory.ImagePackage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads packages from the files in which their managers keep them: dpkg's status, the metadata of
 * Python distributions, and Java archives.
 */
final class PackageFiles {

    static final String DEBIAN = "Debian";
    private static final String PYPI = "PyPI";
    private static final Pattern SOURCE = Pattern.compile("(\\S+)(?:\\s+\\((\\S+)\\))?");
    private static final long LARGEST_TEXT = 64L << 20;
    private static final int LONGEST_LINE = 4096;
    private static final int LONGEST_PATH = 1024;
    private static final Set<String> FIELDS = Set.of("package", "version", "status", "source", "name");

    /** The most characters of a name or version; dpkg, PyPI and Maven take shorter ones. */
    private static final int LONGEST = 256;

    private PackageFiles() {}

    /** Returns whether packages are read from the file of this path, without a leading slash. */
    static boolean isOne(String path) {
        return isDpkg(path) || isPython(path) || isArchive(path);
    }

    private static boolean isDpkg(String path) {
        return path.equals("var/lib/dpkg/status")
                || path.startsWith("var/lib/dpkg/status.d/") && !path.endsWith(".md5sums");
    }

    private static boolean isPython(String path) {
        return path.endsWith(".dist-info/METADATA")
                || path.endsWith(".egg-info/PKG-INFO")
                || path.endsWith(".egg-info");
    }

    static boolean isArchive(String path) {
        return path.endsWith(".jar") || path.endsWith(".war") || path.endsWith(".ear");
    }

    /**
     * Returns the packages that a file says are installed.
     *
     * @param limit of what a Java archive unpacks to
     * @throws IOException when it cannot be read, or is larger than any that a manager writes
     */
    static List<ImagePackage> read(String path, InputStream content, BoundedReader limit) throws IOException {
        requireShort(path);
        return isArchive(path) ? JavaArchives.read(path, content, limit) : readText(path, content);
    }

    /** Refuses a path that no manager writes to. */
    static void requireShort(String path) throws IOException {
        if (path.length() > LONGEST_PATH) {
            throw new IOException("The path of a package has more than 1024 characters");
        }
    }

    /** Returns the package, or nothing where a name or version is missing or longer than any. */
    static List<ImagePackage> one(String ecosystem, String name, String version, String path) {
        return name == null || version == null || name.length() > LONGEST || version.length() > LONGEST
                ? List.of()
                : List.of(new ImagePackage(ecosystem, name, version, path));
    }

    private static List<ImagePackage> readText(String path, InputStream content) throws IOException {
        InputStream limited =
                new BoundedReader(LARGEST_TEXT, "The file " + path + " is too large to be read").limit(content);
        BufferedReader text = new BufferedReader(new InputStreamReader(limited, StandardCharsets.UTF_8));
        return isPython(path) ? python(path, text) : dpkg(path, text);
    }

    private static List<ImagePackage> dpkg(String path, BufferedReader text) throws IOException {
        List<ImagePackage> found = new ArrayList<>();
        for (Map<String, String> fields = fields(text); fields != null; fields = fields(text)) {
            String name = fields.get("package");
            String version = fields.get("version");
            String status = fields.getOrDefault("status", "install ok installed");
            if (name == null || version == null || !status.endsWith(" installed")) {
                continue;
            }
            Matcher source = SOURCE.matcher(fields.getOrDefault("source", name));
            if (source.matches()) {
                name = source.group(1);
                version = source.group(2) == null ? version : source.group(2);
            }
            found.addAll(one(DEBIAN, name, version, path));
            if (found.size() > PackageInventory.MOST_PACKAGES) {
                throw new IOException("The file " + path + " has too many packages");
            }
        }
        return found;
    }

    private static List<ImagePackage> python(String path, BufferedReader text) throws IOException {
        Map<String, String> fields = fields(text);
        return fields == null || fields.get("name") == null
                ? List.of()
                : one(PYPI, PythonVersions.normalizeName(fields.get("name")), fields.get("version"), path);
    }

    /** The fields up to an empty line, by their names in lower case; null at the end. */
    private static Map<String, String> fields(BufferedReader text) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        String line;
        while ((line = line(text)) != null) {
            if (line.isEmpty()) {
                if (!fields.isEmpty()) {
                    return fields;
                }
                continue;
            }
            int colon = line.indexOf(':');
            String name = colon > 0 ? AsciiCase.lower(line.substring(0, colon)) : "";
            if (FIELDS.contains(name)) {
                fields.putIfAbsent(name, line.substring(colon + 1).trim());
            }
        }
        return fields.isEmpty() ? null : fields;
    }

    /** The start of a line, without what no field that is read needs; null at the end. */
    private static String line(BufferedReader text) throws IOException {
        int next = text.read();
        if (next < 0) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        for (; next >= 0 && next != '\n'; next = text.read()) {
            if (next != '\r' && line.length() < LONGEST_LINE) {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
