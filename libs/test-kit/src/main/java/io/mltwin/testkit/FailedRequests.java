package io.mltwin.testkit;

import io.restassured.config.FailureConfig;
import io.restassured.config.LogConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.filter.log.LogDetail;
import io.restassured.internal.print.RequestPrinter;
import io.restassured.internal.print.ResponsePrinter;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.RequestSpecification;
import java.util.Set;

/**
 * Requests whose answer is not what a test wants, in the test's output. REST-assured's own setting
 * writes each request and answer as text before it knows: for 4 MiB that takes two seconds.
 */
final class FailedRequests {

    private static final FailureConfig PRINTED =
            FailureConfig.failureConfig()
                    .failureListeners((request, expected, answer) -> print(request, answer));

    private FailedRequests() {}

    /** The configuration, with requests printed when they fail and only then. */
    static RestAssuredConfig printed(RestAssuredConfig config) {
        return config.logConfig(LogConfig.logConfig()).failureConfig(PRINTED);
    }

    private static void print(RequestSpecification request, Response answer) {
        if (request instanceof FilterableRequestSpecification sent) {
            RequestPrinter.print(
                    sent,
                    sent.getMethod(),
                    sent.getURI(),
                    LogDetail.ALL,
                    Set.of(),
                    System.out,
                    true);
        }
        ResponsePrinter.print(answer, answer, System.out, LogDetail.ALL, true, Set.of());
    }
}
