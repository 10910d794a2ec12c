import io.mltwin.container.Scorer;
import io.mltwin.container.onnx.OnnxModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a service could do at best: Quarkus's web server (Vert.x) with a model on its event loop, over TLS, with nothing else: no host, no
 * key, no record, no process of the model's own. With "rate" it prints how often a second one thread scores the body instead.
 *
 * <p>Arguments: model, labels, then port, certificate and key; or "rate" and a file with a body.
 */
public final class BareScoring {
    private static final long SECOND = 1_000_000_000L;

    private BareScoring() {}

    public static void main(String[] arguments) throws Exception {
        Scorer model = OnnxModel.load(Path.of(arguments[0]), Path.of(arguments[1]), 60_000);
        if (arguments[2].equals("rate")) {
            System.out.println(rate(model, Files.readAllBytes(Path.of(arguments[3]))));
            System.exit(0);
        }
        HttpServerOptions options =
                new HttpServerOptions()
                        .setSsl(true)
                        .setHost("127.0.0.1")
                        .setPort(Integer.parseInt(arguments[2]))
                        .setKeyCertOptions(new PemKeyCertOptions().setCertPath(arguments[3]).setKeyPath(arguments[4]));
        if (OpenSSLEngineOptions.isAvailable()) {
            options.setSslEngineOptions(new OpenSSLEngineOptions());
        }
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        for (int i = 0; i < 2; i++) {
            vertx.deployVerticle(
                    new io.vertx.core.AbstractVerticle() {
                        @Override
                        public void start() {
                            getVertx().createHttpServer(options).requestHandler(request -> answer(model, request)).listen();
                        }
                    });
        }
    }

    private static void answer(Scorer model, HttpServerRequest request) {
        request.body(
                body -> {
                    try {
                        request.response()
                                .putHeader("content-type", "application/json")
                                .end(Buffer.buffer(model.score(body.result().getBytes())));
                    } catch (Throwable e) {
                        request.response().setStatusCode(500).end();
                    }
                });
    }

    private static long rate(Scorer model, byte[] body) throws Exception {
        long count = 0;
        for (int round = 0; round < 2; round++) {
            count = 0;
            long end = System.nanoTime() + 5 * SECOND;
            while (System.nanoTime() < end) {
                try {
                    model.score(body);
                } catch (Throwable e) {
                    throw new IllegalStateException(e);
                }
                count++;
            }
        }
        return count / 5;
    }
}
