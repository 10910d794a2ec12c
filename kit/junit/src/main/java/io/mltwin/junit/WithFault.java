package io.mltwin.junit;

import io.mltwin.client.AzureService;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Requests of the tenant fail while the test runs, or each test of the class; what is made for its
 * parameters, and in {@code @BeforeEach}, is not hit. Of several faults the first that fits hits a
 * request, those of the method before those of the class. Nobody else on the platform notices;
 * tests that share a tenant and run at the same time do.
 */
@Documented
@Inherited
@Repeatable(WithFault.Several.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface WithFault {
    AzureService service();

    /**
     * Method and path such as {@code GET /secrets/*}, where {@code *} stands for any characters; a
     * path with a host before it is that host's alone. All requests to the service without it.
     */
    String operation() default "";

    /** Of the answer, from 400 to 599; no error without it. */
    int status() default 0;

    /** Of the error; the service's own for the status without it. */
    String code() default "";

    /** How long requests wait first. */
    int latencyMillis() default 0;

    /** Ends the connection without an answer. */
    boolean reset() default false;

    /** What a 429 or 503 asks clients to wait. */
    int retryAfterSeconds() default 1;

    /** Which part of the requests is hit. */
    double rate() default 1;

    /** Chooses which requests these are: the same one, the same ones. */
    long seed() default 0;

    /** How many requests of each test are hit at most; all without it. */
    int times() default 0;

    /** Holds several faults of one place. */
    @Documented
    @Inherited
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface Several {
        WithFault[] value();
    }
}
