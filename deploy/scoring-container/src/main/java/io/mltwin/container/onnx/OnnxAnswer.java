package io.mltwin.container.onnx;

import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.Map;

/**
 * The answer of a model without an entry script, as JSON: {@code {"result": [label, …],
 * "probabilities": [[…]]}} where the model has a {@code labels.json}, else the model's outputs by
 * name.
 */
final class OnnxAnswer {

    private static final JsonFactory JSON = new JsonFactory();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonGenerator out;

    private OnnxAnswer() throws IOException {
        this.out = JSON.createGenerator(bytes);
    }

    static byte[] labelled(String[] labels, float[][] probabilities) throws IOException {
        OnnxAnswer answer = new OnnxAnswer();
        answer.out.writeStartObject();
        answer.out.writeArrayFieldStart("result");
        for (float[] row : probabilities) {
            answer.out.writeString(labels[largest(row)]);
        }
        answer.out.writeEndArray();
        answer.out.writeFieldName("probabilities");
        answer.write(probabilities);
        answer.out.writeEndObject();
        answer.out.close();
        return answer.bytes.toByteArray();
    }

    static byte[] byName(Iterable<Map.Entry<String, OnnxValue>> outputs) throws IOException, OrtException {
        OnnxAnswer answer = new OnnxAnswer();
        answer.out.writeStartObject();
        for (Map.Entry<String, OnnxValue> output : outputs) {
            answer.out.writeFieldName(output.getKey());
            answer.writeOutput(output.getValue());
        }
        answer.out.writeEndObject();
        answer.out.close();
        return answer.bytes.toByteArray();
    }

    private static int largest(float[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            best = row[i] > row[best] ? i : best;
        }
        return best;
    }

    private void writeOutput(OnnxValue value) throws IOException, OrtException {
        if (value instanceof OnnxSequence sequence) {
            out.writeStartArray();
            for (OnnxValue element : sequence.getValue()) {
                writeOutput(element);
            }
            out.writeEndArray();
        } else if (value instanceof OnnxMap map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.getValue().entrySet()) {
                out.writeFieldName(entry.getKey().toString());
                write(entry.getValue());
            }
            out.writeEndObject();
        } else {
            write(value.getValue());
        }
    }

    private void write(Object value) throws IOException {
        if (value instanceof float[] row) {
            out.writeStartArray();
            for (float number : row) {
                out.writeNumber(number);
            }
            out.writeEndArray();
        } else if (value != null && value.getClass().isArray()) {
            out.writeStartArray();
            for (int i = 0; i < Array.getLength(value); i++) {
                write(Array.get(value, i));
            }
            out.writeEndArray();
        } else {
            out.writeObject(value);
        }
    }
}
