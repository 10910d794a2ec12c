package io.mltwin.container;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * The inferencing server inside a container (azureml-inference-server-http): loads the entry
 * script, calls {@code init} once, then {@code run} for each request, one at a time. Requests and
 * answers are frames on stdin and stdout; what the script prints goes to stderr, the container's
 * log. Ends when stdin does.
 */
public final class ContainerHost {

    static final int EXIT_INIT_FAILED = 3;

    private final InputStream in;
    private final OutputStream out;

    private ContainerHost(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** {@code --script Score.java --model-dir DIR}. */
    public static void main(String[] args) throws IOException {
        if (args.length != 4 || !args[0].equals("--script") || !args[2].equals("--model-dir")) {
            System.err.println("usage: ContainerHost --script Score.java --model-dir DIR");
            System.exit(2);
        }
        ContainerHost host =
                new ContainerHost(
                        new BufferedInputStream(System.in), new BufferedOutputStream(System.out));
        System.setOut(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        System.setIn(InputStream.nullInputStream());
        System.exit(host.serve(Path.of(args[1]), Path.of(args[3])));
    }

    private int serve(Path file, Path modelDir) throws IOException {
        EntryScript script;
        try {
            script = EntryScript.compile(file);
            script.init(modelDir);
        } catch (Throwable e) {
            e.printStackTrace();
            Frame.of(Map.of("type", "failed", "message", message(e))).writeTo(out);
            return EXIT_INIT_FAILED;
        }
        Frame.of(Map.of("type", "ready")).writeTo(out);
        for (Frame request = next(); request != null; request = next()) {
            answer(script, request).writeTo(out);
        }
        return 0;
    }

    private Frame next() throws IOException {
        return Frame.readFrom(in, Frame.MAX_REQUEST);
    }

    private static Frame answer(EntryScript script, Frame request) {
        String id = request.get("id");
        long start = System.nanoTime();
        try {
            byte[] result =
                    script.run(new String(request.body(), StandardCharsets.UTF_8))
                            .getBytes(StandardCharsets.UTF_8);
            if (result.length > Frame.MAX_ANSWER) {
                throw new IllegalStateException(
                        "run() returned "
                                + result.length
                                + " bytes, at most "
                                + Frame.MAX_ANSWER
                                + " are allowed");
            }
            return new Frame(
                    Map.of(
                            "type",
                            "result",
                            "id",
                            id,
                            "contentType",
                            "application/json",
                            "micros",
                            micros(start)),
                    result);
        } catch (Throwable e) {
            e.printStackTrace();
            return Frame.of(
                    Map.of(
                            "type",
                            "error",
                            "id",
                            id,
                            "message",
                            message(e),
                            "micros",
                            micros(start)));
        }
    }

    private static String micros(long start) {
        return Long.toString((System.nanoTime() - start) / 1000);
    }

    private static String message(Throwable e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.length() > 4000 ? message.substring(0, 4000) : message;
    }
}
