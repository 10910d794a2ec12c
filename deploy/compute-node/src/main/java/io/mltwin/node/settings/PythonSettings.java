package io.mltwin.node.settings;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.sandbox.SandboxNetwork;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where a node keeps the Python environments that it prepares, and where pip finds packages.
 *
 * @param folder that all nodes of a machine share
 * @param index the address of a package index, or a folder of wheels; null for what the settings of
 *     pip say
 */
public record PythonSettings(Path folder, String index) {

    private static final Path OF_SYSTEM = Path.of("/etc/pip.conf");
    private static final String CONFIGURATION = "pip.conf";
    private static final Pattern ADDRESS = Pattern.compile("http(s)?://(?:[^/@\\s]*@)?([^/:@\\s]+)(:[0-9]{1,5})?");

    public PythonSettings {
        if (index != null && isAddress(index) && URI.create(index).getUserInfo() != null) {
            // the setup script of a package could read it
            throw new IllegalArgumentException("the address of the package index must not hold a password");
        }
    }

    /** Returns the folders and files of the index that pip has to read. */
    public List<Path> readOnly() {
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
    public Map<String, String> variables(Path folderOfPip) throws IOException {
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
     * Returns the hosts to which pip's proxy leads: that of the index, and where none is chosen,
     * those in pip's settings and all that are public.
     */
    public List<String> hosts() throws IOException {
        String system = Files.isReadable(OF_SYSTEM) ? Files.readString(OF_SYSTEM) : "";
        String named = index == null ? ofUser() + system : index;
        List<String> all = new ArrayList<>(index == null ? List.of("*") : List.of());
        // PyPI has its files elsewhere
        ADDRESS.matcher(named.replace("//pypi.org", "//pypi.org https://files.pythonhosted.org"))
                .results()
                .forEach(found -> all.add(AsciiCase.lower(found.group(2))
                        + (found.group(3) != null ? found.group(3) : found.group(1) == null ? ":80" : ":443")));
        return all;
    }

    /** Returns the variables that lead pip, and what it starts, to the proxy. */
    public static Map<String, String> proxy() {
        return Map.of("http_proxy", SandboxNetwork.PROXY, "https_proxy", SandboxNetwork.PROXY);
    }

    /**
     * Settings with a password stay where they are: the setup script of a package could read it.
     */
    private static String ofUser() throws IOException {
        Path home = Path.of(System.getProperty("user.home", "/"));
        for (Path file : List.of(
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
