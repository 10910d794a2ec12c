package io.mltwin.scoring.registry.scanning;

import io.mltwin.encoding.AsciiCase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private static final long LARGEST_ARCHIVE = 4L << 30;

    /** What dpkg, PyPI and Maven take is shorter; a longer one is no version or name. */
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
     * @throws IOException when it cannot be read, or is larger than any that a manager writes
     */
    static List<ImagePackage> read(String path, InputStream content) throws IOException {
        List<ImagePackage> found =
                isArchive(path)
                        ? JavaArchives.read(path, content, LARGEST_ARCHIVE)
                        : readText(path, content);
        return found.stream()
                .filter(one -> one.name().length() <= LONGEST && one.version().length() <= LONGEST)
                .toList();
    }

    private static List<ImagePackage> readText(String path, InputStream content)
            throws IOException {
        InputStream limited =
                new ByteLimit(LARGEST_TEXT, "The file " + path + " is too large to be read")
                        .limit(content);
        BufferedReader text =
                new BufferedReader(new InputStreamReader(limited, StandardCharsets.UTF_8));
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
            found.add(new ImagePackage(DEBIAN, name, version, path));
        }
        return found;
    }

    private static List<ImagePackage> python(String path, BufferedReader text) throws IOException {
        Map<String, String> fields = fields(text);
        if (fields == null || fields.get("name") == null || fields.get("version") == null) {
            return List.of();
        }
        return List.of(
                new ImagePackage(
                        PYPI,
                        PythonVersions.normalizeName(fields.get("name")),
                        fields.get("version"),
                        path));
    }

    /** The fields up to an empty line, by their names in lower case; null at the end. */
    private static Map<String, String> fields(BufferedReader text) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        String line;
        while ((line = text.readLine()) != null) {
            if (line.isEmpty()) {
                if (!fields.isEmpty()) {
                    return fields;
                }
                continue;
            }
            int colon = line.indexOf(':');
            if (colon > 0 && !Character.isWhitespace(line.charAt(0))) {
                fields.putIfAbsent(
                        AsciiCase.lower(line.substring(0, colon)),
                        line.substring(colon + 1).trim());
            }
        }
        return fields.isEmpty() ? null : fields;
    }
}
