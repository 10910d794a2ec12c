package io.mltwin.container.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.TensorInfo.OnnxTensorType;
import ai.onnxruntime.platform.Fp16Conversions;
import io.mltwin.container.Scorer.ScoringException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Makes ONNX Runtime's tensors of JSON's values; a value that does not fit the type is refused. */
final class TensorValues {

    private static final Set<OnnxTensorType> UNSIGNED = EnumSet.of(
            OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16,
            OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32,
            OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64);

    private TensorValues() {}

    /**
     * Returns whether there are tensors of the input's type here: ONNX Runtime for Java has no unsigned
     * numbers of several bytes.
     */
    static boolean isSupported(TensorInfo input) {
        return input.type != OnnxJavaType.UNKNOWN && !UNSIGNED.contains(input.onnxType);
    }

    static OnnxTensor tensor(OrtEnvironment environment, OnnxJavaType type, TensorJson json)
            throws OrtException, ScoringException {
        List<Object> values = json.values();
        int size = values.size();
        long[] shape = json.shape();
        switch (type) {
            case FLOAT -> {
                FloatBuffer buffer = FloatBuffer.allocate(size);
                for (Object value : values) {
                    buffer.put((float) real(value));
                }
                return OnnxTensor.createTensor(environment, buffer.flip(), shape);
            }
            case DOUBLE -> {
                DoubleBuffer buffer = DoubleBuffer.allocate(size);
                for (Object value : values) {
                    buffer.put(real(value));
                }
                return OnnxTensor.createTensor(environment, buffer.flip(), shape);
            }
            case FLOAT16, BFLOAT16 -> {
                ShortBuffer buffer = ShortBuffer.allocate(size);
                for (Object value : values) {
                    float real = (float) real(value);
                    buffer.put(
                            type == OnnxJavaType.FLOAT16
                                    ? Fp16Conversions.floatToFp16(real)
                                    : Fp16Conversions.floatToBf16(real));
                }
                return OnnxTensor.createTensor(environment, buffer.flip(), shape, type);
            }
            case INT64 -> {
                LongBuffer buffer = LongBuffer.allocate(size);
                for (Object value : values) {
                    buffer.put(whole(value, Long.MIN_VALUE, Long.MAX_VALUE));
                }
                return OnnxTensor.createTensor(environment, buffer.flip(), shape);
            }
            case INT32 -> {
                IntBuffer buffer = IntBuffer.allocate(size);
                for (Object value : values) {
                    buffer.put((int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
                }
                return OnnxTensor.createTensor(environment, buffer.flip(), shape);
            }
            case INT16 -> {
                ShortBuffer buffer = ShortBuffer.allocate(size);
                for (Object value : values) {
                    buffer.put((short) whole(value, Short.MIN_VALUE, Short.MAX_VALUE));
                }
                return OnnxTensor.createTensor(environment, buffer.flip(), shape);
            }
            case INT8, UINT8, BOOL -> {
                return OnnxTensor.createTensor(environment, bytes(type, values), shape, type);
            }
            case STRING -> {
                String[] texts = new String[size];
                for (int i = 0; i < size; i++) {
                    if (!(values.get(i) instanceof String text)) {
                        throw OnnxInput.bad("the model takes texts, not " + values.get(i));
                    }
                    texts[i] = text;
                }
                return OnnxTensor.createTensor(environment, texts, shape);
            }
            default -> throw new IllegalStateException("refused when the model was loaded: " + type);
        }
    }

    private static ByteBuffer bytes(OnnxJavaType type, List<Object> values) throws ScoringException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(values.size()).order(ByteOrder.nativeOrder());
        for (Object value : values) {
            switch (type) {
                case INT8 -> buffer.put((byte) whole(value, Byte.MIN_VALUE, Byte.MAX_VALUE));
                case UINT8 -> buffer.put((byte) whole(value, 0, 255));
                default -> {
                    if (!(value instanceof Boolean isTrue)) {
                        throw OnnxInput.bad("the model takes true and false, not " + value);
                    }
                    buffer.put((byte) (isTrue ? 1 : 0));
                }
            }
        }
        return buffer.flip();
    }

    private static double real(Object value) throws ScoringException {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw OnnxInput.bad("the model takes numbers, not " + value);
    }

    private static long whole(Object value, long least, long most) throws ScoringException {
        boolean isWhole = value instanceof Integer
                || value instanceof Long
                || value instanceof Double real && real == Math.rint(real);
        if (!isWhole || ((Number) value).doubleValue() < least || ((Number) value).doubleValue() > most) {
            throw OnnxInput.bad("the model takes whole numbers from " + least + " to " + most + ", not " + value);
        }
        return ((Number) value).longValue();
    }
}
