package io.mltwin.armweb;

import io.mltwin.encoding.AsciiCase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table of types, {@code resource-types.txt}: which service answers for a namespace or type, what {@code az
 * provider list} shows, and the spelling Azure gives to names, whatever case a client sent. docs/arm-dispatch.md shows
 * it.
 */
public final class ResourceTypeTable {

    private static final String NOBODY = "-";
    private static final Map<String, List<String>> TYPES = new LinkedHashMap<>();
    private static final Map<String, String> SERVICES = new LinkedHashMap<>();
    private static final Map<String, String> NAMES = new HashMap<>();

    static {
        try (InputStream table = ResourceTypeTable.class.getResourceAsStream("resource-types.txt")) {
            String namespace = null;
            for (String line : new String(table.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] words = line.strip().split(" +");
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                } else if (line.startsWith(" ")) {
                    TYPES.get(namespace).add(words[0]);
                    add(namespace + "/" + words[0], words);
                } else {
                    namespace = words[0];
                    TYPES.put(namespace, new ArrayList<>());
                    add(namespace, words);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ResourceTypeTable() {}

    private static void add(String type, String[] words) {
        SERVICES.put(type, words[1]);
        words[1] = "";
        for (String name : String.join("/", words).split("/+")) {
            NAMES.put(AsciiCase.lower(name), name);
        }
    }

    /** Returns the namespaces, in Azure's spelling. */
    public static List<String> namespaces() {
        return List.copyOf(TYPES.keySet());
    }

    /** Finds a namespace, in Azure's spelling. */
    public static Optional<String> namespace(String name) {
        return TYPES.keySet().stream()
                .filter(known -> AsciiCase.equal(known, name))
                .findFirst();
    }

    /** Returns the types of a namespace that stands in the table, {@code vaults/keys}. */
    public static List<String> types(String namespace) {
        return List.copyOf(TYPES.get(namespace));
    }

    /**
     * Finds the service, such as {@code keyvault}, that answers for a type or for what lies below it; the longest match
     * wins.
     */
    public static Optional<String> service(String type) {
        String longest = null;
        for (String row : SERVICES.keySet()) {
            if ((longest == null || row.length() > longest.length())
                    && AsciiCase.startsWith(type + "/", row + "/")
                    && !SERVICES.get(row).equals(NOBODY)) {
                longest = row;
            }
        }
        return Optional.ofNullable(longest).map(SERVICES::get);
    }

    /** Returns Azure's spelling of a name of the table; another name as it is. */
    static String spelling(String name) {
        return NAMES.getOrDefault(AsciiCase.lower(name), name);
    }
}
