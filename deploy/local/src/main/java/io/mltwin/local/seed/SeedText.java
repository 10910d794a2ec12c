package io.mltwin.local.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.encoding.BoundedReader;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.seed.SeedProblems.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The text of a seed file, YAML or JSON, as a tree whose values know their place. Values are what
 * JSON has: a date, {@code yes} and {@code 0x1f} are texts. Anchors and tags are refused.
 */
final class SeedText {
    private static final int MOST_BYTES = 1 << 20;
    private static final int DEEPEST = 50;
    private static final Place START = new Place(1, 1);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final SeedProblems problems;
    private final Map<JsonNode, Map<String, Place>> keys = new IdentityHashMap<>();
    private final Map<JsonNode, Map<String, Place>> values = new IdentityHashMap<>();

    SeedText(SeedProblems problems) {
        this.problems = problems;
    }

    /**
     * Reads a file of at most 1 MiB; what is wrong with it is added to the problems.
     *
     * @throws RefusalException if there is no such file
     */
    JsonNode read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                problems.add(START, "The file has more than 1 MiB: divide it.");
                return JSON.objectNode();
            }
            String text = utf8(file, MOST_BYTES);
            // between the values of JSON; YAML takes spaces alone
            return parse(file.toString().endsWith(".json") ? text.replace('\t', ' ') : text);
        } catch (CharacterCodingException e) {
            problems.add(START, "The file is no UTF-8 text: save it as UTF-8.");
            return JSON.objectNode();
        } catch (IOException e) {
            throw new RefusalException("The seed file " + file + " cannot be read: name a file that is there.", e);
        }
    }

    /**
     * Returns the text of a file.
     *
     * @throws CharacterCodingException if it is no UTF-8
     */
    static String utf8(Path file, int mostBytes) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = BoundedReader.readAll(content, mostBytes, file + " is too large");
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    private JsonNode parse(String text) {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setNestingDepthLimit(DEEPEST);
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root instanceof MappingNode) {
                return value(root);
            }
            problems.add(START, "A seed file is an object: begin with 'steps:'.");
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            problems.add(
                    place(mark), "This is no YAML or JSON: " + e.getProblem() + ". Correct it here or just before.");
        } catch (YAMLException e) {
            problems.add(START, "This is no YAML or JSON: " + e.getMessage().replaceAll("\\s+", " ") + ". Correct it.");
        }
        return JSON.objectNode();
    }

    private static Place place(Mark mark) {
        return mark == null ? START : new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private JsonNode value(Node node) {
        Place place = place(node.getStartMark());
        if (node.getAnchor() != null) {
            problems.add(place, "Anchors and aliases are not read: repeat the value, or name it in 'variables'.");
            return JSON.nullNode();
        }
        if (!node.getTag().startsWith(Tag.PREFIX) || node.getTag().equals(Tag.BINARY)) {
            problems.add(place, "The tag " + node.getTag() + " is not read: leave it out.");
            return JSON.nullNode();
        }
        if (node instanceof MappingNode mapping) {
            return object(mapping);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JSON.arrayNode();
            sequence.getValue().forEach(item -> {
                note(values, array, String.valueOf(array.size()), item);
                array.add(value(item));
            });
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private ObjectNode object(MappingNode mapping) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple field : mapping.getValue()) {
            if (!(field.getKeyNode() instanceof ScalarNode key)) {
                problems.add(
                        place(field.getKeyNode().getStartMark()),
                        "The name of a field is a text: write 'name: value'.");
                continue;
            }
            String name = key.getValue();
            if (object.has(name)) {
                problems.add(place(key.getStartMark()), "'" + name + "' stands here twice: remove one.");
            }
            note(keys, object, name, key);
            note(values, object, name, field.getValueNode());
            object.set(name, value(field.getValueNode()));
        }
        return object;
    }

    private static JsonNode scalar(ScalarNode node) {
        String text = node.getValue();
        if (node.getTag().equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (node.getTag().equals(Tag.BOOL) && (text.equals("true") || text.equals("false"))) {
            return JSON.booleanNode(text.equals("true"));
        }
        boolean number = node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT);
        return number && text.matches("-?(0|[1-9]\\d{0,17})(\\.\\d{1,17})?([eE][-+]?\\d{1,2})?")
                ? JSON.numberNode(new BigDecimal(text))
                : JSON.textNode(text);
    }

    private static void note(Map<JsonNode, Map<String, Place>> places, JsonNode parent, String name, Node node) {
        places.computeIfAbsent(parent, unknown -> new HashMap<>()).put(name, place(node.getStartMark()));
    }

    /** Returns where the value of a field, or of an array's index, begins. */
    Place valueOf(JsonNode parent, String name) {
        return find(values, parent, name);
    }

    /** Returns where the name of a field stands. */
    Place keyOf(JsonNode parent, String name) {
        return find(keys, parent, name);
    }

    private static Place find(Map<JsonNode, Map<String, Place>> places, JsonNode parent, String name) {
        return Optional.ofNullable(places.get(parent)).map(of -> of.get(name)).orElse(START);
    }
}
