package io.mltwin.scoring.inference;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Azure ML's no-code deployment of an ONNX model: ONNX Runtime with the model in memory, without an
 * entry script. {@code {"data": [[…]]}} → {@code {"result": [label, …], "probabilities": [[…]]}}
 * when {@code labels.json} lies beside the model, else the model's outputs by name.
 */
final class OnnxPredictor implements Predictor {

    private static final ScheduledExecutorService CLOCK =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread thread = new Thread(work, "onnx-timeout");
                        thread.setDaemon(true);
                        return thread;
                    });

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final String input;
    private final TensorInfo inputInfo;
    private final String[] labels;
    private final long timeoutMillis;
    private final ObjectMapper json;

    private OnnxPredictor(byte[] model, String[] labels, long timeoutMillis, ObjectMapper json)
            throws OrtException {
        this.labels = labels;
        this.timeoutMillis = timeoutMillis;
        this.json = json;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            this.session = environment.createSession(model, options);
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

    record Labelled(List<String> result, float[][] probabilities) {}

    /**
     * Loads a model.
     *
     * @param labels content of {@code labels.json}, or null
     */
    static OnnxPredictor load(byte[] model, byte[] labels, long timeoutMillis, ObjectMapper json)
            throws ScoringFailed {
        try {
            return new OnnxPredictor(
                    model,
                    labels == null ? null : json.readValue(labels, String[].class),
                    timeoutMillis,
                    json);
        } catch (OrtException | IOException e) {
            throw new ScoringFailed(
                    ScoringFailed.Kind.UNAVAILABLE,
                    "the ONNX model cannot be loaded: " + e.getMessage(),
                    e);
        }
    }

    @Override
    public Prediction predict(byte[] body) throws ScoringFailed {
        OnnxInput rows = OnnxInput.read(body);
        long[] shape = inputInfo.getShape();
        if (shape.length == 2 && shape[1] > 0 && shape[1] != rows.width()) {
            throw OnnxInput.bad(
                    "the model takes rows of " + shape[1] + " numbers, these have " + rows.width());
        }
        long start = System.nanoTime();
        AtomicBoolean late = new AtomicBoolean();
        try (OrtSession.RunOptions options = new OrtSession.RunOptions();
                OnnxTensor tensor = tensor(rows)) {
            ScheduledFuture<?> alarm =
                    CLOCK.schedule(
                            () -> terminate(options, late), timeoutMillis, TimeUnit.MILLISECONDS);
            try (OrtSession.Result result = session.run(Map.of(input, tensor), options)) {
                byte[] answer = json.writeValueAsBytes(answer(result));
                return new Prediction(
                        "application/json", answer, (System.nanoTime() - start) / 1000);
            } finally {
                alarm.cancel(false);
            }
        } catch (OrtException | IOException e) {
            if (late.get()) {
                throw new ScoringFailed(
                        ScoringFailed.Kind.TIMED_OUT,
                        "Scoring timeout after " + timeoutMillis + " ms",
                        e);
            }
            throw new ScoringFailed(
                    ScoringFailed.Kind.RUN_FAILED, "the model raised: " + e.getMessage(), e);
        }
    }

    private static void terminate(OrtSession.RunOptions options, AtomicBoolean late) {
        late.set(true);
        try {
            options.setTerminate(true);
        } catch (OrtException | IllegalStateException ended) {
            late.set(false);
        }
    }

    private OnnxTensor tensor(OnnxInput rows) throws OrtException, ScoringFailed {
        long[] shape = {rows.rows(), rows.width()};
        return switch (inputInfo.type) {
            case FLOAT ->
                    OnnxTensor.createTensor(environment, FloatBuffer.wrap(rows.floats()), shape);
            case DOUBLE ->
                    OnnxTensor.createTensor(environment, DoubleBuffer.wrap(rows.doubles()), shape);
            case INT64 ->
                    OnnxTensor.createTensor(environment, LongBuffer.wrap(rows.longs()), shape);
            default ->
                    throw new ScoringFailed(
                            ScoringFailed.Kind.RUN_FAILED,
                            "the model's input has the type "
                                    + inputInfo.type
                                    + ", which needs an entry script");
        };
    }

    private Object answer(OrtSession.Result result) throws OrtException {
        if (labels != null) {
            for (Map.Entry<String, OnnxValue> output : result) {
                if (output.getValue().getValue() instanceof float[][] probabilities
                        && probabilities[0].length == labels.length) {
                    return new Labelled(
                            java.util.Arrays.stream(probabilities).map(this::label).toList(),
                            probabilities);
                }
            }
        }
        Map<String, Object> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, OnnxValue> output : result) {
            outputs.put(output.getKey(), output.getValue().getValue());
        }
        return outputs;
    }

    private String label(float[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return labels[best];
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the ONNX session cannot be closed", e);
        }
    }
}
