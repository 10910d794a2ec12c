package io.mltwin.container.onnx;

import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mltwin.container.Scorer.ScoringException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The inputs of a scoring request for a model of any inputs: one tensor, tensors by the names of
 * the inputs, or MLflow's {@code input_data} with {@code columns}, {@code index} and {@code data}.
 */
final class NamedInput {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> WRAPPERS = Set.of("data", "input_data", "inputs");

    private final Map<String, TensorJson> named = new LinkedHashMap<>();
    private final List<String> columns = new ArrayList<>();
    private TensorJson only;

    private NamedInput() {}

    /** Reads a body; malformed ones are {@link ScoringException.Kind#BAD_INPUT}. */
    static NamedInput read(byte[] body) throws ScoringException {
        NamedInput input = new NamedInput();
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw OnnxInput.bad("the body must be a JSON object with the model's input in \"data\"");
            }
            boolean isWrapped = false;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (WRAPPERS.contains(name)) {
                    input.readWrapped(parser);
                    isWrapped = true;
                } else if (isWrapped || parser.currentToken() != JsonToken.START_ARRAY) {
                    parser.skipChildren();
                } else {
                    input.named.put(name, TensorJson.read(parser));
                }
            }
            OnnxInput.requireEnd(parser);
            return input;
        } catch (IOException e) {
            throw OnnxInput.bad("the body is no JSON");
        }
    }

    private void readWrapped(JsonParser parser) throws IOException, ScoringException {
        named.clear();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            only = TensorJson.read(parser);
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "columns" -> readColumns(parser);
                case "index" -> parser.skipChildren();
                case "data" -> only = TensorJson.read(parser);
                default -> named.put(name, TensorJson.read(parser));
            }
        }
    }

    private void readColumns(JsonParser parser) throws IOException, ScoringException {
        for (Object column : TensorJson.read(parser).values()) {
            columns.add(String.valueOf(column));
        }
    }

    /**
     * Returns a tensor for each input of the model.
     *
     * @throws ScoringException where one is missing, there is one more, or a shape does not fit
     */
    Map<String, TensorJson> of(Map<String, TensorInfo> inputs) throws ScoringException {
        Map<String, TensorJson> tensors = new LinkedHashMap<>();
        if (only != null && inputs.size() == 1) {
            tensors.put(inputs.keySet().iterator().next(), only);
        } else if (only != null) {
            pickColumns(inputs, tensors);
        } else {
            tensors.putAll(named);
        }
        for (String name : tensors.keySet()) {
            if (!inputs.containsKey(name)) {
                throw OnnxInput.bad("the model has no input '" + name + "'; it has " + inputs.keySet());
            }
        }
        for (Map.Entry<String, TensorInfo> input : inputs.entrySet()) {
            TensorJson tensor = tensors.get(input.getKey());
            if (tensor == null) {
                throw OnnxInput.bad("the request lacks the model's input '" + input.getKey() + "'");
            }
            tensor.requireShape(input.getKey(), input.getValue().getShape());
        }
        return tensors;
    }

    /** An input for each column, as models of data frames have them. */
    private void pickColumns(Map<String, TensorInfo> inputs, Map<String, TensorJson> tensors) throws ScoringException {
        boolean isTable = only.shape().length == 2 && only.shape()[1] == columns.size();
        if (!isTable) {
            throw OnnxInput.bad("the model has the inputs " + inputs.keySet() + ": give them by name");
        }
        for (int i = 0; i < columns.size(); i++) {
            TensorInfo input = inputs.get(columns.get(i));
            tensors.put(columns.get(i), only.column(i, input != null && input.getShape().length == 1));
        }
    }
}
