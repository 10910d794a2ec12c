package io.mltwin.container.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes an ONNX model that answers its inputs: {@code x} as {@code x_out}, and so on. Protocol
 * buffers' wire form by hand, as ONNX's own library is not here.
 */
final class IdentityModel {

    private final ByteArrayOutputStream graph = new ByteArrayOutputStream();

    /**
     * Adds an input and its output.
     *
     * @param type ONNX's number of the type, 1 for float
     * @param shape lengths, -1 for any
     */
    IdentityModel with(String name, int type, long... shape) {
        byte[] node = join(text(1, name), text(2, name + "_out"), text(4, "Identity"));
        graph.writeBytes(bytes(1, node));
        graph.writeBytes(bytes(11, value(name, type, shape)));
        graph.writeBytes(bytes(12, value(name + "_out", type, shape)));
        return this;
    }

    byte[] write() {
        return join(
                number(1, 8),
                bytes(7, join(graph.toByteArray(), text(2, "g"))),
                bytes(8, join(text(1, ""), number(2, 17))));
    }

    private static byte[] value(String name, int type, long... shape) {
        byte[] dimensions = new byte[0];
        for (long length : shape) {
            dimensions = join(dimensions, bytes(1, length < 0 ? text(2, "n") : number(1, length)));
        }
        byte[] tensor = join(number(1, type), bytes(2, dimensions));
        return join(text(1, name), bytes(2, bytes(1, tensor)));
    }

    private static byte[] text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(int field, byte[] content) {
        return join(varint(field << 3 | 2), varint(content.length), content);
    }

    private static byte[] number(int field, long number) {
        return join(varint(field << 3), varint(number));
    }

    private static byte[] varint(long number) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long left = number;
        while (left > 127) {
            out.write((int) (left & 127 | 128));
            left >>>= 7;
        }
        out.write((int) left);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
