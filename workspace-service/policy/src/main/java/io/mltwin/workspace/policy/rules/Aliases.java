package io.mltwin.workspace.policy.rules;

import io.mltwin.encoding.AsciiCase;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Azure Policy's aliases: names by which rules reach properties of a resource type, and the path of
 * each in the type's JSON. Those of the types that the platform has, named as Azure names them.
 */
public final class Aliases {

    private static final Map<String, Alias> TABLE = read();

    private Aliases() {}

    /**
     * @param type the resource type it belongs to
     * @param path steps from the resource's root; one that ends in {@code [*]} is every element of
     *     an array
     */
    record Alias(String name, String type, List<String> path) {

        /** The alias's name up to and with the step of this number, if that one is {@code [*]}. */
        String nameUpTo(int step) {
            int stars = 0;
            for (int i = 0; i <= step; i++) {
                stars += path.get(i).endsWith("[*]") ? 1 : 0;
            }
            int end = 0;
            for (int i = 0; i < stars; i++) {
                end = name.indexOf("[*]", end) + 3;
            }
            return AsciiCase.lower(name.substring(0, end));
        }
    }

    /** The alias of this name, compared without case; null when there is none. */
    static Alias find(String name) {
        return TABLE.get(AsciiCase.lower(name));
    }

    /** Names of the aliases of a type, each with its path in the type's JSON. */
    public static Map<String, String> ofType(String type) {
        Map<String, String> found = new TreeMap<>();
        for (Alias alias : TABLE.values()) {
            if (AsciiCase.equal(alias.type(), type)) {
                found.put(alias.name(), String.join(".", alias.path()));
            }
        }
        return found;
    }

    private static Map<String, Alias> read() {
        Properties lines = new Properties();
        try (InputStream file = Aliases.class.getResourceAsStream("/policy/aliases.properties")) {
            lines.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Alias> table = new HashMap<>();
        for (String name : lines.stringPropertyNames()) {
            String type = name.substring(0, name.lastIndexOf('/'));
            table.put(
                    AsciiCase.lower(name),
                    new Alias(name, type, List.of(lines.getProperty(name).split("\\."))));
        }
        return Map.copyOf(table);
    }
}
