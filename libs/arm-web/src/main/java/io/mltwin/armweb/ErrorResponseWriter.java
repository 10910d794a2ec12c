package io.mltwin.armweb;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Writes an error in the envelope of the plane that the request entered. */
@ApplicationScoped
public class ErrorResponseWriter {
    /** Shows the errors of a service's own pages to people. At most one bean in a service. */
    public interface ErrorPages {

        /**
         * An error as a page.
         *
         * @param headers of the answer, such as the content type
         */
        record ErrorPage(String html, Map<String, String> headers) {}

        /** Returns whether the request is one for a page. */
        boolean covers(RoutingContext context);

        /** Returns the page of an error. */
        ErrorPage page(RoutingContext context, AzureException fault);
    }

    private final Clock clock;
    private final Instance<ErrorPages> pages;

    public ErrorResponseWriter(Clock clock, @Any Instance<ErrorPages> pages) {
        this.clock = clock;
        this.pages = pages;
    }

    /** For errors inside JAX-RS. */
    public Response response(RoutingContext context, AzureException fault) {
        Answer answer = answer(context, fault);
        Response.ResponseBuilder builder = Response.status(fault.status());
        answer.headers().forEach(builder::header);
        if (!isHead(context)) {
            builder.entity(answer.body());
        }
        return builder.build();
    }

    /** For errors before JAX-RS, such as a refused token. */
    public void write(RoutingContext context, AzureException fault) {
        Answer answer = answer(context, fault);
        context.response().setStatusCode(fault.status());
        answer.headers().forEach(context.response()::putHeader);
        if (isHead(context)) {
            context.response().end();
        } else {
            UnreadBody.answer(context, answer.body());
        }
    }

    private static boolean isHead(RoutingContext context) {
        return context.request().method().name().equals("HEAD");
    }

    private record Answer(Map<String, String> headers, String body) {}

    private Answer answer(RoutingContext context, AzureException fault) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-ms-error-code", fault.code());
        headers.putAll(headers(context, fault));
        if (pages.isResolvable() && pages.get().covers(context)) {
            ErrorPages.ErrorPage page = pages.get().page(context, fault);
            headers.putAll(page.headers());
            return new Answer(headers, page.html());
        }
        Envelope envelope = Envelope.of(context);
        // Azure Storage names no type of a body that a HEAD does not get
        if (envelope != Envelope.BLOB || !isHead(context)) {
            headers.put("Content-Type", envelope.contentType());
        }
        return new Answer(headers, body(context, envelope, fault));
    }

    /**
     * A 403 names the decision behind it. The answer has the id of its own request, also where the
     * error is another service's. A 503 always says when to come again: without it Azure's clients
     * wait half a minute.
     */
    private static Map<String, String> headers(RoutingContext context, AzureException fault) {
        Map<String, String> headers = new LinkedHashMap<>(fault.content().headers());
        headers.remove("x-ms-request-id");
        String decision = DecisionHeader.missing(context, fault);
        if (decision != null) {
            headers.put(DecisionHeader.NAME, decision);
        }
        if (fault.status() == 503) {
            headers.putIfAbsent("Retry-After", "1");
        }
        return headers;
    }

    private String body(RoutingContext context, Envelope envelope, AzureException fault) {
        OriginalRequest original = OriginalRequest.of(context);
        String requestId = original == null ? UUID.randomUUID().toString() : original.requestId();
        String correlationId = original == null ? requestId : original.correlationId();
        return envelope.body(fault.content(), requestId, correlationId, clock.instant());
    }
}
