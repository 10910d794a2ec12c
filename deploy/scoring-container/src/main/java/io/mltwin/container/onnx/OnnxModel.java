package io.mltwin.container.onnx;

import ai.onnxruntime.NodeInfo;
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
import io.mltwin.container.ScoringException;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Azure ML's no-code deployment of an ONNX model: ONNX Runtime without an entry script. Takes
 * {@code {"data": [[…]]}}; see {@link OnnxAnswer} for what it answers.
 */
public final class OnnxModel implements Scorer {

    private static final int CONCURRENCY = 16;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final String input;
    private final TensorInfo inputInfo;
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
        Map.Entry<String, NodeInfo> first = session.getInputInfo().entrySet().iterator().next();
        this.input = first.getKey();
        if (session.getInputInfo().size() != 1
                || !(first.getValue().getInfo() instanceof TensorInfo info)) {
            session.close();
            throw new OrtException(
                    "the model has not one tensor as its input; give it an entry script");
        }
        this.inputInfo = info;
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
            throw new IllegalArgumentException(
                    "the ONNX model cannot be loaded: " + e.getMessage(), e);
        }
    }

    private static String[] labels(Path file) throws IOException {
        List<String> labels = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_ARRAY) {
                for (token = parser.nextToken();
                        token != null && token.isScalarValue();
                        token = parser.nextToken()) {
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
        OnnxInput rows = OnnxInput.read(body);
        long[] shape = inputInfo.getShape();
        if (shape.length == 2 && shape[1] > 0 && shape[1] != rows.width()) {
            throw OnnxInput.bad(
                    "the model takes rows of " + shape[1] + " numbers, these have " + rows.width());
        }
        try (OnnxTensor tensor = tensor(rows);
                Run run = new Run()) {
            try (OrtSession.Result result = session.run(Map.of(input, tensor), run.options)) {
                return answer(result);
            } catch (OrtException e) {
                if (run.isLate()) {
                    throw new ScoringException(
                            ScoringException.Kind.TIMED_OUT,
                            "Scoring timeout after " + timeoutMillis + " ms");
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
        private final long deadlineNanos =
                System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
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

    private OnnxTensor tensor(OnnxInput rows) throws OrtException {
        long[] shape = {rows.rows(), rows.width()};
        return switch (inputInfo.type) {
            case FLOAT ->
                    OnnxTensor.createTensor(environment, FloatBuffer.wrap(rows.floats()), shape);
            case DOUBLE ->
                    OnnxTensor.createTensor(environment, DoubleBuffer.wrap(rows.doubles()), shape);
            case INT64 ->
                    OnnxTensor.createTensor(environment, LongBuffer.wrap(rows.longs()), shape);
            default ->
                    throw new IllegalStateException(
                            "the model's input has the type "
                                    + inputInfo.type
                                    + ", which needs an entry script");
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
