package io.mltwin.compute.environments.preparation;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.Json.isGiven;
import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.encoding.Absence.isEmpty;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.mltwin.armweb.AzureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A conda specification ({@code condaFile} of ARM, {@code condaDependencies} of the v1 data plane)
 * as pip reads it.
 *
 * <p>Deviation: pip installs what a conda specification names, from its own index; channels and
 * builds of conda are not used. {@code azureml-defaults} and {@code azureml-core} are left out.
 *
 * @param pythonVersion null for any
 * @param requirements lines of a requirements file
 * @param notes what the log of a preparation says about this
 * @param variables that a run in the environment has
 */
public record CondaSpecification(
        String pythonVersion, List<String> requirements, List<String> notes, Map<String, String> variables) {

    /** Asks for nothing. */
    public static final CondaSpecification NONE = new CondaSpecification(null, List.of(), List.of(), Map.of());

    private static final int MOST_CHARACTERS = 64 * 1024;
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> INSTALLERS = Set.of("pip", "conda");
    private static final Pattern CLIENT = Pattern.compile("azureml-(defaults|core)([\\[=~<>! ].*)?");

    /**
     * Reads a conda file.
     *
     * @param target of the setting in the request, such as {@code properties.condaFile}
     * @throws AzureException 400 for what is no conda specification
     */
    public static CondaSpecification parse(String target, String text) {
        if (isBlank(text)) {
            return NONE;
        }
        if (text.length() > MOST_CHARACTERS) {
            throw invalid(target, "it has more than " + MOST_CHARACTERS + " characters");
        }
        try {
            return read(target, YAML.readTree(text));
        } catch (JsonProcessingException e) {
            throw invalid(target, "it is no YAML: " + e.getOriginalMessage());
        }
    }

    /** Reads a conda specification that came as JSON; null is none. */
    public static CondaSpecification read(String target, JsonNode given) {
        if (!isGiven(given)) {
            return NONE;
        }
        if (!given.isObject()) {
            throw invalid(target, "it must be an object with the member dependencies");
        }
        Map<String, String> variables = variables(target, given.get("variables"));
        JsonNode dependencies = given.get("dependencies");
        if (!isGiven(dependencies)) {
            return new CondaSpecification(null, List.of(), List.of(), variables);
        }
        if (!dependencies.isArray()) {
            throw invalid(target, "dependencies must be a list");
        }
        Reader reader = new Reader(target);
        dependencies.forEach(reader::read);
        JsonNode channels = given.get("channels");
        if (!isEmpty(channels) && !reader.requirements.isEmpty()) {
            reader.notes.add("Packages come from the index of pip, not from channels of conda");
        }
        return new CondaSpecification(
                reader.pythonVersion, List.copyOf(reader.requirements), List.copyOf(reader.notes), variables);
    }

    private static Map<String, String> variables(String target, JsonNode given) {
        if (!isGiven(given)) {
            return Map.of();
        }
        if (!given.isObject()) {
            throw invalid(target, "variables must be an object");
        }
        Map<String, String> variables = new TreeMap<>();
        for (Map.Entry<String, JsonNode> one : given.properties()) {
            String value = one.getValue().isValueNode() ? one.getValue().asText() : null;
            if (one.getValue().isNull() || !EnvironmentDefinitionReader.isVariable(one.getKey(), value)) {
                throw invalid(target, "the variable '" + one.getKey() + "' is not valid");
            }
            variables.put(one.getKey(), value);
        }
        return variables;
    }

    private static AzureException invalid(String target, String why) {
        return badRequest("UserError", "The conda specification is not valid: %s.", why)
                .withTarget(target);
    }

    private static final class Reader {
        private final String target;
        private final List<String> requirements = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private String pythonVersion;

        Reader(String target) {
            this.target = target;
        }

        void read(JsonNode dependency) {
            if (dependency.isObject() && dependency.size() == 1 && dependency.has("pip")) {
                readPip(dependency.get("pip"));
                return;
            }
            if (!dependency.isTextual()) {
                throw invalid(target, "a dependency is a text, or an object with the member pip alone");
            }
            String text = dependency.asText().strip();
            if (isLeftOut(text)) {
                return;
            }
            CondaPackage named = CondaPackage.parse(text)
                    .orElseThrow(() ->
                            invalid(target, "'" + text.replaceAll("://[^/\\s]*@", "://****@") + "' is not understood"));
            if (named.name().equals("python")) {
                pythonVersion = named.constraint().isEmpty() ? null : named.constraint();
            } else if (!INSTALLERS.contains(named.name())) {
                requirements.add(named.requirement());
            }
        }

        private void readPip(JsonNode lines) {
            if (lines.isNull()) {
                return;
            }
            if (!lines.isArray()) {
                throw invalid(target, "pip must be a list");
            }
            for (JsonNode line : lines) {
                String text = line.asText().strip();
                if (!line.isTextual() || text.isEmpty() || text.chars().anyMatch(c -> c < ' ')) {
                    throw invalid(target, "a dependency of pip is one line of text");
                }
                if (!isLeftOut(text)) {
                    requirements.add(text);
                }
            }
        }

        private boolean isLeftOut(String text) {
            if (!CLIENT.matcher(text).matches()) {
                return false;
            }
            notes.add(text + " is left out: a run here does not need this client of Azure");
            return true;
        }
    }
}
