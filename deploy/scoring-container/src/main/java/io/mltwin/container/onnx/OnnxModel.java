package io.mltwin.container.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mltwin.container.Deadlines;
import io.mltwin.container.Scorer;
import io.mltwin.container.Scorer.ScoringException;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Azure ML's no-code deployment of an ONNX model: ONNX Runtime without an entry script. Takes
 * {@code {"data": [[…]]}}, or what {@link NamedInput} reads; see {@link OnnxAnswer} for what it
 * answers.
 */
public final class OnnxModel implements Scorer {

    private static final int CONCURRENCY = 16;
    private static final Set<OnnxJavaType> OF_ROWS = EnumSet.of(OnnxJavaType.FLOAT, OnnxJavaType.DOUBLE);

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final Map<String, TensorInfo> inputs = new LinkedHashMap<>();
    private final String[] labels;
    private final long timeoutMillis;
    private final Set<Run> runs = ConcurrentHashMap.newKeySet();
    private final Deadlines deadlines = new Deadlines(runs);

    private OnnxModel(Path model, String[] labels, long timeoutMillis) throws OrtException {
        this.labels = labels;
        this.timeoutMillis = timeoutMillis;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            this.session = environment.createSession(model.toString(), options);
        }
        for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
            if (!(input.getValue().getInfo() instanceof TensorInfo info) || !TensorValues.isSupported(info)) {
                session.close();
                throw new OrtException("its input '"
                        + input.getKey()
                        + "' is no tensor of a type that JSON can hold; give the model an entry script");
            }
            inputs.put(input.getKey(), info);
        }
    }

    /**
     * Loads a model.
     *
     * @param labels {@code labels.json}, or null
     */
    public static Scorer load(Path model, Path labels, long timeoutMillis) {
        try {
            OnnxFile.requireSelfContained(model);
            return new OnnxModel(model, labels == null ? null : labels(labels), timeoutMillis);
        } catch (OrtException | IOException e) {
            throw new IllegalArgumentException("the ONNX model cannot be loaded: " + e.getMessage(), e);
        }
    }

    private static String[] labels(Path file) throws IOException {
        List<String> labels = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_ARRAY) {
                for (token = parser.nextToken(); token != null && token.isScalarValue(); token = parser.nextToken()) {
                    labels.add(parser.getText());
                }
            }
            if (token != JsonToken.END_ARRAY) {
                throw new IOException("labels.json is no array of names");
            }
        }
        return labels.toArray(String[]::new);
    }

    @Override
    public int concurrency() {
        return CONCURRENCY;
    }

    @Override
    public byte[] score(byte[] body) throws ScoringException {
        try (TensorsInUse tensors = tensors(body);
                Run run = new Run()) {
            try (OrtSession.Result result = session.run(tensors.byName(), run.options)) {
                return answer(result);
            } catch (OrtException e) {
                if (run.isLate()) {
                    throw new ScoringException(
                            ScoringException.Kind.TIMED_OUT, "Scoring timeout after " + timeoutMillis + " ms");
                }
                throw e;
            }
        } catch (OrtException | IOException e) {
            throw new IllegalStateException("the model raised: " + e.getMessage(), e);
        }
    }

    /** One run of the model, which is ended when it takes too long. */
    private final class Run implements Deadlines.Waiting, AutoCloseable {
        private final OrtSession.RunOptions options = new OrtSession.RunOptions();
        private final long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        private boolean late;
        private boolean closed;

        Run() throws OrtException {
            runs.add(this);
            deadlines.watch();
        }

        @Override
        public long deadlineNanos() {
            return deadlineNanos;
        }

        @Override
        public synchronized void expire() {
            if (late || closed) {
                return;
            }
            late = true;
            try {
                options.setTerminate(true);
            } catch (OrtException e) {
                late = false;
            }
        }

        synchronized boolean isLate() {
            return late;
        }

        @Override
        public synchronized void close() {
            closed = true;
            runs.remove(this);
            options.close();
        }
    }

    /** The tensors of a request, which are freed after it. */
    private record TensorsInUse(Map<String, OnnxTensor> byName) implements AutoCloseable {
        @Override
        public void close() {
            byName.values().forEach(OnnxTensor::close);
        }
    }

    /** Rows of numbers for the one input of a model are read without building a tree. */
    private TensorsInUse tensors(byte[] body) throws OrtException, ScoringException {
        Map.Entry<String, TensorInfo> first = inputs.entrySet().iterator().next();
        long[] shape = first.getValue().getShape();
        boolean takesRows = inputs.size() == 1 && shape.length == 2 && OF_ROWS.contains(first.getValue().type);
        OnnxInput rows = takesRows ? OnnxInput.read(body) : null;
        if (rows != null) {
            if (shape[1] > 0 && shape[1] != rows.width()) {
                throw OnnxInput.bad("the model takes rows of " + shape[1] + " numbers, these have " + rows.width());
            }
            return new TensorsInUse(Map.of(first.getKey(), tensor(first.getValue(), rows)));
        }
        TensorsInUse made = new TensorsInUse(new LinkedHashMap<>());
        try {
            for (Map.Entry<String, TensorJson> input :
                    NamedInput.read(body).of(inputs).entrySet()) {
                made.byName()
                        .put(
                                input.getKey(),
                                TensorValues.tensor(environment, inputs.get(input.getKey()).type, input.getValue()));
            }
            return made;
        } catch (OrtException | ScoringException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    private OnnxTensor tensor(TensorInfo input, OnnxInput rows) throws OrtException {
        long[] shape = {rows.rows(), rows.width()};
        return switch (input.type) {
            case FLOAT -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(rows.floats()), shape);
            case DOUBLE -> OnnxTensor.createTensor(environment, DoubleBuffer.wrap(rows.doubles()), shape);
            default -> throw new IllegalStateException("no type of rows: " + input.type);
        };
    }

    private byte[] answer(OrtSession.Result result) throws OrtException, IOException {
        if (labels != null) {
            for (Map.Entry<String, OnnxValue> output : result) {
                if (output.getValue().getValue() instanceof float[][] probabilities
                        && probabilities[0].length == labels.length) {
                    return OnnxAnswer.labelled(labels, probabilities);
                }
            }
        }
        return OnnxAnswer.byName(result);
    }
}
