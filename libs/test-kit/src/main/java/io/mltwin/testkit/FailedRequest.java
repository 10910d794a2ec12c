package io.mltwin.testkit;

import io.restassured.builder.RequestSpecBuilder;
import io.restassured.config.FailureConfig;
import io.restassured.config.LogConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.filter.log.LogDetail;
import io.restassured.internal.print.RequestPrinter;
import io.restassured.internal.print.ResponsePrinter;
import io.restassured.listener.ResponseValidationFailureListener;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import io.restassured.specification.RequestSpecification;
import io.restassured.specification.ResponseSpecification;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Prints a request and its answer when the answer is not what a test wants. REST-assured's own
 * setting, which Quarkus turns on, writes each request and each answer as text before it knows: 4
 * MiB take two seconds.
 */
final class FailedRequest implements Filter, ResponseValidationFailureListener {

    /** Bytes from which on a body is not printed. */
    static final int LARGE = 1 << 20;

    /** Has to be a setting of the user, else the one of Quarkus goes before it. */
    private static final LogConfig NOTHING_BEFORE_A_FAILURE =
            LogConfig.logConfig().enablePrettyPrinting(true);

    private final PrintStream out;
    // the listener is not told of it after then()
    private volatile FilterableRequestSpecification sent;

    private FailedRequest(PrintStream out) {
        this.out = out;
    }

    /** A request of this kind, which is printed with its answer when a check of that fails. */
    static RequestSpecBuilder printed(RestAssuredConfig config, PrintStream out) {
        FailedRequest failed = new FailedRequest(out);
        return new RequestSpecBuilder()
                .addFilter(failed)
                .setConfig(config.logConfig(NOTHING_BEFORE_A_FAILURE)
                        .failureConfig(FailureConfig.failureConfig().failureListeners(failed)));
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        sent = request;
        return context.next(request, expected);
    }

    @Override
    public void onFailure(RequestSpecification unused, ResponseSpecification expected, Response answer) {
        printRequest(sent);
        out.println();
        printAnswer(answer);
    }

    private void printRequest(FilterableRequestSpecification request) {
        long size = size(request.getBody());
        RequestPrinter.print(
                request,
                request.getMethod(),
                request.getURI(),
                size < LARGE
                        ? Set.of(LogDetail.ALL)
                        : Set.of(
                                LogDetail.METHOD,
                                LogDetail.URI,
                                LogDetail.PARAMS,
                                LogDetail.HEADERS,
                                LogDetail.COOKIES),
                Set.of(),
                out,
                true);
        if (size >= LARGE) {
            out.println("Body:\t\t\t" + size + " bytes");
        }
    }

    private void printAnswer(Response answer) {
        long size = answer.asByteArray().length;
        if (size < LARGE) {
            ResponsePrinter.print(answer, answer, out, LogDetail.ALL, true, Set.of());
        } else {
            ResponsePrinter.print(answer, answer, out, LogDetail.STATUS, true, Set.of());
            ResponsePrinter.print(answer, answer, out, LogDetail.HEADERS, true, Set.of());
            out.println();
            out.println(size + " bytes");
        }
    }

    private static long size(Object body) {
        if (body instanceof byte[] bytes) {
            return bytes.length;
        }
        return body instanceof String text ? text.getBytes(StandardCharsets.UTF_8).length : 0;
    }
}
