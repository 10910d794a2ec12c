package io.mltwin.resourceprovider;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.encoding.AsciiCase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Spells the values of enumerations and discriminators as Azure does, whatever case a request has:
 * Azure's types take any, and its clients read one alone. {@code enumerations.json} has the members
 * of each namespace, as Azure's specifications name them; a member that means different things is
 * named with the member that it lies in.
 */
final class Enumerations {

    /** Members with texts of the customer's own, on all levels below. */
    private static final Set<String> FREE =
            Set.of("tags", "environmentVariables", "metadata", "componentSpec", "credentials", "secrets", "value");

    /** Members whose own members are named by the customer. */
    private static final Set<String> MAPS = Set.of("inputs", "outputs", "jobs", "searchSpace", "traffic");

    private static final String PROPERTIES = "properties";

    /** The type whose settings lie in {@code properties.properties}, which are the customer's own elsewhere. */
    private static final String COMPUTES = "/computes";

    private static final Map<String, Map<String, List<String>>> VALUES = read();

    /** The values by member. */
    private final Map<String, List<String>> values;

    private final boolean isCompute;

    private Enumerations(Map<String, List<String>> values, boolean isCompute) {
        this.values = values;
        this.isCompute = isCompute;
    }

    private static Map<String, Map<String, List<String>>> read() {
        Map<String, Map<String, List<String>>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        try (InputStream in = Enumerations.class.getResourceAsStream("enumerations.json")) {
            all.putAll(new ObjectMapper()
                    .readValue(in, new TypeReference<Map<String, Map<String, List<String>>>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** Returns the call with Azure's spellings in its body. */
    static ArmCall spelled(ArmCall call) {
        String namespace = call.target().namespace();
        if (namespace == null
                || !VALUES.containsKey(namespace)
                || call.body() == null
                || !call.body().isObject()) {
            return call;
        }
        ObjectNode body = call.body().deepCopy();
        boolean isCompute = AsciiCase.lower(call.target().type()).endsWith(COMPUTES);
        new Enumerations(VALUES.get(namespace), isCompute).spell(body, "", false);
        return call.withBody(body);
    }

    /**
     * @param parent member that the object lies in
     * @param isMap whether the customer names its members
     */
    private void spell(ObjectNode object, String parent, boolean isMap) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            if (member.getValue() instanceof ObjectNode inner) {
                if (isMap || !isFree(parent, name, inner)) {
                    spell(inner, name, !isMap && MAPS.contains(name));
                }
            } else if (!isMap) {
                String full = parent + "." + name;
                spelled(member.getValue(), name, values.getOrDefault(full, values.get(name)))
                        .ifPresent(member::setValue);
            }
        }
    }

    /** The credentials of a datastore say of which type they are, those of a connection are what they are. */
    private static boolean isDatastores(ObjectNode credentials) {
        return credentials.has("credentialsType") || credentials.has("secretsType");
    }

    private boolean isFree(String parent, String name, ObjectNode value) {
        return FREE.contains(name) && !isDatastores(value)
                || name.equals(PROPERTIES) && parent.equals(PROPERTIES) && !isCompute;
    }

    private Optional<JsonNode> spelled(JsonNode value, String name, List<String> known) {
        if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                if (array.get(i) instanceof ObjectNode inner) {
                    spell(inner, name, false);
                } else {
                    spelled(array.get(i), name, known).ifPresent(one -> array.set(at, one));
                }
            }
            return Optional.empty();
        }
        return known == null || !value.isTextual()
                ? Optional.empty()
                : spelled(value.textValue(), known).map(TextNode::valueOf);
    }

    /** Also a list with commas, such as that of a firewall's {@code bypass}. */
    private static Optional<String> spelled(String text, List<String> known) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Optional<String> one =
                    known.stream().filter(AsciiCase.equalTo(part.strip())).findFirst();
            if (one.isEmpty()) {
                return Optional.empty();
            }
            parts.add(one.get());
        }
        return Optional.of(String.join(", ", parts));
    }
}
