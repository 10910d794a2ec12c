package io.mltwin.console.page;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.ErrorResponseWriter.ErrorPages;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.console.session.SignInRequiredException;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.requests.HostToPath;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Shows an error of the console's pages with Azure's own code and text, and what to do next. */
@ApplicationScoped
public class ErrorPageWriter implements ErrorPages {

    private static final String PREFIX = "/console";
    private static final String PART = "HX-Request";
    // after this status of htmx an element that asks every second asks no more
    private static final int STOP_POLLING = 286;

    private final PageWriter pages;
    private final CurrentVertxRequest request;
    private final String origin;

    ErrorPageWriter(PageWriter pages, CurrentVertxRequest request, Addresses addresses) {
        this.pages = pages;
        this.request = request;
        this.origin = addresses.console();
    }

    /**
     * Leads to the sign-in, and from there back to the page. A part of a page that htmx has asked
     * for moves no page: its reader may be on the way elsewhere. It shows a banner with that link,
     * and asks no more.
     */
    @ServerExceptionMapper
    public Response signIn(SignInRequiredException nobody, RoutingContext context) {
        boolean isPart = context.request().getHeader(PART) != null;
        String address = "/signin?back=" + UriEncoding.encodeQueryValue(shownPage(context, isPart));
        if (!isPart) {
            return pages.leadTo(address);
        }
        Response banner = pages.write(STOP_POLLING, ErrorTemplates.sessionEnded(address));
        return Response.fromResponse(banner)
                .header("HX-Retarget", "#session")
                .header("HX-Reswap", "innerHTML")
                .header("HX-Reselect", "#session-ended")
                .build();
    }

    /** Returns the page in the browser's window: that of a form is the one that holds the form. */
    private String shownPage(RoutingContext context, boolean isPart) {
        OriginalRequest original = OriginalRequest.of(context);
        if (!isPart && original.method().equals("GET")) {
            return original.uri();
        }
        String shown = context.request().getHeader(isPart ? "HX-Current-URL" : "Referer");
        return shown != null && shown.startsWith(origin + "/")
                ? PageAddress.ofConsole(shown.substring(origin.length()))
                : "/";
    }

    @Override
    public boolean covers(RoutingContext context) {
        String path = HostToPath.internalPath(context);
        return path != null && (path.equals(PREFIX) || path.startsWith(PREFIX + "/"));
    }

    @Override
    public ErrorPage page(RoutingContext context, AzureException fault) {
        ManagedContext scope = Arc.container().requestContext();
        if (scope.isActive()) {
            return write(context, fault);
        }
        // the error is one of the web layer, before any resource
        scope.activate();
        try {
            request.setCurrent(context);
            return write(context, fault);
        } finally {
            scope.terminate();
        }
    }

    private ErrorPage write(RoutingContext context, AzureException fault) {
        OriginalRequest request = OriginalRequest.of(context);
        String title = pages.texts(ConsoleTexts.class).errorTitle();
        ShownError error = ShownError.of(fault, request.requestId());
        return new ErrorPage(
                pages.render(ErrorTemplates.error(pages.frame(context, title, ""), error)), pages.headers());
    }
}
