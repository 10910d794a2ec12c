package io.mltwin.container.onnx;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mltwin.container.Scorer.ScoringException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor as JSON has it: arrays in arrays, all of one length on each level.
 *
 * @param shape lengths from the outermost array to the innermost; none for a single value
 * @param values numbers, texts and booleans, row by row
 */
record TensorJson(long[] shape, List<Object> values) {

    private static final int MOST_DIMENSIONS = 8;

    /** Reads the value that the parser is at. */
    static TensorJson read(JsonParser parser) throws IOException, ScoringException {
        List<Long> shape = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        readLevel(parser, 0, shape, values);
        return new TensorJson(shape.stream().mapToLong(Long::longValue).toArray(), values);
    }

    private static void readLevel(JsonParser parser, int level, List<Long> shape, List<Object> values)
            throws IOException, ScoringException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            if (level != shape.size()) {
                throw OnnxInput.bad("a value stands where others of its level are arrays");
            }
            values.add(value(parser));
            return;
        }
        if (level == MOST_DIMENSIONS) {
            throw OnnxInput.bad("an input has more than " + MOST_DIMENSIONS + " dimensions");
        }
        boolean isFirst = level == shape.size();
        if (isFirst && !values.isEmpty()) {
            throw OnnxInput.bad("an array stands where others of its level are values");
        }
        if (isFirst) {
            shape.add(-1L);
        }
        long length = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            readLevel(parser, level + 1, shape, values);
            length++;
        }
        if (shape.get(level) >= 0 && shape.get(level) != length) {
            throw OnnxInput.bad("an array has the length " + length + ", others of its level have " + shape.get(level));
        }
        shape.set(level, length);
    }

    private static Object value(JsonParser parser) throws IOException, ScoringException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            default -> throw OnnxInput.bad("an input holds something that is no value of a tensor");
        };
    }

    /** A column of rows, as a tensor of one column or, for a vector, of none. */
    TensorJson column(int column, boolean isVector) {
        int width = (int) shape[1];
        List<Object> picked = new ArrayList<>();
        for (int i = column; i < values.size(); i += width) {
            picked.add(values.get(i));
        }
        return new TensorJson(isVector ? new long[] {shape[0]} : new long[] {shape[0], 1}, picked);
    }

    /** Lets a shape pass that the model takes; its dimensions below zero are of any length. */
    void requireShape(String input, long[] wanted) throws ScoringException {
        boolean fits = wanted.length == shape.length;
        for (int i = 0; fits && i < wanted.length; i++) {
            fits = wanted[i] < 0 || wanted[i] == shape[i];
        }
        if (!fits) {
            throw OnnxInput.bad("the input '"
                    + input
                    + "' has the shape "
                    + Arrays.toString(shape)
                    + ", the model takes "
                    + Arrays.toString(wanted)
                    + ", where -1 is any length");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TensorJson tensor && Arrays.equals(shape, tensor.shape) && values.equals(tensor.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return "tensor of the shape " + Arrays.toString(shape);
    }
}
