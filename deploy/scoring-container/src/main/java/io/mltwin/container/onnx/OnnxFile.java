package io.mltwin.container.onnx;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Reads an ONNX file (protobuf, {@code onnx.proto} of ONNX 1.19) before ONNX Runtime does, which
 * opens whatever file a tensor names as its external data, at any path, and answers with its
 * content. A deployment without entry script is one file, so a tensor outside it is refused.
 */
final class OnnxFile {

    /** As deep as protobuf itself reads. */
    private static final int DEEPEST = 100;

    private static final int TENSOR_EXTERNAL_DATA = 13;
    private static final int TENSOR_DATA_LOCATION = 14;

    private enum Message {
        MODEL,
        TRAINING,
        FUNCTION,
        GRAPH,
        NODE,
        ATTRIBUTE,
        SPARSE_TENSOR,
        TENSOR
    }

    /** The fields that lead to tensors, by the message that has them. */
    private static final Map<Message, Map<Integer, Message>> CHILDREN = Map.of(
            Message.MODEL,
            Map.of(7, Message.GRAPH, 20, Message.TRAINING, 25, Message.FUNCTION),
            Message.TRAINING,
            Map.of(1, Message.GRAPH, 2, Message.GRAPH),
            Message.FUNCTION,
            Map.of(7, Message.NODE, 11, Message.ATTRIBUTE),
            Message.GRAPH,
            Map.of(1, Message.NODE, 5, Message.TENSOR, 15, Message.SPARSE_TENSOR),
            Message.NODE,
            Map.of(5, Message.ATTRIBUTE),
            Message.ATTRIBUTE,
            Map.of(
                    5,
                    Message.TENSOR,
                    6,
                    Message.GRAPH,
                    10,
                    Message.TENSOR,
                    11,
                    Message.GRAPH,
                    22,
                    Message.SPARSE_TENSOR,
                    23,
                    Message.SPARSE_TENSOR),
            Message.SPARSE_TENSOR,
            Map.of(1, Message.TENSOR, 2, Message.TENSOR),
            Message.TENSOR,
            Map.of());

    private OnnxFile() {}

    /**
     * Refuses a model that names other files.
     *
     * @throws IOException also for what is no protobuf
     */
    static void requireSelfContained(Path model) throws IOException {
        try (FileChannel file = FileChannel.open(model, StandardOpenOption.READ)) {
            ByteBuffer bytes = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
            walk(Message.MODEL, bytes, 0);
        } catch (BufferUnderflowException e) {
            throw new IOException("the file is cut", e);
        }
    }

    private static void walk(Message message, ByteBuffer bytes, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("its parts lie in one another too deeply");
        }
        while (bytes.hasRemaining()) {
            long tag = varint(bytes);
            int field = (int) (tag >>> 3);
            if (tag >>> 32 != 0 || field == 0) {
                throw new IOException("it is no ONNX file");
            }
            switch ((int) tag & 7) {
                case 0 -> scalar(message, field, varint(bytes));
                case 1 -> skip(bytes, Long.BYTES);
                case 2 -> part(message, field, cut(bytes), depth);
                case 5 -> skip(bytes, Integer.BYTES);
                default -> throw new IOException("it is no ONNX file");
            }
        }
    }

    private static void scalar(Message message, int field, long value) throws IOException {
        if (message == Message.TENSOR && field == TENSOR_DATA_LOCATION && value != 0) {
            throw external();
        }
    }

    private static void part(Message message, int field, ByteBuffer part, int depth) throws IOException {
        if (message == Message.TENSOR && field == TENSOR_EXTERNAL_DATA) {
            throw external();
        }
        Message child = CHILDREN.get(message).get(field);
        if (child != null) {
            walk(child, part, depth + 1);
        }
    }

    private static IOException external() {
        return new IOException("it has tensors in other files (external data); save it as one file");
    }

    private static ByteBuffer cut(ByteBuffer bytes) throws IOException {
        long length = varint(bytes);
        ByteBuffer part = bytes.slice();
        skip(bytes, length);
        return part.limit((int) length);
    }

    private static void skip(ByteBuffer bytes, long length) throws IOException {
        if (length < 0 || length > bytes.remaining()) {
            throw new IOException("the file is cut");
        }
        bytes.position(bytes.position() + (int) length);
    }

    private static long varint(ByteBuffer bytes) throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = bytes.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("it is no ONNX file");
    }
}
