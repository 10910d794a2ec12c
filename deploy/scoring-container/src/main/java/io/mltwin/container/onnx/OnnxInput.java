package io.mltwin.container.onnx;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mltwin.container.Scorer.ScoringException;
import java.io.IOException;
import java.util.Arrays;

/** The rows of a scoring request, {@code {"data": [[…], …]}}, read without building a tree. */
final class OnnxInput {

    private static final JsonFactory JSON = new JsonFactory();

    private double[] values = new double[256];
    private int count;
    private int rows;
    private int width = -1;

    private OnnxInput() {}

    /**
     * Reads a body; malformed ones are {@link ScoringException.Kind#BAD_INPUT}. Null for one whose
     * {@code data} is no array: {@link NamedInput} reads that.
     */
    static OnnxInput read(byte[] body) throws ScoringException {
        OnnxInput input = new OnnxInput();
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw bad("the body must be a JSON object with rows of numbers in \"data\"");
            }
            boolean found = false;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("data")) {
                    if (parser.currentToken() != JsonToken.START_ARRAY) {
                        return null;
                    }
                    input.readRows(parser);
                    found = true;
                } else {
                    parser.skipChildren();
                }
            }
            requireEnd(parser);
            if (!found) {
                return null;
            }
            if (input.rows == 0) {
                throw bad("the request needs rows of numbers in \"data\"");
            }
            return input;
        } catch (IOException e) {
            throw bad("the body is no JSON");
        }
    }

    static void requireEnd(JsonParser parser) throws IOException, ScoringException {
        if (parser.nextToken() != null) {
            throw bad("the body has more than one JSON value");
        }
    }

    private void readRows(JsonParser parser) throws IOException, ScoringException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw bad("each row of \"data\" must be an array of numbers");
            }
            int start = count;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (!parser.currentToken().isNumeric()) {
                    throw bad("row " + rows + " holds something that is no number");
                }
                add(parser.getDoubleValue());
            }
            if (width >= 0 && count - start != width) {
                throw bad("row " + rows + " has " + (count - start) + " numbers, the rows before have " + width);
            }
            width = count - start;
            rows++;
        }
    }

    private void add(double value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = value;
    }

    int rows() {
        return rows;
    }

    int width() {
        return width;
    }

    float[] floats() {
        float[] result = new float[count];
        for (int i = 0; i < count; i++) {
            result[i] = (float) values[i];
        }
        return result;
    }

    double[] doubles() {
        return Arrays.copyOf(values, count);
    }

    static ScoringException bad(String why) {
        return new ScoringException(ScoringException.Kind.BAD_INPUT, why);
    }
}
