package io.mltwin.node;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a node keeps the Python environments that it prepares, and where pip finds packages.
 *
 * @param folder that all nodes of a machine share
 * @param index the address of a package index, or a folder of wheels; null for what the settings of
 *     pip say
 */
record PythonSettings(Path folder, String index) {

    private static final Path OF_SYSTEM = Path.of("/etc/pip.conf");
    private static final String CONFIGURATION = "pip.conf";

    PythonSettings {
        if (index != null && isAddress(index) && URI.create(index).getUserInfo() != null) {
            // the setup script of a package could read it
            throw new IllegalArgumentException(
                    "the address of the package index must not hold a password");
        }
    }

    /** Returns the folders and files of the index that pip has to read. */
    List<Path> readOnly() {
        List<Path> shown = new ArrayList<>();
        if (index == null && Files.isReadable(OF_SYSTEM)) {
            shown.add(OF_SYSTEM);
        } else if (index != null && !isAddress(index)) {
            shown.add(Path.of(index).toAbsolutePath().normalize());
        }
        return shown;
    }

    /**
     * Returns the variables of pip; the settings of the user who runs the platform are copied into
     * its folder.
     */
    Map<String, String> variables(Path folderOfPip) throws IOException {
        Map<String, String> variables = new TreeMap<>();
        variables.put("PIP_NO_INPUT", "1");
        variables.put("PIP_NO_CACHE_DIR", "1");
        variables.put("PIP_DISABLE_PIP_VERSION_CHECK", "1");
        variables.put("PIP_PROGRESS_BAR", "off");
        Path configuration = folderOfPip.resolve(CONFIGURATION);
        if (index == null) {
            Files.writeString(configuration, ofUser());
        } else {
            Files.writeString(configuration, "");
            if (isAddress(index)) {
                variables.put("PIP_INDEX_URL", index);
            } else {
                variables.put("PIP_NO_INDEX", "1");
                variables.put(
                        "PIP_FIND_LINKS",
                        Path.of(index).toAbsolutePath().normalize().toUri().toString());
            }
        }
        variables.put("PIP_CONFIG_FILE", configuration.toString());
        return variables;
    }

    /**
     * Settings with a password stay where they are: the setup script of a package could read it.
     */
    private static String ofUser() throws IOException {
        Path home = Path.of(System.getProperty("user.home", "/"));
        for (Path file :
                List.of(
                        home.resolve(".config/pip").resolve(CONFIGURATION),
                        home.resolve(".pip").resolve(CONFIGURATION))) {
            if (Files.isReadable(file)) {
                String text = Files.readString(file);
                return text.matches("(?s).*://[^/\\s]*@.*") ? "" : text;
            }
        }
        return "";
    }

    private static boolean isAddress(String index) {
        return index.matches("https?://.*");
    }
}
