package io.mltwin.armweb;

import io.vertx.ext.web.RoutingContext;
import java.util.Map;

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
