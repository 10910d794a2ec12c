package io.mltwin.container.process;

import io.mltwin.container.Frame;
import io.mltwin.container.Scorer;
import io.mltwin.container.Scorer.ScoringException;
import io.mltwin.container.onnx.OnnxModel;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The inferencing server inside a container (azureml-inference-server-http): loads the entry script
 * and calls its {@code init} once, then {@code run} for each request; or loads an ONNX model that
 * needs no script. Requests and answers are frames on stdin and stdout; what the script prints goes
 * to stderr, the container's log. Ends at once when stdin does.
 */
public final class ContainerHost {

    static final int EXIT_INIT_FAILED = 3;
    private static final int EXIT_USAGE = 2;
    private static final int EXIT_BROKEN = 4;
    private static final String USAGE = "usage: ContainerHost --script Score.java --model-dir DIR\n"
            + "       ContainerHost --onnx MODEL [--labels FILE] --timeout-ms N";

    private final InputStream in;
    private final OutputStream out;
    private final Object reading = new Object();
    private final Object writing = new Object();
    private final Pace pace = new Pace();

    private ContainerHost(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** See the README for the arguments. */
    public static void main(String[] args) throws IOException {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            given.put(args[i], args[i + 1]);
        }
        if (!given.containsKey("--model-dir") && !given.containsKey("--timeout-ms")) {
            System.err.println(USAGE);
            System.exit(EXIT_USAGE);
        }
        ContainerHost host =
                new ContainerHost(new BufferedInputStream(System.in), new BufferedOutputStream(System.out));
        System.setOut(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        System.setIn(InputStream.nullInputStream());
        host.serve(given);
    }

    private void serve(Map<String, String> given) throws IOException {
        Scorer scorer;
        try {
            scorer = load(given);
        } catch (Throwable e) {
            e.printStackTrace();
            Frame.of(Map.of("type", "failed", "message", message(e))).writeTo(out);
            Runtime.getRuntime().halt(EXIT_INIT_FAILED);
            return;
        }
        Frame.of(Map.of("type", "ready")).writeTo(out);
        // One more than work at once: one that reads sees the end of stdin whatever the others do.
        for (int i = 0; i < scorer.concurrency(); i++) {
            new Thread(() -> answerAll(scorer), "score-" + i).start();
        }
        answerAll(scorer);
    }

    private static Scorer load(Map<String, String> given) throws Throwable {
        String model = given.get("--onnx");
        if (model == null) {
            EntryScript script = EntryScript.compile(Path.of(given.get("--script")));
            script.init(Path.of(given.get("--model-dir")));
            return script;
        }
        String labels = given.get("--labels");
        return OnnxModel.load(
                Path.of(model), labels == null ? null : Path.of(labels), Long.parseLong(given.get("--timeout-ms")));
    }

    /**
     * Takes requests in turn with the other threads, until stdin ends. Quick ones are answered by
     * the thread that reads them, since handing the reading on costs more than they do.
     */
    private void answerAll(Scorer scorer) {
        try {
            while (true) {
                Frame request;
                synchronized (reading) {
                    request = read();
                    while (pace.isQuick(request)) {
                        Frame answer = answer(scorer, request);
                        // the answers to requests that have arrived together go together
                        write(answer, in.available() == 0);
                        request = read();
                    }
                }
                write(answer(scorer, request), true);
            }
        } catch (IOException e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(EXIT_BROKEN);
        }
    }

    /** The next request; the process ends where there is none. */
    private Frame read() throws IOException {
        Frame request = Frame.readFrom(in, Frame.MAX_REQUEST);
        if (request == null) {
            Runtime.getRuntime().halt(0);
        }
        return request;
    }

    private void write(Frame answer, boolean flush) throws IOException {
        synchronized (writing) {
            answer.appendTo(out);
            if (flush) {
                out.flush();
            }
        }
    }

    private Frame answer(Scorer scorer, Frame request) {
        long start = System.nanoTime();
        Frame answer = score(scorer, request, start);
        pace.took(request, System.nanoTime() - start);
        return answer;
    }

    private static Frame score(Scorer scorer, Frame request, long start) {
        String id = request.get("id");
        try {
            byte[] result = scorer.score(request.body());
            if (result.length > Frame.MAX_ANSWER) {
                throw new IllegalStateException(
                        "run() returned " + result.length + " bytes, at most " + Frame.MAX_ANSWER + " are allowed");
            }
            return new Frame(
                    Map.of("type", "result", "id", id, "contentType", "application/json", "micros", micros(start)),
                    result);
        } catch (ScoringException e) {
            return error(id, e.kind().name(), e, start);
        } catch (Throwable e) {
            e.printStackTrace();
            return error(id, "RUN_FAILED", e, start);
        }
    }

    private static Frame error(String id, String kind, Throwable e, long start) {
        return Frame.of(
                Map.of("type", "error", "id", id, "kind", kind, "message", message(e), "micros", micros(start)));
    }

    private static String micros(long start) {
        return Long.toString((System.nanoTime() - start) / 1000);
    }

    private static String message(Throwable e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.length() > 4000 ? message.substring(0, 4000) : message;
    }
}
